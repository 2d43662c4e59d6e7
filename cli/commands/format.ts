import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { createFormatter, type FileEdit, type Finding, includesFolder, isFormatted, isPatchbayFile } from '#language';
import { bundledMarketplace, diskReader, packageStates } from '#registry';
import { workspacePath } from '#runner';
import { defineCommand, exit, shared, UsageError } from '../command.ts';
import { applyEdits, isInside } from '../edits.ts';
import { workspaceFolder } from '../folders.ts';
import { writeFindings } from '../report/findings.ts';
import { printable, type Terminal } from '../terminal.ts';

/** `patchbay format [paths…]`: connectors and flows in the one style. */
export const format = defineCommand({
  usage: 'format [paths…] [--check]',
  description: [
    'Formats the connectors and flows of the workspace, or those under the given files and folders, and lists what it changed. An installed',
    'connector without edits of your own is left as it came unless its file is named. A file with syntax errors is not changed: exit code 1.',
  ].join('\n'),
  positionals: { min: 0, max: 10_000 },
  options: {
    check: { type: 'boolean', help: 'write nothing; list what is not formatted, with exit code 1 where there is any' },
    stdin: { type: 'string', value: 'name', help: 'format standard input to standard output, as a file of that name: orders.flow' },
    workspace: shared.workspace,
  },
  async run({ terminal, values, positionals }) {
    if (values.stdin !== undefined) {
      if (positionals.length > 0 || values.check === true) throw new UsageError('--stdin goes without paths and --check.');
      return formatInput(terminal, values.stdin);
    }
    const folder = workspaceFolder(values.workspace, terminal.cwd);
    const files = positionals.length === 0 ? filesUnder(folder, folder, asInstalled(folder)) : positionals.flatMap((path) => filesAt(folder, terminal.cwd, path));
    return formatFiles(terminal, { folder, files: [...new Set(files)].toSorted(), checkOnly: values.check === true });
  },
});

async function formatFiles(terminal: Terminal, { folder, files, checkOnly }: { folder: string; files: readonly string[]; checkOnly: boolean }): Promise<number> {
  const formatter = createFormatter();
  const edits: FileEdit[] = [];
  const problems: Finding[] = [];
  for (const path of files) {
    if (terminal.signal.aborted) return exit.stopped;
    const before = textOf(join(folder, path));
    const result = before === undefined ? { problems: [{ line: 1, column: 1, message: 'This file is not UTF-8.' }] } : await formatter(path, before);
    if ('problems' in result) problems.push(...result.problems.map(({ line, column, message }) => finding(path, line, column, message)));
    else if (result.text !== before) edits.push({ path, before: before!, after: result.text });
  }
  if (!checkOnly) applyEdits(folder, edits);
  for (const { path } of edits) await terminal.out(printable(path));
  writeFindings(terminal, 'err', problems);
  terminal.err(summary({ all: files.length, changed: edits.length, broken: new Set(problems.map(({ file }) => file)).size, checkOnly }));
  return problems.length > 0 || (checkOnly && edits.length > 0) ? exit.failed : exit.well;
}

/** For editors that pipe a buffer through a command. Nothing is written of a text with syntax errors. */
async function formatInput(terminal: Terminal, name: string): Promise<number> {
  if (!isFormatted(name)) throw new UsageError(`--stdin wants the name of a .connector or .flow file, not '${name}'.`);
  const result = await createFormatter()(name, await readAll(process.stdin));
  if ('problems' in result) {
    writeFindings(terminal, 'err', result.problems.map(({ line, column, message }) => finding(name, line, column, message)));
    return exit.failed;
  }
  // A formatted text ends with a line end, which `out` adds.
  if (result.text !== '') await terminal.out(result.text.replace(/\n$/, ''));
  return exit.well;
}

const finding = (file: string, line: number, column: number, message: string): Finding =>
  ({ file, line, column, endLine: line, endColumn: column, severity: 'error', code: 'syntax', message });

/** The files of a path of the command line, relative to the workspace. */
function filesAt(folder: string, cwd: string, path: string): string[] {
  const absolute = resolve(cwd, path);
  if (workspacePath(folder, absolute) === undefined) throw new UsageError(`${path} lies outside the workspace ${folder}.`);
  if (!existsSync(absolute)) throw new UsageError(`There is no ${path}.`);
  // Not even read: what is said of a file with errors quotes it.
  if (!isInside(realpathSync(folder), realpathSync(absolute))) throw new UsageError(`${path} is, or lies behind, a link out of the workspace ${folder}.`);
  if (lstatSync(absolute).isDirectory()) return filesUnder(folder, absolute, asInstalled(folder));
  if (!isFormatted(path)) throw new UsageError(`${path} is no .connector or .flow file; only those are formatted.`);
  return [workspacePath(folder, absolute)!];
}

/** Connectors and flows under a folder, as `check` finds them: links are not followed, hidden folders and packages left out. */
function filesUnder(folder: string, under: string, without: ReadonlySet<string>): string[] {
  return readdirSync(under, { withFileTypes: true }).flatMap((entry) => {
    const path = join(under, entry.name);
    if (entry.isDirectory()) return includesFolder(entry.name) ? filesUnder(folder, path, without) : [];
    const file = relative(folder, path).split(sep).join('/');
    return entry.isFile() && isPatchbayFile(entry.name) && isFormatted(entry.name) && !without.has(file) ? [file] : [];
  });
}

/** Installed connectors that are as the lock pins them: formatted they would count as edited. */
function asInstalled(folder: string): ReadonlySet<string> {
  return new Set(packageStates(bundledMarketplace(), '', diskReader(folder)).flatMap(({ installedFile, modified }) => (installedFile !== undefined && modified === false ? [installedFile] : [])));
}

/** The text of a file with its byte order mark; undefined where it is not UTF-8 and could not be written back. */
function textOf(path: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function summary({ all, changed, broken, checkOnly }: { all: number; changed: number; broken: number; checkOnly: boolean }): string {
  if (all === 0) return 'There is nothing to format: no .connector or .flow file here.';
  const files = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`;
  const ofAll = `${changed} of ${files(all)}`;
  const done = checkOnly ? (changed === 0 ? 'Nothing to change' : `${ofAll} would change`) : `${ofAll} changed`;
  return broken === 0 ? `${done}.` : `${done}; ${files(broken)} with errors left as ${broken === 1 ? 'it is' : 'they are'}.`;
}
