// The proof of renaming: every symbol of a workspace gets another name and its old one back. LANGUAGE.md says what a plan is.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AstUtils, GrammarUtils, type LangiumDocument, URI } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import { expect } from 'vitest';
import type { RenameFile, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { ast, declaredSymbol, lowerCall, lowerFlow, lowerInstance, type NamedSymbol, openedWorkspace, semanticsOf, walk } from '#language';
import { canonicalJson } from '#plan';
import { createServerServices, type ServerServices } from '../../../server/services.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A name where it is declared. */
export interface Declared { path: string; offset: number; line: number; kind: string; name: string }

export interface Renaming {
  files: MemoryFiles;
  declared: Declared[];
  /** Renames a symbol and back. What is wrong with that, a sentence each. */
  thereAndBack(symbol: Declared): Promise<string[]>;
  /** Applies a rename at a place; throws where it is refused. */
  rename(path: string, offset: number, newName: string): Promise<void>;
  problems(): string[];
}

/** The files of a folder of this project, as the connectors of one's own: those that are installed are not renamed. */
export function ownWorkspace(folder: string): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const path of filesBelow(join(root, folder))) {
    const text = readFileSync(path, 'utf8');
    const own = `/workspace/${path.slice(join(root, folder).length).replace(/^\/+/, '').replace(/^connectors\//, 'own/')}`;
    texts[own] = own.endsWith('/patchbay.json') ? text.replace(/"connectors": \{[^}]*\},/, '') : text;
  }
  return texts;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).toSorted().flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesBelow(path);
    return name === 'patchbay.json' || /\.(connector|flow)$/.test(name) ? [path] : [];
  });
}

/** Names of the samples that cannot be changed here, since they are spelled in a text of another language. */
export const refusedInSamples: readonly string[] = ['The query declares no variable'];

const files = new MemoryFiles();
let services: ServerServices | undefined;

/** Opens the files as a workspace that can be renamed in, in place of the one before. */
export async function openRenaming(texts: Record<string, string>): Promise<Renaming> {
  const { shared } = (services ??= createServerServices({ fileSystemProvider: () => files }));
  const { DocumentBuilder, LangiumDocuments } = shared.workspace;
  await DocumentBuilder.update([], LangiumDocuments.all.map((one) => one.uri).toArray());
  files.texts.clear();
  for (const [path, text] of Object.entries(texts)) files.texts.set(path, text);
  await DocumentBuilder.build(await Promise.all(Object.keys(texts).map((path) => LangiumDocuments.getOrCreateDocument(URI.file(path)))), { validation: true });
  DocumentBuilder.updateBuildOptions = { validation: true };
  const document = (path: string): LangiumDocument => LangiumDocuments.getDocument(URI.file(path))!;

  async function rename(path: string, offset: number, newName: string): Promise<void> {
    const { textDocument, uri } = document(path);
    const { lsp } = shared.ServiceRegistry.getServices(uri) as LangiumServices;
    const place = { textDocument: { uri: uri.toString() }, position: textDocument.positionAt(offset) };
    if (await lsp.RenameProvider!.prepareRename(document(path), place) === undefined) throw new Error('nothing can be renamed here');
    const edit = await lsp.RenameProvider!.rename(document(path), { ...place, newName });
    await apply(edit!);
  }

  async function apply(edit: WorkspaceEdit): Promise<void> {
    const changed: URI[] = [];
    const removed: URI[] = [];
    for (const change of edit.documentChanges! as (TextDocumentEdit | RenameFile)[]) {
      if ('kind' in change) {
        const [from, to] = [URI.parse(change.oldUri), URI.parse(change.newUri)];
        files.texts.set(to.path, files.texts.get(from.path)!);
        files.texts.delete(from.path);
        removed.push(from);
        changed.push(to);
        continue;
      }
      const uri = URI.parse(change.textDocument.uri);
      const { textDocument } = LangiumDocuments.getDocument(uri)!;
      const edits = (change.edits as TextEdit[]).map(({ range, newText }) => ({ start: textDocument.offsetAt(range.start), end: textDocument.offsetAt(range.end), text: newText }));
      let text = files.texts.get(uri.path)!;
      for (const { start, end, text: newText } of edits.toSorted((a, b) => b.start - a.start)) text = text.slice(0, start) + newText + text.slice(end);
      files.texts.set(uri.path, text);
      changed.push(uri);
    }
    const gone = new Set(removed.map(String));
    await DocumentBuilder.update(changed.filter((uri) => !gone.has(uri.toString())), removed);
  }

  const problems = (): string[] => LangiumDocuments.all.toArray().flatMap((one) => (one.diagnostics ?? []).filter((diagnostic) => (diagnostic.severity ?? 1) <= 2)
    .map((diagnostic) => `${String(diagnostic.code)}`)).toSorted();

  function plans(): string {
    const workspace = openedWorkspace(shared, URI.file('/workspace'));
    const found: unknown[] = [];
    for (const { node } of [...workspace.view.flows.values()].flat()) found.push(['flow', lowerFlow(workspace, { name: node.name, file: workspace.pathOf(AstUtils.getDocument(node)) })]);
    const planned = new Set<string | undefined>();
    for (const { name, connector } of workspace.view.instances.values()) {
      found.push(['instance', lowerInstance(workspace, name)]);
      if (planned.has(connector)) continue;
      planned.add(connector);
      for (const endpoint of workspace.connector(connector ?? '')?.endpoints.keys() ?? []) found.push(['call', lowerCall(workspace, name, endpoint)]);
    }
    return JSON.stringify(found.filter((one) => !Array.isArray((one as unknown[])[1])), (key, value: unknown) => (key === 'hash' ? undefined : value));
  }

  /** As the canonical text of plans whose order is not that of names. */
  const canonical = (text: string): string => (JSON.parse(text) as unknown[]).map((plan) => canonicalJson(plan)).toSorted().join('\n');

  let before: { plans: string; problems: string } | undefined;
  return {
    files, rename, problems,
    declared: LangiumDocuments.all.toArray().flatMap((one) => declaredIn(one, semanticsOf(shared))),
    async thereAndBack({ path, offset, name }) {
      const wrong: string[] = [];
      const textsBefore = new Map(files.texts);
      before ??= { plans: canonical(plans()), problems: problems().join() };
      const other = /-\d\w*$/.test(name) ? `${name}-zq` : `${name}Zq`;
      try {
        await rename(path, offset, other);
        const now = path.replace(`/${name}.connector`, `/${other}.connector`);
        if (problems().join() !== before.problems) wrong.push(`it is no longer clean: ${difference(problems(), before.problems.split(','))}`);
        const plansNow = canonical(plans().replaceAll(other, name));
        if (plansNow !== before.plans) wrong.push(`the plan is another: ${firstDifference(before.plans, plansNow)}`);
        const path2 = files.texts.has(now) ? now : path;
        // What was renamed before it in the same file may have moved it.
        await rename(path2, files.texts.get(path2)!.indexOf(other, offset - 1), name);
        for (const [file, text] of textsBefore) {
          if (files.texts.get(file) !== text && plain(files.texts.get(file) ?? '') !== plain(text)) wrong.push(`renamed back, ${file} is another: ${firstDifference(text, files.texts.get(file) ?? '')}`);
        }
      } catch (error) {
        wrong.push(error instanceof Error ? error.message : String(error));
      } finally {
        const all = new Set([...files.texts.keys(), ...textsBefore.keys()]);
        const changed = [...all].filter((file) => files.texts.get(file) !== textsBefore.get(file));
        files.texts.clear();
        for (const [file, text] of textsBefore) files.texts.set(file, text);
        if (changed.length > 0) await DocumentBuilder.update(changed.filter((file) => textsBefore.has(file)).map((file) => URI.file(file)), changed.filter((file) => !textsBefore.has(file)).map((file) => URI.file(file)));
      }
      return wrong;
    },
  };
}

/** A shorthand that was spelled out, and credentials that were given by name, apart. */
function plain(text: string): string {
  return text.replaceAll(/([\w$]+): \1(?![\w$])/g, '$1').replaceAll(/\n\s*([\w$]+) \1(?=\n)/g, '');
}

function difference(now: readonly string[], before: readonly string[]): string {
  const left = [...before];
  return now.filter((one) => { const at = left.indexOf(one); if (at >= 0) left.splice(at, 1); return at < 0; }).join(', ') || `${left.join(', ')} is missing`;
}

function firstDifference(before: string, now: string): string {
  let at = 0;
  while (before[at] === now[at] && at < before.length) at++;
  return `… ${before.slice(Math.max(0, at - 40), at + 40)} … became … ${now.slice(Math.max(0, at - 40), at + 40)} …`;
}

function declaredIn(document: LangiumDocument, semantics: ReturnType<typeof semanticsOf>): Declared[] {
  const found: Declared[] = [];
  walk(document.parseResult.value, (node) => {
    const symbol: NamedSymbol | undefined = declaredSymbol(node);
    const cst = GrammarUtils.findNodeForProperty(node.$cstNode, 'name' in node ? 'name' : 'key');
    if (symbol === undefined || cst === undefined) return;
    // Of patchbay.json only instances are symbols; of two places that are one thing the first will do.
    if (ast.isJsonMember(node) && semantics.resolve(node)?.node !== node) return;
    // What an object in braces has may fill a declared field.
    if ((ast.isPairEntry(node) || ast.isShorthandEntry(node)) && semantics.resolve(node, ast.isPairEntry(node) ? 'key' : 'field') !== undefined) return;
    found.push({ path: document.uri.path, offset: cst.offset, line: cst.range.start.line + 1, kind: symbol.kind, name: symbol.name });
  });
  return found;
}

/** Renames each symbol that the files of a folder declare and back again; fails with a line for each that does not come out the same. */
export async function renamesEverySymbol(folder: string): Promise<void> {
  const renaming = await openRenaming(ownWorkspace(folder));
  const wrong: string[] = [];
  for (const symbol of renaming.declared) {
    const found = (await renaming.thereAndBack(symbol)).filter((problem) => !refusedInSamples.some((reason) => problem.includes(reason)));
    wrong.push(...found.map((problem) => `${symbol.path}:${symbol.line} ${symbol.kind} ${symbol.name}: ${problem}`));
  }
  console.log(`${folder}: ${renaming.declared.length} symbols were renamed and back`);
  expect(wrong).toEqual([]);
}
