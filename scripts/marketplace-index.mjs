// Writes marketplace/index.json from the packages: what each connector says of itself, and its hash; and what samples have installed of
// them, with their patchbay.lock. `--check` only compares.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const marketplace = join(root, 'marketplace');

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
  const icon = quoted('icon');
  const documentation = (head[1] ?? '').split('\n').map((line) => line.replace(/^\s*\* ?/u, '').trim()).join('\n').trim();
  return {
    name, title, version, category, documentation, website: quoted('website'), ...(icon !== undefined && { icon: `packages/${name}/${icon}` }),
    ...(existsSync(join(folder, `packages/${name}/README.md`)) && { readme: `packages/${name}/README.md` }),
    sha256: createHash('sha256').update(text, 'utf8').digest('hex'), file,
  };
}

/** Everything that is made from the packages: absolute path → text. */
export function generated() {
  const index = indexText(marketplace);
  const packages = new Map(JSON.parse(index).packages.map((entry) => [entry.name, entry]));
  const files = new Map([[join(marketplace, 'index.json'), index]]);
  for (const sample of readdirSync(join(root, 'samples'))) {
    const lock = join(root, 'samples', sample, 'patchbay.lock');
    if (!existsSync(lock)) continue;
    const connectors = {};
    for (const name of Object.keys(JSON.parse(readFileSync(lock, 'utf8')).connectors).toSorted()) {
      const { version, sha256, file } = packages.get(name);
      connectors[name] = { version, source: 'bundled', sha256 };
      files.set(join(root, 'samples', sample, 'connectors', `${name}.connector`), readFileSync(join(marketplace, file), 'utf8'));
    }
    files.set(lock, `${JSON.stringify({ version: 1, connectors }, null, 2)}\n`);
  }
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of generated()) {
    if (!process.argv.includes('--check')) writeFileSync(path, text);
    else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
      process.stderr.write(`${path} is not current: run \`node scripts/marketplace-index.mjs\`.\n`);
      process.exitCode = 1;
    }
  }
}
