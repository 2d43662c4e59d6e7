import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Finding } from '#language';
import { openProject, workspacePath } from '#runner';
import { defineCommand, exit, shared, UsageError } from '../command.ts';
import { workspaceFolder } from '../folders.ts';
import { countFindings, sortFindings, writeFindings } from '../report/findings.ts';
import { junit } from '../report/junit.ts';
import { pathInRepository } from '../report/repository.ts';
import { sarif } from '../report/sarif.ts';
import { version } from '../version.ts';
import { jsonOnTerminal, printableJson } from '../terminal.ts';

/** `patchbay check [paths…]`: what the editor underlines, for the whole workspace. */
export const check = defineCommand({
  usage: 'check [paths…]',
  description: 'Checks the connectors, flows and patchbay.json of the workspace, or those under the given files and folders.\nExit code 1 where there are errors; warnings and hints are shown and well.',
  positionals: { min: 0, max: 10_000 },
  options: {
    format: { type: 'string', value: 'text|json|sarif|junit', choices: ['text', 'json', 'sarif', 'junit'], help: 'json is one finding a line' },
    workspace: shared.workspace,
  },
  async run({ terminal, values, positionals }) {
    const folder = workspaceFolder(values.workspace, terminal.cwd);
    const paths = positionals.map((path) => checkedPath(folder, terminal.cwd, path));
    const under = (file: string): boolean => paths.length === 0 || paths.some((path) => path === '' || file === path || file.startsWith(`${path}/`));
    const project = await openProject(folder);
    const files = project.files.filter(under);
    const elsewhere = files.length > 0 ? undefined : paths.map((path) => workspaceWithin(folder, path)).find((inner) => inner !== undefined);
    if (elsewhere !== undefined) throw new UsageError(`That lies in a workspace of its own, as ${elsewhere}/patchbay.json says. Write \`patchbay check --workspace ${relative(terminal.cwd, join(folder, elsewhere)) || '.'}\`.`);
    const findings = sortFindings(project.findings.filter(({ file }) => under(file)));
    switch (values.format) {
      case 'json':
        for (const finding of findings) terminal.out(jsonLine(finding));
        break;
      case 'sarif': terminal.out(jsonOnTerminal(sarif(findings, version(), pathInRepository(folder)))); break;
      case 'junit': terminal.out(junit(findings, files, pathInRepository(folder))); break;
      default: writeFindings(terminal, 'out', findings);
    }
    terminal.err(files.length === 0 ? 'There is nothing to check: no .connector, .flow or patchbay.json here.' : `${countFindings(findings)} in ${files.length} ${files.length === 1 ? 'file' : 'files'}.`);
    return findings.some(({ severity }) => severity === 'error') ? exit.failed : exit.well;
  },
});

/** A path of the command line as the workspace names it; the empty text is the workspace itself. */
function checkedPath(folder: string, cwd: string, path: string): string {
  const absolute = resolve(cwd, path);
  const inside = workspacePath(folder, absolute);
  if (inside === undefined) throw new UsageError(`${path} lies outside the workspace ${folder}.`);
  if (!existsSync(absolute)) throw new UsageError(`There is no ${path}.`);
  return inside;
}

/** The folder below the workspace that is nearest to a path, itself included, and has a patchbay.json of its own; undefined where there is none. */
function workspaceWithin(folder: string, path: string): string | undefined {
  for (let at = path; at !== '' && at !== '.'; at = dirname(at)) if (existsSync(join(folder, at, 'patchbay.json'))) return at;
  return undefined;
}

/** The members of ARCHITECTURE.md, in that order, and no others. */
function jsonLine({ file, line, column, endLine, endColumn, severity, code, message }: Finding): string {
  return printableJson({ file, line, column, endLine, endColumn, severity, code, message });
}
