// Sample files cut off, with stretches taken out or put elsewhere: whatever is on the screen, every feature answers.
import { readdirSync, readFileSync } from 'node:fs';
import { URI } from 'langium';
import { createServerServices } from '../../server/services.ts';
import { cursorIn, type Editor, openAt } from '../support/editor.ts';
import { calls, implementations, links, symbols, typeDefinitions } from './navigation/asked.ts';
import { offeredRename } from './rename/asked.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { everythingElse } from './features.ts';
import { connectors, files as sampleFiles, flowWith } from './workspace.ts';

const folder = new URL('../golden/examples/', import.meta.url);

export interface HalfTyped {
  /** Takes a text apart by chance, checks it, and asks everything at a few places of it; throws where a feature does. */
  round(): Promise<void>;
}

/** The sample files in one workspace; `random` gives numbers from 0 to 1. */
export async function openHalfTyped(random: () => number): Promise<HalfTyped> {
  const names = readdirSync(folder).filter((name) => name === 'patchbay.json' || /\.(connector|flow)$/.test(name));
  const originals = new Map(names.map((name) => [`/workspace/${name}`, readFileSync(new URL(name, folder), 'utf8')]));
  const files = new MemoryFiles(Object.fromEntries(originals));
  const services = createServerServices({ fileSystemProvider: () => files });
  const { workspace } = services.shared;
  await workspace.DocumentBuilder.build(await Promise.all([...originals.keys()].map((path) => workspace.LangiumDocuments.getOrCreateDocument(URI.file(path)))), { validation: true });
  const paths = [...originals.keys()];
  const below = (count: number): number => Math.floor(random() * count);

  return {
    async round() {
      const path = paths[below(paths.length)]!;
      const text = damaged(originals.get(path)!, below);
      files.texts.set(path, text);
      await workspace.DocumentBuilder.update([URI.file(path)], []);
      const document = workspace.LangiumDocuments.getDocument(URI.file(path))!;
      const places = [text.length, below(text.length + 1), below(text.length + 1)];
      for (const offset of places) {
        const editor = cursorIn(services, document, offset);
        try {
          await proposals(editor);
          editor.labels("'");
          await editor.hover();
          await editor.definitions();
          await editor.references();
          await editor.highlights();
          await editor.outline();
          await everythingElse(editor);
          await navigate(editor);
          if (offset === places.at(-1)) await offeredRename(editor, 'otherName');
        } catch (error) {
          throw new Error(`${path} at ${offset} of:\n${text}`, { cause: error });
        }
      }
      files.texts.set(path, originals.get(path)!);
      await workspace.DocumentBuilder.update([URI.file(path)], []);
    },
  };
}

/** Every proposal can be taken: its edits lie in the text, and none of them in another. */
async function proposals(editor: Editor): Promise<void> {
  const { textDocument } = editor.document;
  const end = textDocument.getText().length;
  for (const { label, textEdit, additionalTextEdits = [] } of await editor.listed()) {
    const own = 'range' in textEdit! ? textEdit.range : textEdit!.replace;
    const stretches = [own, ...additionalTextEdits.map(({ range }) => range)].map((range) => [textDocument.offsetAt(range.start), textDocument.offsetAt(range.end)] as const).toSorted((a, b) => a[0] - b[0]);
    const isWrong = stretches.some(([from, to], index) => from > to || to > end || (stretches[index - 1]?.[1] ?? 0) > from);
    if (isWrong || own.start.line !== own.end.line || label === '') throw new Error(`the proposal ${label} cannot be taken: ${JSON.stringify(stretches)}`);
  }
}

async function navigate(editor: Editor): Promise<void> {
  await typeDefinitions(editor);
  await implementations(editor);
  await calls(editor);
  await links(editor);
  await symbols(editor, 'or');
}

function damaged(text: string, below: (count: number) => number): string {
  const at = below(text.length);
  const length = below(60);
  switch (below(4)) {
    case 0: return text.slice(0, at);
    case 1: return text.slice(0, at) + text.slice(at + length);
    case 2: { const from = below(text.length); return text.slice(0, at) + text.slice(from, from + length) + text.slice(at); }
    default: return text.slice(0, at) + ['{', '}', '(', ')', "'", '"', '"{', '.', '?.', '@', '=>', '/*', '$"""', '\n', 'match ', 'endpoint '][below(16)]! + text.slice(at);
  }
}

/** A flow and a connector that end after each `step` characters: every feature answers at the end. Gives how many texts there were. */
export async function everyCut(step: number): Promise<number> {
  const flow = flowWith(`  let lines = order.lines.filter(l => l.quantity > 1)
  call erp.findAccount(email: order.customer?.email ?? reject "none {order.number}") as account
  trigger schedule '0 7 * * 1' timezone 'Europe/London'
  log terms['a'] ?? itemId('x')`);
  let count = 0;
  for (const [path, text] of [['/main.flow', flow], ['/connectors/shop.connector', connectors['/connectors/shop.connector']]] as const) {
    for (let end = 0; end <= text.length; end += step) {
      const editor = await openAt(new Map([...Object.entries(sampleFiles), [path, text.slice(0, end)]]), path, end);
      try {
        await editor.hover();
        await proposals(editor);
        await everythingElse(editor);
      } catch (error) {
        throw new Error(`${path} cut at ${end}: …${text.slice(Math.max(end - 60, 0), end)}`, { cause: error });
      }
      count++;
    }
  }
  return count;
}
