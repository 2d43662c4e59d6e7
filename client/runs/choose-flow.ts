import type { Uri } from 'vscode';
import type { FlowSummary } from '#server/protocol';
import { ClientError } from '../command.ts';
import { summary } from '../documentation.ts';
import { workspaceFolder } from '../host.ts';
import type { Services } from '../services.ts';
import { placeText } from '../workspace/places.ts';

/** What a command is given: a flow by name and file (code lens), a file (editor title), or nothing (palette). */
export type FlowArgument = { flow: string; file: string } | Uri | undefined;

/** The flow that is meant, or one that the person picks; undefined where they left. Flows of the file at hand come first. */
export async function chooseFlow({ host, workspace }: Services, argument: FlowArgument, title: string): Promise<FlowSummary | undefined> {
  const { flows } = await workspace.refresh();
  if (argument !== undefined && 'flow' in argument) {
    const found = flows.find(({ name, place }) => name === argument.flow && place.file === argument.file);
    if (found === undefined) throw new ClientError(`${argument.file} has no flow '${argument.flow}' any more.`);
    return found;
  }
  const { window } = host.vscode;
  const file = relativePath(host, argument ?? window.activeTextEditor?.document.uri);
  const here = flows.filter(({ place }) => place.file === file);
  const offered = argument !== undefined && here.length > 0 ? here : [...here, ...flows.filter(({ place }) => place.file !== file)];
  if (offered.length === 0) throw new ClientError('This workspace has no flow yet. Write one in a file that ends in .flow.');
  if (offered.length === 1) return offered[0];
  const items = offered.map((flow) => ({
    label: flow.name,
    description: `${placeText(flow.place)}${flow.errors > 0 ? ` · ${flow.errors === 1 ? 'one error' : `${flow.errors} errors`}` : ''}`,
    detail: summary(flow.documentation),
    flow,
  }));
  return (await window.showQuickPick(items, { title, placeHolder: 'Choose a flow', matchOnDescription: true, matchOnDetail: true }))?.flow;
}

function relativePath(host: Services['host'], uri: Uri | undefined): string | undefined {
  const folder = workspaceFolder(host);
  if (folder === undefined || uri === undefined || !uri.path.startsWith(`${folder.uri.path}/`)) return undefined;
  return uri.path.slice(folder.uri.path.length + 1);
}
