// `npm run bench [-- --only sync|lsp|workspace] [--quick] [--root folder]`: measures what was built (docs/performance.md). `--root` measures another checkout.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { circumstances } from './machine.ts';
import { tableText, type Section } from './report.ts';
import { benchLsp } from './lsp/bench.ts';
import { benchWorkspace } from './lsp/workspace-bench.ts';
import { benchSync } from './sync/bench.ts';

const ownRoot = join(import.meta.dirname, '../..');

/** A part of the bench: what it measured, as data and as a table. */
type Part = (options: { root: string; quick: boolean; tell(line: string): void }) => Promise<{ results: unknown; section: Section }>;

const parts: Record<string, Part> = { sync: benchSync, lsp: benchLsp, workspace: benchWorkspace };

function fail(message: string): never {
  process.stderr.write(`bench: ${message}\n`);
  process.exit(2);
}

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true }, quick: { type: 'boolean' }, root: { type: 'string' } } });
const root = resolve(values.root ?? ownRoot);
const chosen = values.only ?? Object.keys(parts);
const unknown = chosen.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined) fail(`there is no part ${unknown}; there are ${Object.keys(parts).join(', ')}.`);
if (process.platform !== 'linux') fail('memory and CPU time are read from /proc, so this runs on Linux only.');
for (const file of ['dist/cli.cjs', 'dist/server.cjs']) if (!existsSync(join(root, file))) fail(`${file} is not built yet: npm run build`);

const where = circumstances(root);
const folder = join(ownRoot, 'out/bench');
mkdirSync(folder, { recursive: true });
process.stderr.write(`commit ${where.commit}${where.changed ? ' with changes' : ''}, ${where.cores} cores, ${where.processor}, Node ${where.node}\n`);
for (const name of chosen) {
  const part = parts[name] as Part;
  const { results, section } = await part({ root, quick: values.quick === true, tell: (line) => process.stderr.write(`${line}\n`) });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ circumstances: where, results }, undefined, 2)}\n`);
  process.stdout.write(`\n${tableText(section)}\n`);
}
