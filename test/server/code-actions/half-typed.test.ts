import { readdirSync, readFileSync } from 'node:fs';
import { type LangiumDocument, URI } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import { type CodeAction, CodeActionTriggerKind, type Range, type TextDocumentEdit, type TextEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { expect, it } from 'vitest';
import { createServerServices, type ServerServices } from '../../../server/services.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { seeded } from '../../support/seeded.ts';
import { seed } from '../../support/seed.ts';

const folder = new URL('../../golden/examples/', import.meta.url);
const originals = new Map(readdirSync(folder).filter((name) => name === 'patchbay.json' || /\.(connector|flow)$/.test(name)).map((name) => [`/workspace/${name}`, readFileSync(new URL(name, folder), 'utf8')]));

async function opened(): Promise<{ services: ServerServices; check(path: string, text: string): Promise<LangiumDocument> }> {
  const files = new MemoryFiles(Object.fromEntries(originals));
  const services = createServerServices({ fileSystemProvider: () => files });
  const { LangiumDocuments, DocumentBuilder } = services.shared.workspace;
  DocumentBuilder.updateBuildOptions = { validation: true };
  await DocumentBuilder.build(await Promise.all([...originals.keys()].map((path) => LangiumDocuments.getOrCreateDocument(URI.file(path)))), { validation: true });
  return {
    services,
    async check(path, text) {
      files.texts.set(path, text);
      await DocumentBuilder.update([URI.file(path)], []);
      return LangiumDocuments.getDocument(URI.file(path))!;
    },
  };
}

async function actions(services: ServerServices, document: LangiumDocument, range: Range, only?: string[]): Promise<CodeAction[]> {
  const language = services.shared.ServiceRegistry.getServices(document.uri) as LangiumServices;
  return await language.lsp.CodeActionProvider!.getCodeActions(document, { textDocument: { uri: document.uri.toString() }, range, context: { diagnostics: [], triggerKind: CodeActionTriggerKind.Invoked, ...(only && { only }) } }) as CodeAction[];
}

/** The text of the document once an action is applied; throws where edits overlap or lie outside of the text. */
function applied(services: ServerServices, document: LangiumDocument, { title, edit }: CodeAction): string {
  let text = document.textDocument.getText();
  for (const { textDocument, edits } of (edit?.documentChanges ?? []) as TextDocumentEdit[]) {
    const changed = services.shared.workspace.LangiumDocuments.getDocument(URI.parse(textDocument.uri))!.textDocument;
    for (const { range } of edits as TextEdit[]) {
      const there = { start: changed.positionAt(changed.offsetAt(range.start)), end: changed.positionAt(changed.offsetAt(range.end)) };
      if (JSON.stringify(there) !== JSON.stringify(range)) throw new Error(`${title} lies outside of the text: ${JSON.stringify(range)}`);
    }
    const result = TextDocument.applyEdits(TextDocument.create(textDocument.uri, '', 0, changed.getText()), edits as TextEdit[]);
    if (textDocument.uri === document.uri.toString()) text = result;
  }
  return text;
}

const whole = ({ textDocument }: LangiumDocument): Range => ({ start: textDocument.positionAt(0), end: textDocument.positionAt(textDocument.getText().length) });
const rounds = Number(process.env['ROUNDS'] ?? 15);

it(`every action of a file that is half typed can be applied (SEED=${seed})`, async () => {
  const random = seeded(seed);
  const below = (count: number): number => Math.floor(random() * count);
  const { services, check } = await opened();
  const paths = [...originals.keys()];
  let count = 0;
  for (let round = 0; round < rounds; round++) {
    const path = paths[below(paths.length)]!;
    const text = originals.get(path)!;
    const at = below(text.length);
    const damaged = [text.slice(0, at), text.slice(0, at) + text.slice(at + 1 + below(30)), text.slice(0, at) + text.slice(below(text.length)), `${text.slice(0, at)}${['{', '}', '(', "'", '"', ' let x = ', '.', '?.', ' { a b: ', '\n'][below(10)]!}${text.slice(at)}`][below(4)]!;
    const document = await check(path, damaged);
    const places: Range[] = [whole(document), ...[at, at - 5, below(damaged.length)].map((offset) => { const start = document.textDocument.positionAt(offset); return { start, end: document.textDocument.positionAt(offset + below(40)) }; })];
    for (const range of places) {
      try {
        for (const action of [...await actions(services, document, range), ...await actions(services, document, range, ['source'])]) { applied(services, document, action); count++; }
      } catch (error) {
        throw new Error(`${path} in:\n${damaged}`, { cause: error });
      }
    }
    await check(path, text);
  }
  expect(count).toBeGreaterThan(0);
}, 1_200_000);

it('a name with two letters in the wrong order is put right by the obvious fix, of a sample', async () => {
  const random = seeded(7);
  const { services, check } = await opened();
  const names = [...originals].filter(([path]) => /\.(flow|connector)$/.test(path)).flatMap(([path, text]) => [...text.matchAll(/(?<=[.( ])[a-z]\w{4,}(?=[.,) ]|\n)/g)].map(({ 0: name, index }) => ({ path, name, index })));
  let offered = 0;
  const wrong: string[] = [];
  for (let round = 0; round < 2 * rounds; round++) {
    const { path, name, index } = names[Math.floor(random() * names.length)]!;
    const text = originals.get(path)!;
    const at = 1 + Math.floor(random() * (name.length - 2));
    const misspelt = name.slice(0, at) + name[at + 1]! + name[at]! + name.slice(at + 2);
    if (misspelt === name) continue;
    const document = await check(path, text.slice(0, index) + misspelt + text.slice(index + name.length));
    const place = document.textDocument.positionAt(index + 1);
    const spelled = (await actions(services, document, { start: place, end: place }, ['quickfix'])).filter((one) => one.title.startsWith('Change it to'));
    const obvious = spelled.find((one) => one.isPreferred === true);
    if (obvious !== undefined) {
      offered++;
      if (applied(services, document, obvious) !== text) wrong.push(`${path}: ${name} as ${misspelt} becomes ${obvious.title}`);
    }
    await check(path, text);
  }
  expect(offered).toBeGreaterThan(5);
  if (process.env['ROUNDS'] !== undefined) console.log(`${offered - wrong.length} of ${offered} are right; otherwise\n${wrong.join('\n')}`);
  expect(wrong.length / offered, wrong.join('\n')).toBeLessThan(0.1);
}, 1_200_000);
