// The sample files as an editor has them: each folder a workspace of its own, checked as a whole, with every file open.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LangiumDocument, URI } from 'langium';
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { createServerServices, type ServerServices } from '../../server/services.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import type { Source } from './mutations.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folders = ['test/golden/examples', 'test/golden/language', 'test/golden/grammar', 'marketplace/packages', 'samples/orders'] as const;

/** A file of a workspace. */
export interface FuzzFile extends Source { workspace: FuzzWorkspace; path: string }

export interface FuzzWorkspace {
  services: ServerServices;
  files: FuzzFile[];
  document(path: string): LangiumDocument;
  /** What stands in the editor; the document of `leave` is behind it. */
  opened(path: string): TextDocument;
  /** Replaces the text of an open file, and checks it and what depends on it; what `leave` left is put back in the same go. */
  type(path: string, text: string): Promise<void>;
  /** The same by edits, as an editor sends them. */
  edit(path: string, changes: TextDocumentContentChangeEvent[]): Promise<void>;
  /** Closes the file, forgets it, and reads `text` as if it was never there. */
  readAnew(path: string, text: string): Promise<void>;
  /** Leaves a file changed until the next is: to check the others once is then enough. */
  leave(path: string): void;
  /** Puts everything back; what is then said that was not at first, and the other way round. */
  putBack(): Promise<string>;
  /** Everything that is said of every file, by path. */
  findings(): Record<string, string[]>;
}

/** Opens every sample; each file is one that a case may change. */
export async function openSamples(): Promise<FuzzFile[]> {
  return (await Promise.all(folders.map(openFolder))).flatMap(({ files }) => files);
}

async function openFolder(folder: string): Promise<FuzzWorkspace> {
  const sources = sourcesOf(join(root, folder)).map((path) => ({ path: `/${relative(root, path)}`, text: readFileSync(path, 'utf8'), language: languageOf(path)! }));
  const disk = new MemoryFiles(Object.fromEntries(sources.map(({ path, text }) => [path, text])));
  const services = createServerServices({ fileSystemProvider: () => disk });
  const { TextDocuments, LangiumDocuments, DocumentBuilder } = services.shared.workspace;
  await DocumentBuilder.build(await Promise.all(sources.map(({ path }) => LangiumDocuments.getOrCreateDocument(URI.file(path)))), { validation: true });
  DocumentBuilder.updateBuildOptions = { validation: true };
  let version = 1;
  const left = new Set<string>();
  const opened = (path: string, text: string): TextDocument => TextDocument.create(URI.file(path).toString(), languageOf(path)!, version++, text);
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const backTo = (path: string): void => { TextDocuments.set(opened(path, texts.get(path)!)); };
  const update = async (...paths: string[]): Promise<void> => {
    const changed = new Set([...paths, ...left]);
    left.clear();
    await DocumentBuilder.update([...changed].map((path) => URI.file(path)), []);
  };
  const workspace: FuzzWorkspace = {
    services, files: [],
    document: (path) => LangiumDocuments.getDocument(URI.file(path))!,
    opened: (path) => TextDocuments.get(URI.file(path)) as TextDocument,
    async type(path, text) {
      TextDocuments.set(opened(path, text));
      await update(path);
    },
    async edit(path, changes) {
      TextDocuments.set(TextDocument.update(workspace.opened(path), changes, version++));
      await update(path);
    },
    async readAnew(path, text) {
      disk.texts.set(path, text);
      TextDocuments.delete(URI.file(path));
      await DocumentBuilder.update([], [URI.file(path)]);
      await DocumentBuilder.update([URI.file(path)], []);
    },
    leave(path) {
      backTo(path);
      left.add(path);
    },
    async putBack() {
      await update();
      return difference(sound, workspace.findings());
    },
    findings: () => Object.fromEntries(sources.map(({ path }) => [path, (workspace.document(path).diagnostics ?? []).map((one) => JSON.stringify(one)).toSorted()])),
  };
  for (const source of sources) {
    workspace.files.push({ ...source, workspace });
    backTo(source.path);
  }
  const sound = workspace.findings();
  return workspace;
}

function sourcesOf(folder: string): string[] {
  return readdirSync(folder).toSorted().flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sourcesOf(path);
    return languageOf(path) === undefined ? [] : [path];
  });
}

function languageOf(path: string): Source['language'] | undefined {
  return path.endsWith('/patchbay.json') ? 'workspace' : path.endsWith('.connector') ? 'connector' : path.endsWith('.flow') ? 'flow' : undefined;
}

/** Of two answers of `findings` what only one of them says, or nothing. */
export function difference(before: Record<string, string[]>, after: Record<string, string[]>): string {
  const lines = Object.keys({ ...before, ...after }).flatMap((path) => [
    ...(before[path] ?? ['(the file)']).filter((one) => !after[path]?.includes(one)).map((one) => `- ${path} ${one}`),
    ...(after[path] ?? ['(the file)']).filter((one) => !before[path]?.includes(one)).map((one) => `+ ${path} ${one}`),
    ...(before[path]?.length === after[path]?.length ? [] : [`${path}: ${before[path]?.length} became ${after[path]?.length}`]),
  ]);
  return lines.slice(0, 4).join(' ');
}
