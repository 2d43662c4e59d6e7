// Completion at every name of the sample files: its letters are taken out, the rest of the file stays, and the name should be offered.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { URI } from 'langium';
import { namesIn, semanticsOf } from '#language';
import { createServerServices, type ServerServices } from '../../server/services.ts';
import { cursorIn } from '../support/editor.ts';
import { MemoryFiles } from '../support/memory-files.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A name in a file, by its offset. */
export interface NamePlace { path: string; offset: number; name: string; property: string }

export interface NameCheck {
  places: readonly NamePlace[];
  /** Where in the list completion offers the name at its place, from 1; otherwise what it offers. */
  offered(place: NamePlace, options?: { restOfFile: boolean }): Promise<number | string[]>;
}

/** Opens the workspaces of a folder and finds the names that refer to something. */
export async function openSamples(folders: readonly string[]): Promise<NameCheck> {
  const files = new MemoryFiles(Object.fromEntries(folders.flatMap((folder) => filesOf(join(root, folder)))));
  const services = createServerServices({ fileSystemProvider: () => files });
  const { workspace } = services.shared;
  const documents = await Promise.all([...files.texts.keys()].map((path) => workspace.LangiumDocuments.getOrCreateDocument(URI.file(path))));
  await workspace.DocumentBuilder.build(documents, { validation: false });
  workspace.DocumentBuilder.updateBuildOptions = { validation: false };
  const semantics = semanticsOf(services.shared);
  const places = documents.flatMap((document) => namesIn(document.parseResult.value).flatMap((use): NamePlace[] => {
    const found = semantics.resolve(use.node, use.property, use.index);
    // A text that names a field (`order['x-y']`, `order.pick('id')`) is no identifier.
    if (use.node.$type === 'StringLiteral') return [];
    if (found === undefined || found.kind === 'file' || found.node === use.node) return [];
    const at = semantics.symbolAt(document, offsetOf(use, document.textDocument.getText()) ?? -1);
    return at?.cst === undefined || at.cst.text.replaceAll(/^['"]|['"]$/g, '') !== use.text ? [] : [{ path: document.uri.path, offset: at.cst.offset, name: at.cst.text, property: `${use.node.$type}.${use.property}` }];
  }));
  let changed: { path: string; text: string } | undefined;
  return {
    places: unique(places),
    async offered({ path, offset, name }, { restOfFile } = { restOfFile: true }) {
      const original = changed?.path === path ? changed.text : files.texts.get(path)!;
      const uris = [URI.file(path)];
      if (changed !== undefined && changed.path !== path) { files.texts.set(changed.path, changed.text); uris.push(URI.file(changed.path)); }
      changed = { path, text: original };
      files.texts.set(path, original.slice(0, offset) + (restOfFile ? original.slice(offset + name.length) : ''));
      await workspace.DocumentBuilder.update(uris, []);
      const labels = cursorIn(services, workspace.LangiumDocuments.getDocument(URI.file(path))!, offset).labels();
      const plain = name.replaceAll(/^['"]|['"]$/g, '');
      const at = labels.findIndex((label) => [plain, `${plain}:`, `'${plain}'`, `"${plain}"`].includes(label) || label.startsWith(`${plain}.`));
      return at < 0 ? labels : at + 1;
    },
  };
}

/** What the proof of completion holds: how many of the names are offered, and how far down. */
export interface Offered { names: number; share: number; medianRank: number; missed: string[] }

/** Asks at every name of the workspaces of these folders, each on its own. */
export async function everyName(folders: readonly string[], options: { restOfFile: boolean }): Promise<Offered> {
  const ranks: number[] = [];
  const missed: string[] = [];
  for (const folder of folders) {
    const { places, offered } = await openSamples([folder]);
    for (const place of places) {
      const found = await offered(place, options);
      if (typeof found === 'number') ranks.push(found);
      else missed.push(`${folder}: ${place.path}:${place.offset} ${place.property} ${place.name}`);
    }
  }
  const names = ranks.length + missed.length;
  return { names, share: ranks.length / names, medianRank: ranks.toSorted((a, b) => a - b)[Math.floor(ranks.length / 2)]!, missed };
}

/** The workspaces that are shown to people, and the examples of the language's design. */
export function sampleFolders(): string[] {
  return [...readdirSync(join(root, 'samples')).map((name) => `samples/${name}`).filter((folder) => statSync(join(root, folder)).isDirectory()), 'test/golden/examples'];
}

function offsetOf(use: ReturnType<typeof namesIn>[number], text: string): number | undefined {
  const cst = use.node.$cstNode;
  if (cst === undefined) return undefined;
  const pattern = new RegExp(`(?<![\\w$-])${use.text.replaceAll(/[$-]/g, '\\$&')}(?![\\w$-])`, 'g');
  const found = [...text.slice(cst.offset, cst.end).matchAll(pattern)];
  // A member stands last of what belongs to its node, anything else first.
  const match = use.property === 'member' || use.property === 'instance' ? found.at(-1) : found[use.property === 'parts' ? 0 : 0];
  return match && cst.offset + match.index;
}

function unique(places: readonly NamePlace[]): NamePlace[] {
  return [...new Map(places.map((place) => [`${place.path}:${place.offset}`, place])).values()];
}

function filesOf(folder: string): [string, string][] {
  return readdirSync(folder).toSorted().flatMap((name): [string, string][] => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesOf(path);
    return name === 'patchbay.json' || /\.(connector|flow)$/.test(name) ? [[path, readFileSync(path, 'utf8')]] : [];
  });
}

export type { ServerServices };
