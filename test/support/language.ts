import { type AstNode, type LangiumDocument, URI } from 'langium';
import { createPatchbayServices, type PatchbayServices } from '../../language/services.ts';
import { isExpression } from '../../language/generated/ast.ts';
import type { Expression } from '../../language/generated/ast.ts';
import { walk } from '../../language/references/walk.ts';
import { type Semantics, semanticsOf } from '../../language/types/semantics.ts';
import { MemoryFiles } from './memory-files.ts';

/** A workspace in memory, built: files by absolute path, changed and deleted as an editor does. */
export interface TestWorkspace {
  services: PatchbayServices;
  semantics: Semantics;
  files: MemoryFiles;
  document(path: string): LangiumDocument;
  /** Sets, adds (a text) or deletes (null) files in one update. */
  update(changes: Record<string, string | null>): Promise<void>;
  /** The offset of the cursor `$0` of a file. */
  cursor(path: string): number;
  /** `line:column message` of what the checker and the parser found. */
  problems(path: string): string[];
}

/**
 * Builds the files of a marked text: `//- /shop.connector` begins a file, `$0` is a cursor and not part of the text. What stands before
 * the first mark is `/test.flow`. `reuse` takes the parser of the workspace before, which is then gone: ten times as fast.
 */
export async function workspaceOf(marked: string | Record<string, string>, options: { validation?: boolean; reuse?: boolean } = {}): Promise<TestWorkspace> {
  const cursors = new Map<string, number>();
  const texts = typeof marked === 'string' ? split(marked) : { ...marked };
  for (const [path, text] of Object.entries(texts)) {
    const at = text.indexOf('$0');
    if (at < 0) continue;
    cursors.set(path, at);
    texts[path] = text.slice(0, at) + text.slice(at + 2);
  }
  const { services, files } = options.reuse ? await reused() : created();
  for (const [path, text] of Object.entries(texts)) files.texts.set(path, text);
  const { LangiumDocuments, DocumentBuilder } = services.shared.workspace;
  const documents = await Promise.all(Object.keys(texts).map((path) => LangiumDocuments.getOrCreateDocument(URI.file(path))));
  await DocumentBuilder.build(documents, { validation: options.validation ?? false });
  DocumentBuilder.updateBuildOptions = { validation: options.validation ?? false };
  const document = (path: string): LangiumDocument => {
    const found = LangiumDocuments.getDocument(URI.file(path));
    if (found === undefined) throw new Error(`no document ${path}`);
    return found;
  };
  return {
    services, files, document, semantics: semanticsOf(services.shared),
    async update(changes) {
      const changed: URI[] = [];
      const deleted: URI[] = [];
      for (const [path, text] of Object.entries(changes)) {
        if (text === null) { files.texts.delete(path); deleted.push(URI.file(path)); }
        else { files.texts.set(path, text); changed.push(URI.file(path)); }
      }
      await DocumentBuilder.update(changed, deleted);
    },
    cursor(path) {
      const at = cursors.get(path);
      if (at === undefined) throw new Error(`no cursor in ${path}`);
      return at;
    },
    problems: (path) => (document(path).diagnostics ?? []).map(({ range, message }) => `${range.start.line + 1}:${range.start.character + 1} ${String(message)}`),
  };
}

interface Container { services: PatchbayServices; files: MemoryFiles }
let kept: Container | undefined;

function created(): Container {
  const files = new MemoryFiles();
  return { files, services: createPatchbayServices({ fileSystemProvider: () => files }) };
}

async function reused(): Promise<Container> {
  if (kept === undefined) return (kept = created());
  const { LangiumDocuments, DocumentBuilder } = kept.services.shared.workspace;
  kept.files.texts.clear();
  await DocumentBuilder.update([], LangiumDocuments.all.map((document) => document.uri).toArray());
  return kept;
}

function split(marked: string): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [index, part] of marked.split(/^[ \t]*\/\/- /m).entries()) {
    if (index === 0) { if (part.trim() !== '') texts['/test.flow'] = part; continue; }
    const end = part.indexOf('\n');
    texts[part.slice(0, end).trim()] = part.slice(end + 1);
  }
  return texts;
}

/** The first node of a document whose text is exactly `text`; the outermost of several at one place. */
export function nodeWith(document: LangiumDocument, text: string, accept: (node: AstNode) => boolean = () => true): AstNode {
  let found: AstNode | undefined;
  walk(document.parseResult.value, (node) => {
    if (found === undefined && node.$cstNode?.text === text && accept(node)) found = node;
  });
  if (found === undefined) throw new Error(`no node reads ${text}`);
  return found;
}

/** The first expression of a document that reads `text`. */
export function expressionWith(document: LangiumDocument, text: string): Expression {
  return nodeWith(document, text, isExpression) as Expression;
}
