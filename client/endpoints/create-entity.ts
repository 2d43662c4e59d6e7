import { longestSample, type SampleArgument } from '#server/protocol';
import { ClientError } from '../command.ts';
import type { Services } from '../services.ts';
import { trustedFolder } from '../trust.ts';
import { applyFileEdits } from '../workspace/edits.ts';
import { readChosenFile } from '../workspace/chosen-file.ts';
import type { RecentAnswers } from './recent-answers.ts';
import { tryEndpoint } from './try-endpoint.ts';

const title = 'Create Entity';

/** *Create the entity … from a sample response*: asks where the sample is, and writes what the server makes of it into the connector. */
export async function createEntityFromSample(services: Services, recent: RecentAnswers, argument: SampleArgument): Promise<void> {
  const { host, language } = services;
  const folder = trustedFolder(host);
  const sample = await sampleFor(services, recent, argument);
  if (sample === undefined) return;
  const made = await language.request('entityFromSample', { ...argument, sample });
  if ('problem' in made) throw new ClientError(made.problem);
  await applyFileEdits(host, folder, made.edits);
  const others = made.entities.length - 1;
  void host.vscode.window.showInformationMessage(`Declared '${made.entities[0]!}'${others === 0 ? '' : ` and ${others === 1 ? 'one entity' : `${others} entities`} in it`}. Only names and types were taken from the sample.${made.leftOut === undefined ? '' : ` Left out: ${made.leftOut.join('; ')}.`}`);
}

/** JSON that the person chooses; undefined where they leave. */
async function sampleFor(services: Services, recent: RecentAnswers, { connector, endpoint, entity }: SampleArgument): Promise<string | undefined> {
  const { host } = services;
  const { window, env } = host.vscode;
  const tried = endpoint === undefined ? undefined : recent.of({ connector, endpoint });
  const choices = [
    ...(tried === undefined ? [] : [{ label: 'The Last Answer', description: `of ${endpoint!}, as Try showed it`, read: async () => tried }]),
    // An endpoint that names what is not there cannot be called.
    ...(endpoint === undefined || entity !== undefined ? [] : [{ label: 'Call the Endpoint…', description: `${endpoint}, once, at an instance`, read: async () => { await tryEndpoint(services, recent, { connector, endpoint }); return recent.of({ connector, endpoint }); } }]),
    { label: 'The Clipboard', description: 'JSON that was copied from the vendor\'s documentation or a tool', read: async () => env.clipboard.readText() },
    { label: 'A File…', description: 'JSON, or a JSON value a line', read: async () => fromFile(services) },
  ];
  return (await window.showQuickPick(choices, { title, placeHolder: 'Where is the sample response?' }))?.read();
}

async function fromFile({ host }: Services): Promise<string | undefined> {
  const { window, workspace } = host.vscode;
  const [file] = await window.showOpenDialog({ title, openLabel: 'Use as Sample', canSelectMany: false, filters: { JSON: ['json', 'ndjson', 'jsonl'], 'All files': ['*'] } }) ?? [];
  if (file === undefined) return undefined;
  const { size } = await workspace.fs.stat(file).then((found) => found, () => ({ size: 0 }));
  // Before it is read: a file has at least as many bytes as characters.
  if (size > longestSample) throw new ClientError(`${file.fsPath} has ${Math.round(size / 1_000_000)} MB, and up to ${longestSample / 1_000_000} MB are read. Take a few records of it.`);
  return new TextDecoder().decode(await readChosenFile(host, file));
}

