// What the editor underlines is what `patchbay check` reports: after each of many edits of the samples, in one server, against a reading from nothing.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadWorkspace } from '#language';
import { startLanguageClient } from '../support/language-client.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { seeded } from '../support/random-json.ts';
import { seed } from '../support/seed.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

function filesBelow(folder: string): string[] {
  return readdirSync(folder).toSorted().flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesBelow(path);
    return /\.(connector|flow|json|lock)$/.test(name) ? [path] : [];
  });
}

it.each(['samples/orders', 'samples/tutorial'])(`%s, a token or line away (SEED=${seed})`, async (sample) => {
  const random = seeded(seed);
  const texts = Object.fromEntries(filesBelow(join(root, sample)).map((path) => [`/work${path.slice(join(root, sample).length)}`, readFileSync(path, 'utf8')]));
  const files = new MemoryFiles(texts);
  const client = await startLanguageClient({ folders: ['/work'], files, initialize: { capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } } } });
  const paths = Object.keys(texts).filter((path) => /\.(connector|flow)$|\/patchbay\.json$/.test(path));
  for (const path of paths) client.open(path, texts[path]!);
  let found = 0;
  try {
    for (let round = 0; round < 25; round++) {
      const path = paths[Math.floor(random() * paths.length)]!;
      const text = texts[path]!;
      const tokens = [...text.matchAll(random() < 0.7 ? /[\w$]+|[^\s\w]/g : /[^\n]+\n/g)];
      const token = tokens[Math.floor(random() * tokens.length)]!;
      const changed = text.slice(0, token.index) + (random() < 0.3 ? token[0] + token[0] : '') + text.slice(token.index + token[0].length);
      client.type(path, changed);
      files.texts.set(path, changed);
      await client.settled();
      const told = paths.flatMap((one) => client.diagnostics(one).map(({ range: { start, end }, severity, code, message }) => `${one}:${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1} ${severity === 1 ? 'error' : severity === 2 ? 'warning' : 'hint'} ${String(code)}: ${String(message)}`));
      const { findings } = await loadWorkspace('/work', () => files);
      const checked = findings.map(({ file, line, column, endLine, endColumn, severity, code, message }) => `/work/${file}:${line}:${column}-${endLine}:${endColumn} ${severity} ${code}: ${message}`);
      expect(told.toSorted(), `round ${round}: without \`${token[0].trim()}\` at ${token.index} of ${path}`).toEqual(checked.toSorted());
      found += checked.length;
      client.type(path, text);
      files.texts.set(path, text);
    }
  } finally {
    await client.stop();
  }
  expect(found).toBeGreaterThan(0);
}, 240_000);
