// One case of the campaign, the same for the same seed and number: a sample changed by chance, checked, asked about, and put back.
import { seeded } from '../support/seeded.ts';
import { anyMutation, type Below } from './mutations.ts';
import { typeKeys } from './keys.ts';
import { linesOf, type Lines, wrongPlaces } from './places.ts';
import { anyRequest, ask, type Asking } from './requests.ts';
import { difference, type FuzzFile, type FuzzWorkspace } from './workspaces.ts';

/** What a case came to. */
export interface Outcome {
  kind: string;
  path: string;
  /** CPU of the thread, in ms: until everything is checked, and by request the longest. */
  checkedMs: number;
  asked: Record<string, number>;
  findings: number;
  compared: boolean;
  failures: string[];
}

/** In ms of CPU: of one check of a file with all that depends on it, and of one answer. */
export const longestMs = 2_000;
const requestsPerCase = 4;

/** The numbers of a case, whatever the others took. */
export const randomOf = (seed: number, number: number): (() => number) => {
  const mixed = seeded(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(number + 1, 0xc2b2ae35));
  return seeded(Math.floor(mixed() * 2 ** 32));
};

/** The file and its text of a case, for whoever looks at it. */
export function changedFile(files: readonly FuzzFile[], random: () => number): { file: FuzzFile; kind: string; text: string | undefined } {
  const below: Below = (count) => Math.floor(random() * count);
  const file = files[below(files.length)]!;
  if (below(30) === 0) return { file, kind: 'keys typed in turn', text: undefined };
  const { kind, apply } = anyMutation(random);
  const alike = files.filter(({ language }) => language === file.language);
  return { file, kind, text: apply(file.text, { below, others: below(5) === 0 ? files : alike, language: file.language }) };
}

/** Runs a case. What it changed is put back with the next one in the same workspace. */
export async function runCase(files: readonly FuzzFile[], seed: number, number: number): Promise<Outcome> {
  const random = randomOf(seed, number);
  const below: Below = (count) => Math.floor(random() * count);
  const changed = changedFile(files, random);
  return tryFile({ ...changed, below, requests: Array.from({ length: requestsPerCase }, () => anyRequest) });
}

export interface Trial {
  file: FuzzFile;
  kind: string;
  /** What the file becomes; undefined where keys are typed. */
  text: string | undefined;
  below: Below;
  /** What is asked, at places by chance. */
  requests: readonly ((below: Below) => string)[];
}

/** Changes a file, has it checked, asks about it, and says what is wrong with the answers. */
export async function tryFile({ file, kind, text: mutated, below, requests }: Trial): Promise<Outcome> {
  const { workspace, path } = file;
  const outcome: Outcome = { kind, path, checkedMs: 0, asked: {}, findings: 0, compared: false, failures: [] };
  const fail = (what: string): void => { outcome.failures.push(what); };
  const timed = async <Result>(what: string, run: () => Promise<Result>): Promise<{ result: Result | undefined; ms: number }> => {
    const start = process.threadCpuUsage();
    let result: Result | undefined;
    try {
      result = await told(run, (line) => fail(`${what} was caught and logged: ${line}`));
    } catch (error) {
      fail(`${what} threw ${described(error)}`);
    }
    const { user, system } = process.threadCpuUsage(start);
    const ms = (user + system) / 1000;
    if (ms > longestMs) fail(`${what} took ${Math.round(ms)} ms`);
    return { result, ms };
  };

  const isSmall = mutated === undefined || mutated.length < 1_000_000;
  outcome.checkedMs = (await timed('the check', () => (mutated === undefined ? typeKeys(file, below) : change(file, mutated, below)))).ms;
  const document = workspace.document(path);
  const text = document.textDocument.getText();
  if (mutated !== undefined && text !== mutated) fail('the document does not have its text');
  const lines = linesOf(text);
  const linesIn = linesOfWorkspace(workspace, document.uri.toString(), lines);
  outcome.findings = document.diagnostics?.length ?? 0;
  for (const { uri, diagnostics } of workspace.services.shared.workspace.LangiumDocuments.all) {
    for (const problem of wrongPlaces(diagnostics ?? [], { asked: uri.toString(), lines: linesIn })) fail(`of the diagnostics ${problem}`);
    for (const { message } of diagnostics ?? []) if (String(message).startsWith('An error occurred')) fail(`a check threw: ${String(message)}`);
  }

  for (const request of requests) {
    const name = request(below);
    const offset = [text.length, placeOf(file.text, text), below(text.length + 1), below(text.length + 1)][below(4)]!;
    const asking: Asking = { services: workspace.services, document, position: document.textDocument.positionAt(offset), lines, below };
    const { result = [], ms } = await timed(`${name} at ${offset}`, () => ask(name, asking, linesIn));
    for (const problem of result) fail(`of ${name} at ${offset}: ${problem}`);
    outcome.asked[name] = Math.max(outcome.asked[name] ?? 0, ms);
  }

  if (isSmall && (mutated === undefined || below(16) === 0)) {
    outcome.compared = true;
    const quick = workspace.findings();
    await timed('the check of the file as a new one', () => workspace.readAnew(path, text));
    const differs = difference(quick, workspace.findings());
    if (differs !== '') fail(`typed and read anew the findings differ: ${differs}`);
    workspace.leave(path);
    const left = await workspace.putBack();
    if (left !== '') fail(`put back, the findings are not those of before: ${left}`);
  }
  workspace.leave(path);
  return outcome;
}

/** As one edit where an editor could send it as such, and otherwise as a whole. */
async function change({ workspace, path, text: before }: FuzzFile, text: string, below: Below): Promise<void> {
  const textDocument = workspace.opened(path);
  const start = placeOf(before, text);
  let same = 0;
  while (same < Math.min(before.length, text.length) - start && before.at(-1 - same) === text.at(-1 - same)) same++;
  const range = { start: textDocument.positionAt(start), end: textDocument.positionAt(before.length - same) };
  const isExact = textDocument.offsetAt(range.start) === start && textDocument.offsetAt(range.end) === before.length - same;
  if (!isExact || below(3) === 0) return workspace.type(path, text);
  return workspace.edit(path, [{ range, text: text.slice(start, text.length - same) }]);
}

/** Where two texts begin to differ. */
function placeOf(before: string, after: string): number {
  let at = 0;
  while (at < before.length && at < after.length && before[at] === after[at]) at++;
  return at;
}

function linesOfWorkspace({ services }: FuzzWorkspace, changed: string, lines: Lines): (uri: string) => Lines | undefined {
  const known = new Map<string, Lines>([[changed, lines]]);
  const byUri = new Map(services.shared.workspace.LangiumDocuments.all.map(({ uri, textDocument }) => [uri.toString(), textDocument] as const));
  return (uri) => {
    const document = byUri.get(uri);
    if (!known.has(uri) && document !== undefined) known.set(uri, linesOf(document.getText()));
    return known.get(uri);
  };
}

/** Langium's builder and checks catch what goes wrong and write it to the console: here that is a failure. */
async function told<Result>(run: () => Promise<Result>, fail: (line: string) => void): Promise<Result> {
  const { error, warn } = console;
  console.error = console.warn = (...words: unknown[]) => fail(words.map(described).join(' '));
  try {
    return await run();
  } finally {
    Object.assign(console, { error, warn });
  }
}

const described = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error)).split('\n').slice(0, Number(process.env['LINES'] ?? 6)).join(' | ');
