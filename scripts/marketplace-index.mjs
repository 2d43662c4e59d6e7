// Writes marketplace/index.json from the packages: what each connector says of itself, and its hash. `--check` only compares.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const marketplace = join(dirname(dirname(fileURLToPath(import.meta.url))), 'marketplace');
const target = join(marketplace, 'index.json');

/** The text of the index for the packages of a marketplace folder. */
export function indexText(folder) {
  const names = readdirSync(join(folder, 'packages'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const packages = names.toSorted().map((name) => describe(folder, name));
  return `${JSON.stringify({ version: 1, packages }, null, 2)}\n`;
}

function describe(folder, name) {
  const file = `packages/${name}/${name}.connector`;
  const text = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
  const head = /(?:\/\*\*((?:(?!\*\/)[^])*)\*\/\s*)?^connector\s+([\w$-]+)\s*\{/mu.exec(text);
  if (head === null || head[2] !== name) throw new Error(`${file} does not declare a connector ${name}`);
  const member = (keyword, pattern) => new RegExp(`^  ${keyword}\\s+${pattern}`, 'mu').exec(text.slice(head.index))?.[1];
  const quoted = (keyword) => member(keyword, "'((?:[^'\\\\]|\\\\.)*)'")?.replaceAll("\\'", "'");
  const version = member('version', '(\\d+\\.\\d+\\.\\d+\\S*)');
  const title = quoted('title');
  const category = quoted('category');
  if (version === undefined || title === undefined || category === undefined) throw new Error(`${file} lacks a title, version or category`);
  const documentation = (head[1] ?? '').split('\n').map((line) => line.replace(/^\s*\* ?/u, '').trim()).join('\n').trim();
  return { name, title, version, category, documentation, website: quoted('website'), sha256: createHash('sha256').update(text, 'utf8').digest('hex'), file };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = indexText(marketplace);
  if (!process.argv.includes('--check')) writeFileSync(target, text);
  else if (readFileSync(target, 'utf8').replaceAll('\r\n', '\n') !== text) {
    process.stderr.write('marketplace/index.json is not current: run `node scripts/marketplace-index.mjs`.\n');
    process.exitCode = 1;
  }
}
