import { type FileSystemProvider, type LangiumDocument, URI, UriUtils } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { ast, includesFolder } from '#language';
import { inQuotes } from '../written-names.ts';
import { type Proposal, ranks } from './items.ts';
import type { Place } from './place.ts';

/** What kind of file is named at a place: by its ending, perhaps only beside this file, and whether the path begins with `./`. */
interface Wanted { endings: readonly string[]; beside?: true; dotted?: true }

const records: Wanted = { endings: ['json', 'ndjson', 'csv', 'xml'] };

/** Files of the workspace that a step, a table, a test or a connector can name. Links are not followed, and nothing outside is looked at. */
export function filePaths(place: Place, services: LangiumServices): Promise<Proposal[]> | undefined {
  const wanted = wantedAt(place);
  if (wanted === undefined) return undefined;
  const { root } = place.semantics.index.viewOf(place.document);
  const folder = UriUtils.dirname(place.document.uri);
  const files = services.shared.workspace.FileSystemProvider;
  return filesBelow(wanted.beside || root === '' ? folder : URI.parse(root), files, wanted)
    .then((found) => found.map((uri) => ({ label: inQuotes(pathTo(uri, place.document, wanted), "'"), kind: CompletionItemKind.File, rank: ranks.wanted })));
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

async function filesBelow(top: URI, files: FileSystemProvider, { endings, beside }: Wanted): Promise<URI[]> {
  const found: URI[] = [];
  const open = [top];
  for (let count = 0; count < mostFolders && found.length < mostFiles; count++) {
    const folder = open.shift();
    if (folder === undefined) break;
    let entries;
    try {
      entries = await files.readDirectory(folder);
    } catch {
      continue;
    }
    for (const { uri, isFile, isDirectory } of entries) {
      const name = UriUtils.basename(uri);
      if (isDirectory && beside === undefined && includesFolder(name)) open.push(uri);
      // What VS Code's own settings and we keep in JSON is no record.
      else if (isFile && !name.startsWith('.') && !own.has(name) && endings.includes(UriUtils.extname(uri).slice(1).toLowerCase())) found.push(uri);
    }
  }
  return found.slice(0, mostFiles).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

const own: ReadonlySet<string> = new Set(['patchbay.json', 'package.json', 'package-lock.json', 'tsconfig.json']);
