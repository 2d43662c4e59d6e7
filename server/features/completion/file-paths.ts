import { type Cancellation, type FileSystemNode, type FileSystemProvider, type LangiumDocument, OperationCancelled, URI, UriUtils } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { ast, includesFolder } from '#language';
import { matchOf } from '../fuzzy.ts';
import { inQuotes } from '../written-names.ts';
import { type Proposal, ranks } from './items.ts';
import type { Place } from './place.ts';

/** What kind of file is named at a place: by its ending, perhaps only beside this file, and whether the path begins with `./`. */
interface Wanted { endings: readonly string[]; beside?: true; dotted?: true }

const records: Wanted = { endings: ['json', 'ndjson', 'csv', 'xml'] };

/** Files of the workspace that a step, a table, a test or a connector can name. Links are not followed, and nothing outside is looked at. */
export function filePaths(place: Place, services: LangiumServices, cancelToken?: Cancellation.CancellationToken): Promise<Proposal[]> | undefined {
  const wanted = wantedAt(place);
  if (wanted === undefined) return undefined;
  const { root } = place.semantics.index.viewOf(place.document);
  const folder = UriUtils.dirname(place.document.uri);
  const files = services.shared.workspace.FileSystemProvider;
  return filesBelow(wanted.beside || root === '' ? folder : URI.parse(root), files, wanted, cancelToken).then(({ found, whole }) => {
    const labels = found.toSorted((a, b) => (a.path < b.path ? -1 : 1)).map((uri) => inQuotes(pathTo(uri, place.document, wanted), "'"));
    const all = whole && labels.length <= mostFiles;
    return (all ? labels : nearestTo(typedAt(place), labels)).map((label): Proposal => ({ label, kind: CompletionItemKind.File, rank: ranks.wanted, ...(!all && { ofTyped: true as const }) }));
  });
}

/** Of more paths than anybody looks through those that fit what is typed; with more of it typed they are asked for again. */
function nearestTo(typed: string, labels: readonly string[]): string[] {
  const kept = new Set(labels.map((label) => ({ label, match: matchOf(typed, label) ?? -1 })).toSorted((a, b) => b.match - a.match).slice(0, mostFiles).map(({ label }) => label));
  return labels.filter((label) => kept.has(label));
}

function typedAt({ token, document }: Place): string {
  return document.textDocument.getText().slice(token.start, token.end).replaceAll(/^['"]|['"]$/g, '').slice(0, 200);
}

function wantedAt({ node, property, slots }: Place): Wanted | undefined {
  if (slots.has('string')) {
    if (ast.isTable(node) && property === 'file') return { endings: ['csv'] };
    if (ast.isScriptStep(node) && property === 'module') return { endings: ['ts', 'js', 'mts', 'mjs'], dotted: true };
    return ast.isFileContent(node) && property === 'file' ? { endings: [...records.endings, 'txt'] } : undefined;
  }
  if (!slots.has('text') || !ast.isStringLiteral(node)) return undefined;
  const owner = node.$container;
  if ((ast.isFromStep(owner) || ast.isSendStep(owner)) && node.$containerProperty === 'file') return records;
  return ast.isIcon(owner) ? { endings: ['svg', 'png', 'jpg', 'jpeg', 'webp'], beside: true } : undefined;
}

function pathTo(uri: URI, { uri: own }: LangiumDocument, { dotted }: Wanted): string {
  const path = UriUtils.relative(UriUtils.dirname(own), uri);
  return dotted === undefined || path.startsWith('.') ? path : `./${path}`;
}

/** As many folders and files as a person can look through; what lies deeper is typed. */
const mostFolders = 300;
const mostFiles = 500;
/** Of all folders together, and of one, so that a folder with very many does not hide the others. */
const mostEntries = 10_000;
const mostInFolder = 2000;

/** Reads no more of a folder than it is asked for; others, as those of tests are, know how to read all of it. */
interface SomeFiles extends FileSystemProvider { readSome?(uri: URI, most: number): Promise<FileSystemNode[]> }

/** `whole`: there are no others, as far as folders are looked through. Throws where nobody waits for it any more. */
async function filesBelow(top: URI, files: SomeFiles, { endings, beside }: Wanted, cancelToken?: Cancellation.CancellationToken): Promise<{ found: URI[]; whole: boolean }> {
  const found: URI[] = [];
  const open = [top];
  let left = mostEntries;
  let whole = true;
  for (let count = 0; count < mostFolders && left > 0; count++) {
    if (cancelToken?.isCancellationRequested) throw OperationCancelled;
    const folder = open.shift();
    if (folder === undefined) return { found, whole };
    const most = Math.min(left, mostInFolder);
    let entries;
    try {
      entries = files.readSome === undefined ? (await files.readDirectory(folder)).slice(0, most) : await files.readSome(folder, most);
    } catch {
      continue;
    }
    left -= entries.length;
    whole &&= entries.length < most;
    for (const { uri, isFile, isDirectory } of entries) {
      const name = UriUtils.basename(uri);
      if (isDirectory && beside === undefined && includesFolder(name)) open.push(uri);
      // What VS Code's own settings and we keep in JSON is no record.
      else if (isFile && !name.startsWith('.') && !own.has(name) && endings.includes(UriUtils.extname(uri).slice(1).toLowerCase())) found.push(uri);
    }
  }
  return { found, whole: whole && open.length === 0 };
}

const own: ReadonlySet<string> = new Set(['patchbay.json', 'package.json', 'package-lock.json', 'tsconfig.json']);
