// After many steps of a person and of other programs on the same files, a server that keeps next to no trees says what one says that has just been
// started: no file is stale, missed, or told of after it is gone.
import { setImmediate } from 'node:timers/promises';
import { CancellationTokenSource, FileChangeType, type Location } from 'vscode-languageserver-protocol';
import { expect, it } from 'vitest';
import { EditorDocumentBuilder } from '../../server/document-builder.ts';
import { type LanguageClient, positionIn, startLanguageClient } from '../support/language-client.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { seeded } from '../support/random-json.ts';
import { seed } from '../support/seed.ts';

const rounds = Number(process.env['ROUNDS'] ?? 25);

const connector = (name: string, field: string): string => `connector ${name} {\n  base 'https://${name}.example.com'\n  entity Order { id: integer @key, ${field}: decimal }\n  endpoint list(): Order[] { GET '/x' records body }\n  endpoint add(order: Order): Order { POST '/x' json order }\n}\n`;
const flow = (name: string, use: string, step: string): string => `flow ${name} {\n  use a = ${use}\n  from a.list() as order\n  ${step}\n}\n`;

/** What each file may be at different times. */
const variants: Record<string, readonly string[]> = {
  'patchbay.json': [
    '{ "version": 1, "instances": { "main": { "connector": "shop" }, "crm": { "connector": "crm" } } }',
    '{ "version": 1, "instances": { "main": { "connector": "crm" } } }',
    '{ "version": 1, "instances": { "main": { "connector": "none" }, "crm": { "connector": "shop" }',
  ],
  'shop.connector': [connector('shop', 'total'), connector('shop', 'amount'), connector('store', 'total'), 'connector shop {'],
  'crm.connector': [connector('crm', 'total'), connector('crm', 'amount'), connector('shop', 'total'), "import './helps.flow'\n" + connector('crm', 'total').replace('records body', 'records twice(body)')],
  'helps.flow': ['function twice(a: decimal): decimal = a * 2\n', 'function twice(a: string): string = a\n', flow('helper', 'shop.main', 'log order.total'), '', 'function thrice(a: decimal): decimal = a * 3\nflow called(a: decimal) { log a }\n'],
  'called.flow': ['flow called(a: decimal) { log a }\n', 'flow called(b: string) { log b }\n', 'flow other(a: decimal) { log a }\n', "/* a table is not in here */ flow called(a: decimal) { log a }\nflow called(a: string) { log a }\n"],
  'adds.flow': ['extend shop.Order { note: string? }\n', flow('adds', 'shop.main', 'log order.note'), 'extend crm.Order { note: string? }\n', 'extend shop.Order { note: integer? }\nflow adds { log 1 }\n'],
  'tests.flow': ["test 'it' for one { expect read == 0 }\n", "import './called.flow'\ntest 'it' for called { expect read == 0 }\n", flow('tests', 'shop.main', 'log order.id')],
};
for (const [index, name] of ['one', 'two', 'three', 'four', 'five', 'six'].entries()) {
  variants[`flows/${name}.flow`] = [
    flow(name, index % 2 === 0 ? 'shop.main' : 'crm.crm', 'log order.total'),
    flow(name, 'shop.main', 'log order.note'),
    `import '../helps.flow'\n${flow(name, 'crm.main', 'log twice(order.total)')}`,
    `import '../called.flow'\n${flow(name, 'shop.crm', 'run called(order.total)')}`,
    `${flow(index % 2 === 0 ? 'one' : 'two', 'shop.main', 'log order.amount')}${flow(name, 'crm.crm', 'log 1')}`,
    `import './${index === 0 ? 'six' : 'one'}.flow'\nflow ${name}(x: decimal) { run one(x) }\n`,
    flow(name, 'none.none', 'log order.'), '', `flow ${name} {\n  use a = `,
    `function of${name}(a: decimal): decimal = a\n${flow(name, 'shop.main', `log of${name}(order.total)`)}`,
  ];
}
const paths = Object.keys(variants).map((path) => `/work/${path}`);

/** Everything a person could see of a workspace, as text. */
async function seen(client: LanguageClient, texts: ReadonlyMap<string, string>): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = { model: await client.model() };
  for (const path of paths) found[path] = (client.problems(path) ?? []).toSorted();
  for (const [path, text] of [...texts].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    for (const name of text.matchAll(/(?<=\b(?:flow|entity|function|endpoint|connector) )\w+|\btotal\b/g)) {
      const uses = await client.request<Location[] | null>('textDocument/references', { ...positionIn(path, text, name.index), context: { includeDeclaration: true } });
      found[`${name[0]} at ${name.index} of ${path}`] = (uses ?? []).map(({ uri, range: { start } }) => `${uri}:${start.line}:${start.character}`).toSorted();
    }
  }
  return found;
}

/** Until what was sent is dealt with, and what the server looks for on the disk. */
async function quiet(client: LanguageClient): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await client.settled();
    for (let index = 0; index < 20; index++) await setImmediate();
  }
  await client.settled();
}

it(`says after random steps what it says after a start (SEED=${seed})`, async () => {
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const variant = (path: string): string => {
    const text = pick(random() < 0.5 ? variants[path.slice('/work/'.length)]!.slice(0, 2) : variants[path.slice('/work/'.length)]!);
    const at = Math.floor(random() * text.length);
    return random() < 0.85 ? text : text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 8));
  };
  const files = new MemoryFiles(Object.fromEntries(paths.map((path) => [path, variants[path.slice('/work/'.length)]![0]!])));
  const client = await startLanguageClient({ folders: ['/work'], files });
  const builder = client.services.shared.workspace.DocumentBuilder as EditorDocumentBuilder;
  expect(builder).toBeInstanceOf(EditorDocumentBuilder);
  builder.trees.keep(random() < 0.5 ? 0 : 300);
  const open = new Map<string, string>();
  const steps: string[] = [];
  const step = (): void => {
    const path = pick(paths);
    const told = (change: FileChangeType): void => client.watched({ [path]: change });
    const kind = random();
    const isOpen = open.has(path);
    if (isOpen && kind < 0.45) {
      const text = variant(path);
      open.set(path, text);
      client.type(path, text);
      steps.push(`type ${path} ${JSON.stringify(text)}`);
    } else if (isOpen && kind < 0.55) {
      for (const below of files.texts.keys()) if (below.startsWith(`${path}/`)) files.texts.delete(below);
      files.texts.set(path, open.get(path)!);
      told(FileChangeType.Changed);
      steps.push(`save ${path}`);
    } else if (isOpen && kind < 0.7) {
      open.delete(path);
      client.close(path);
      steps.push(`close ${path}`);
    } else if (!isOpen && kind < 0.25 && open.size < 4) {
      const text = files.texts.get(path) ?? variant(path);
      open.set(path, text);
      client.open(path, text);
      steps.push(`open ${path} ${JSON.stringify(text)}`);
    } else if (kind < 0.85) {
      const text = variant(path);
      for (const below of files.texts.keys()) if (below.startsWith(`${path}/`)) files.texts.delete(below);
      files.texts.set(path, text);
      told(pick([FileChangeType.Created, FileChangeType.Changed]));
      steps.push(`write ${path} ${JSON.stringify(text)}`);
    } else if (kind < 0.93) {
      for (const below of files.texts.keys()) if (below === path || below.startsWith(`${path}/`)) files.texts.delete(below);
      told(FileChangeType.Deleted);
      steps.push(`delete ${path}`);
    } else if (kind < 0.96 && files.texts.has(path)) {
      files.texts.delete(path);
      files.texts.set(`${path}/inside.flow`, flow('inside', 'shop.main', 'log order.total'));
      client.watched({ [path]: FileChangeType.Deleted });
      client.watched({ [path]: FileChangeType.Created });
      steps.push(`folder ${path}`);
    } else {
      const source = new CancellationTokenSource();
      const text = open.get(path) ?? files.texts.get(path) ?? '';
      const method = pick(['textDocument/references', 'textDocument/hover', 'textDocument/codeLens', 'textDocument/documentSymbol']);
      void client.request(method, { ...positionIn(path, text, Math.floor(random() * text.length)), context: { includeDeclaration: true } }, source.token).catch(() => undefined);
      if (random() < 0.5) source.cancel();
      steps.push(`${method} ${path}`);
    }
  };
  let compared = 0;
  try {
    for (let round = 0; round < rounds; round++) {
      const count = 1 + Math.floor(random() * 12);
      for (let index = 0; index < count; index++) {
        step();
        if (random() < 0.4) for (let turns = Math.floor(random() * 30); turns > 0; turns--) await setImmediate();
      }
      await quiet(client);
      const texts = new Map([...files.texts, ...open]);
      // Of what is open where a folder lies by now, only the editor has the text.
      const onDisk = [...texts].filter(([path]) => ![...files.texts.keys()].some((one) => one.startsWith(`${path}/`)));
      const fresh = await startLanguageClient({ folders: ['/work'], files: new MemoryFiles(Object.fromEntries(onDisk)) });
      try {
        for (const [path, text] of open) fresh.open(path, text);
        await quiet(fresh);
        const all = [...texts].filter(([path]) => paths.includes(path));
        const told = await seen(client, new Map(all));
        expect(told, `round ${round}:\n${steps.slice(-40).join('\n')}`).toEqual(await seen(fresh, new Map(all)));
        compared += Object.keys(told).length;
        expect(client.log.filter((line) => /could not be|Error/.test(line)), steps.slice(-20).join('\n')).toEqual([]);
      } finally {
        await fresh.stop();
      }
    }
  } finally {
    await client.stop();
  }
  expect(compared).toBeGreaterThan(rounds * paths.length);
}, 300_000);
