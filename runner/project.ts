import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { AstNode } from 'langium';
import {
  checkValue, findings, instanceSettings, isReached, loadWorkspace, planOfEndpoint, planOfFlow, reachOfEndpoint, reachOfFlow, workspaceFilePath,
  type CheckedValue, type EditResult, type Finding, type FlowSummary, type LoweringHost, type Workspace, type WorkspaceChange, type WorkspaceFileContent, type WorkspaceModel,
} from '#language';
import type { Plan } from '#plan';
import { PatchbayError, systemReason } from '#runtime';
import { noticingFileSystem, type UnreadableFolder } from './unreadable-folders.ts';

/** A workspace as it lies on the disk at one moment, checked. */
export interface Project {
  /** Absolute. */
  readonly folder: string;
  readonly model: WorkspaceModel;
  /** Everything that was found, in every file. */
  readonly findings: readonly Finding[];
  /** Folders that could not be read: whatever lies in them is missing here. */
  readonly unreadable: readonly UnreadableFolder[];
  /** The files that were checked, relative with `/`. */
  readonly files: readonly string[];
  readonly workspaceFile: WorkspaceFileContent;
  /** The text of a file as it was checked. */
  textOf(file: string): string | undefined;
  /** The plan of a flow, or the errors in what it reaches. */
  lowerFlow(flow: FlowSummary, environment?: string): Plan | Finding[];
  lowerCall(target: { instance: string; endpoint: string; environment?: string | undefined }): Plan | Finding[];
  change(change: WorkspaceChange): EditResult;
  /** What a person gave for a setting, checked against its declaration: of the connector, or of one of its auths. */
  checkValue(setting: { connector: string; auth?: string; field: string; value: string }): CheckedValue;
}

/** Reads and checks a folder, an absolute path. Throws `PatchbayError` (`unreadable-workspace`). */
export async function openProject(folder: string): Promise<Project> {
  let workspace: Workspace;
  const fileSystem = noticingFileSystem(folder);
  // Links and what is no file are not read; to go on as if there were none would say something else than is the case.
  const stat = lstatSync(join(folder, workspaceFilePath), { throwIfNoEntry: false });
  if (stat !== undefined && !stat.isFile()) {
    throw new PatchbayError('workspace-file', `patchbay.json is ${stat.isSymbolicLink() ? 'a link' : stat.isDirectory() ? 'a folder' : 'no file'}, so it is not read.`, {
      remedy: 'Put a real file in its place.',
    });
  }
  try {
    workspace = await loadWorkspace(folder, fileSystem.provider);
  } catch (error) {
    const { code, cause } = error as NodeJS.ErrnoException & { cause?: NodeJS.ErrnoException };
    if (code === undefined && cause?.code === undefined) throw error;
    // The file is named already.
    const message = (error as Error).message.replace(cause?.message ?? '', systemReason(cause ?? error));
    throw new PatchbayError('unreadable-workspace', `The workspace ${folder} cannot be read: ${message}.`, { remedy: 'Every connector, flow and patchbay.json of a workspace is read: make it a file that you may read, or take it away.', cause: error });
  }
  return projectOf(folder, workspace, fileSystem.unreadable);
}

function projectOf(folder: string, workspace: Workspace, unreadable: readonly UnreadableFolder[]): Project {
  const { semantics: { types } } = workspace;
  return {
    folder,
    get model() { return workspace.model; },
    findings: [...workspace.findings, ...unusableFile(workspace), ...unreadable.map(unreadFolder)],
    unreadable,
    files: workspace.documents.map((document) => workspace.pathOf(document)),
    workspaceFile: workspace.file,
    textOf: (file) => workspace.document(file)?.textDocument.getText(),
    lowerFlow(summary, environment) {
      const flow = workspace.flow(summary.name, summary.place.file);
      if (flow === undefined) throw new PatchbayError('unknown-flow', `There is no flow '${summary.name}' in ${summary.place.file}.`);
      const errors = errorsIn(workspace, reachOfFlow(flow, types, environment));
      return errors.length > 0 ? errors : planOfFlow(flow, loweringHost(workspace, summary.instances, environment));
    },
    lowerCall({ instance, endpoint: name, environment }) {
      const connector = workspace.model.instances.find((entry) => entry.name === instance)?.connector;
      if (connector === undefined) throw new PatchbayError('unknown-instance', `There is no instance '${instance}' in patchbay.json.`);
      const endpoint = workspace.connector(connector)?.endpoints.get(name);
      if (endpoint === undefined) throw new PatchbayError('unknown-endpoint', `There is no endpoint '${name}' in the connector '${connector}'.`);
      const errors = errorsIn(workspace, reachOfEndpoint(endpoint, types, instance, environment));
      return errors.length > 0 ? errors : planOfEndpoint(endpoint, loweringHost(workspace, [instance], environment));
    },
    change: (change) => workspace.change(change),
    checkValue({ connector: name, auth, field, value }) {
      const connector = workspace.connector(name);
      const node = (auth === undefined ? connector : connector?.auths.get(auth))?.settings.get(field);
      if (node === undefined) throw new Error(`No setting ${field} of ${name}.`);
      return checkValue(node, value, types);
    },
  };
}

/** A patchbay.json that cannot be used is an error, also where no check of its tree found one. */
function unusableFile({ file, findings: found }: Workspace): Finding[] {
  if (file.problem === undefined || found.some((finding) => finding.file === workspaceFilePath && finding.severity === 'error')) return [];
  return [{ file: workspaceFilePath, line: 1, column: 1, endLine: 1, endColumn: 1, severity: 'error', code: 'workspace-file', message: file.problem }];
}

/** What is in such a folder may be nobody's business (the data of a database, say), or all connectors: a warning. */
function unreadFolder({ path, reason }: UnreadableFolder): Finding {
  return {
    file: path, line: 1, column: 1, endLine: 1, endColumn: 1, severity: 'warning', code: 'unreadable-folder',
    message: `This folder cannot be read: ${reason}. Connectors and flows in it are not known.`,
  };
}

/** The errors that stand in what is reached. */
function errorsIn(workspace: Workspace, nodes: readonly AstNode[]): Finding[] {
  return workspace.documents.flatMap((document) =>
    findings([document], workspace.pathOf).filter(({ severity, line, column }) =>
      severity === 'error' && isReached(nodes, document, document.textDocument.offsetAt({ line: line - 1, character: column - 1 }))));
}

/** Of each connector the ways to sign in that these instances choose, and no others, go into the plan. */
function loweringHost(workspace: Workspace, instances: readonly string[], environment: string | undefined): LoweringHost {
  return {
    types: workspace.semantics.types,
    pathOf: workspace.pathOf,
    authsOf: (node) => {
      const chosen = instances.flatMap((name) => {
        const summary = workspace.model.instances.find((instance) => instance.name === name);
        if (summary === undefined || summary.connector !== node.name) return [];
        return instanceSettings(workspace.file, name, environment)?.auth ?? summary.auth ?? [];
      });
      return [...new Set(chosen)].flatMap((auth) => workspace.connector(node.name)?.auths.get(auth)?.node ?? []);
    },
  };
}
