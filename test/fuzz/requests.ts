// What an editor asks of a file, as the protocol has it, without a connection and without anything around it that catches what goes wrong.
import type { LangiumDocument } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import { type CallHierarchyItem, CompletionTriggerKind, type Diagnostic, type FoldingRange, type Position, ResponseError, type SemanticTokens } from 'vscode-languageserver-protocol';
import { selectionRanges } from '../../server/features/selection-range.ts';
import type { ServerServices } from '../../server/services.ts';
import type { Below } from './mutations.ts';
import { type Lines, wrongPlaces } from './places.ts';

/** A cursor in a file that has just changed. */
export interface Asking {
  services: ServerServices;
  document: LangiumDocument;
  position: Position;
  lines: Lines;
  below: Below;
}

type Request = (asking: Asking & { lsp: LangiumServices['lsp']; place: { textDocument: { uri: string }; position: Position } }) => unknown;

const here = ({ position }: Asking): { start: Position; end: Position } => ({ start: position, end: position });
const whole = ({ lines }: Asking): { start: Position; end: Position } => ({ start: { line: 0, character: 0 }, end: { line: lines.length - 1, character: lines.at(-1)! } });

/** A sentence that refuses a rename is an answer. */
async function refusable(ask: () => unknown): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ResponseError) return undefined;
    throw error;
  }
}

const anyTrigger = ['.', '@', "'", '"', '/', ':', ' '];

export const requests: Readonly<Record<string, Request>> = {
  'completion': ({ lsp, document, place, below }) => lsp.CompletionProvider?.getCompletion(document, { ...place, context: below(2) === 0 ? { triggerKind: CompletionTriggerKind.Invoked } : { triggerKind: CompletionTriggerKind.TriggerCharacter, triggerCharacter: anyTrigger[below(anyTrigger.length)]! } }),
  'hover': ({ lsp, document, place }) => lsp.HoverProvider?.getHoverContent(document, place),
  'definition': ({ lsp, document, place }) => lsp.DefinitionProvider?.getDefinition(document, place),
  'type definition': ({ lsp, document, place }) => lsp.TypeProvider?.getTypeDefinition(document, place),
  'implementation': ({ lsp, document, place }) => lsp.ImplementationProvider?.getImplementation(document, place),
  'references': ({ lsp, document, place }) => lsp.ReferencesProvider?.findReferences(document, { ...place, context: { includeDeclaration: true } }),
  'highlights': ({ lsp, document, place }) => lsp.DocumentHighlightProvider?.getDocumentHighlight(document, place),
  'prepare rename': ({ lsp, document, place }) => refusable(() => lsp.RenameProvider?.prepareRename(document, place)),
  'rename': ({ lsp, document, place }) => refusable(() => lsp.RenameProvider?.rename(document, { ...place, newName: 'otherName' })),
  'signature help': ({ lsp, document, place }) => lsp.SignatureHelp?.provideSignatureHelp(document, place),
  'call hierarchy': async ({ lsp, document, place }) => {
    const items: CallHierarchyItem[] = await lsp.CallHierarchyProvider?.prepareCallHierarchy(document, place) ?? [];
    const [item] = items;
    if (item === undefined) return items;
    // Whom it calls is told by places in its own file.
    const outgoing = await lsp.CallHierarchyProvider?.outgoingCalls({ item }) ?? [];
    return [items, await lsp.CallHierarchyProvider?.incomingCalls({ item }), outgoing.map(({ to, fromRanges }) => ({ to, from: { uri: item.uri }, fromRanges }))];
  },
  'selection ranges': ({ document, place: { textDocument, position } }) => selectionRanges(document, { textDocument, positions: [position] }),
  'semantic tokens': async (asking) => tokenRanges(await asking.lsp.SemanticTokenProvider?.semanticHighlight(asking.document, asking.place)),
  'semantic tokens of a part': async (asking) => tokenRanges(await asking.lsp.SemanticTokenProvider?.semanticHighlightRange(asking.document, { ...asking.place, range: { ...whole(asking), start: asking.position } })),
  'folding': async ({ lsp, document, place, lines }) => foldings(await lsp.FoldingRangeProvider?.getFoldingRanges(document, place) as FoldingRange[] | undefined, lines),
  'document symbols': ({ lsp, document, place }) => lsp.DocumentSymbolProvider?.getSymbols(document, place),
  'inlay hints': (asking) => asking.lsp.InlayHintProvider?.getInlayHints(asking.document, { ...asking.place, range: whole(asking) }),
  'code lenses': ({ lsp, document, place }) => lsp.CodeLensProvider?.provideCodeLens(document, place),
  'document links': ({ lsp, document, place }) => lsp.DocumentLinkProvider?.getDocumentLinks(document, place),
  'code actions at a finding': (asking) => codeActions(asking, asking.document.diagnostics?.[asking.below(asking.document.diagnostics.length)]),
  'code actions at the cursor': (asking) => asking.lsp.CodeActionProvider?.getCodeActions(asking.document, { ...asking.place, range: here(asking), context: { diagnostics: [] } }),
  'all safe fixes': (asking) => asking.lsp.CodeActionProvider?.getCodeActions(asking.document, { ...asking.place, range: whole(asking), context: { diagnostics: [], only: ['source.fixAll'] } }),
  'formatting': ({ lsp, document, place }) => lsp.Formatter?.formatDocument(document, { ...place, options: { tabSize: 2, insertSpaces: true } }),
  'formatting of a part': (asking) => asking.lsp.Formatter?.formatDocumentRange(asking.document, { ...asking.place, range: { start: { line: 0, character: 0 }, end: asking.position }, options: { tabSize: 2, insertSpaces: true } }),
  'formatting on type': ({ lsp, document, place, below }) => lsp.Formatter?.formatDocumentOnType(document, { ...place, ch: below(2) === 0 ? '}' : '\n', options: { tabSize: 2, insertSpaces: true } }),
  'workspace symbols': ({ services, below }) => services.shared.lsp.WorkspaceSymbolProvider?.getSymbols({ query: ['', 'or', 'x', '\u{1F600}'][below(4)]! }),
};

export const everyRequest: readonly string[] = Object.keys(requests);

/** One request by chance. */
export const anyRequest = (below: Below): string => everyRequest[below(everyRequest.length)]!;

/** Asks, and says what is wrong with the places of the answer. Throws what the feature throws. */
export async function ask(name: string, asking: Asking, linesIn: (uri: string) => Lines | undefined): Promise<string[]> {
  const uri = asking.document.uri.toString();
  const { lsp } = asking.services.shared.ServiceRegistry.getServices(asking.document.uri) as LangiumServices;
  const answer = await requests[name]!({ ...asking, lsp, place: { textDocument: { uri }, position: asking.position } });
  return wrongPlaces(answer, { asked: uri, lines: (of) => (of === uri ? asking.lines : linesIn(of)) });
}

function codeActions(asking: Parameters<Request>[0], diagnostic: Diagnostic | undefined): unknown {
  const { lsp, document, place } = asking;
  return diagnostic && lsp.CodeActionProvider?.getCodeActions(document, { ...place, range: diagnostic.range, context: { diagnostics: [diagnostic] } });
}

/** The numbers of an answer as ranges. */
function tokenRanges(tokens: SemanticTokens | undefined): unknown {
  const ranges: unknown[] = [];
  const data = tokens?.data ?? [];
  for (let at = 0, line = 0, character = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0] = data.slice(at, at + 3);
    character = down === 0 ? character + right : right;
    line += down;
    ranges.push({ start: { line, character }, end: { line, character: character + length } });
  }
  return ranges;
}

function foldings(found: FoldingRange[] | undefined, lines: Lines): unknown {
  return (found ?? []).map(({ startLine, startCharacter, endLine, endCharacter }) => ({
    start: { line: startLine, character: startCharacter ?? lines[startLine] ?? 0 }, end: { line: endLine, character: endCharacter ?? lines[endLine] ?? 0 },
  }));
}
