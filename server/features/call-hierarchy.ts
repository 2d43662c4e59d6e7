import { type AstNode, Cancellation, interruptAndCheck, type LangiumDocument, URI } from 'langium';
import type { CallHierarchyProvider, LangiumServices } from 'langium/lsp';
import {
  type CallHierarchyIncomingCall, type CallHierarchyIncomingCallsParams, type CallHierarchyItem, type CallHierarchyOutgoingCall, type CallHierarchyOutgoingCallsParams,
  type CallHierarchyPrepareParams, type Range, SymbolKind,
} from 'vscode-languageserver-protocol';
import { ast, type NamedSymbol, namesIn, type Semantics, semanticsOf } from '#language';
import { namedAt, placeOf } from './navigation.ts';
import { usesOfSymbol } from './symbol-uses.ts';

/** Who calls whom: flows call endpoints, run flows and use functions; functions use functions; endpoints are made of endpoints; tests try flows. */
export class PatchbayCallHierarchyProvider implements CallHierarchyProvider {
  private readonly services: LangiumServices;

  constructor(services: LangiumServices) {
    this.services = services;
  }

  prepareCallHierarchy(document: LangiumDocument, params: CallHierarchyPrepareParams): CallHierarchyItem[] | undefined {
    const semantics = semanticsOf(this.services.shared);
    const node = namedAt(document, params, semantics)?.symbol?.node;
    const item = node && isCallable(node) ? itemOf(node, semantics) : undefined;
    return item && [item];
  }

  async incomingCalls({ item }: CallHierarchyIncomingCallsParams, token?: Cancellation.CancellationToken): Promise<CallHierarchyIncomingCall[] | undefined> {
    const semantics = semanticsOf(this.services.shared);
    const symbol = this.symbolOf(item, semantics);
    if (symbol === undefined) return undefined;
    const { uses } = await usesOfSymbol(symbol, semantics, { token });
    const ranges = new Map<AstNode, Range[]>();
    for (const use of uses) {
      const caller = use.declaration ? undefined : callerAround(use.node);
      if (caller !== undefined && use.cst !== undefined) ranges.set(caller, [...(ranges.get(caller) ?? []), use.cst.range]);
    }
    return [...ranges].flatMap(([caller, fromRanges]) => {
      const from = itemOf(caller, semantics);
      return from === undefined ? [] : [{ from, fromRanges }];
    });
  }

  async outgoingCalls({ item }: CallHierarchyOutgoingCallsParams, token = Cancellation.CancellationToken.None): Promise<CallHierarchyOutgoingCall[] | undefined> {
    const semantics = semanticsOf(this.services.shared);
    const node = this.nodeOf(item, semantics);
    if (node === undefined) return undefined;
    const ranges = new Map<AstNode, Range[]>();
    for (const use of namesIn(node)) {
      if (!calling.has(use.node.$type)) continue;
      await interruptAndCheck(token);
      const target = semantics.resolve(use.node, use.property)?.node;
      if (target === undefined || !isCallable(target)) continue;
      const cst = semantics.useCst(use);
      if (cst !== undefined) ranges.set(target, [...(ranges.get(target) ?? []), cst.range]);
    }
    return [...ranges].flatMap(([target, fromRanges]) => {
      const to = itemOf(target, semantics);
      return to === undefined ? [] : [{ to, fromRanges }];
    });
  }

  private symbolOf(item: CallHierarchyItem, semantics: Semantics): NamedSymbol | undefined {
    const document = this.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(item.uri));
    return document && semantics.symbolAt(document, document.textDocument.offsetAt(item.selectionRange.start))?.symbol;
  }

  /** A test has no name that could be looked up: it is found by its place. */
  private nodeOf(item: CallHierarchyItem, semantics: Semantics): AstNode | undefined {
    const document = this.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(item.uri));
    const { start } = item.range;
    const items = (document?.parseResult.value as { items?: AstNode[] } | undefined)?.items;
    const test = items?.find((one) => ast.isTest(one) && one.$cstNode?.range.start.line === start.line && one.$cstNode.range.start.character === start.character);
    const node = test ?? this.symbolOf(item, semantics)?.node;
    return node !== undefined && (isCallable(node) || callers.has(node.$type)) ? node : undefined;
  }
}

const callables: ReadonlySet<string> = new Set(['Flow', 'Endpoint', 'Webhook', 'FunctionDeclaration']);
const callers: ReadonlySet<string> = new Set([...callables, 'Test', 'Connector']);
/** Nodes that call by the name in them. */
const calling: ReadonlySet<string> = new Set(['NameReference', 'MemberAccess', 'RunStep', 'Test']);

function isCallable(node: AstNode): boolean {
  return callables.has(node.$type);
}

/** The innermost declaration around a node that calls. */
function callerAround(node: AstNode): AstNode | undefined {
  for (let at: AstNode | undefined = node; at !== undefined; at = at.$container) if (callers.has(at.$type)) return at;
  return undefined;
}

const kinds: Record<string, SymbolKind> = { Flow: SymbolKind.Class, Endpoint: SymbolKind.Method, Webhook: SymbolKind.Event, FunctionDeclaration: SymbolKind.Function, Test: SymbolKind.Boolean, Connector: SymbolKind.Module };

function itemOf(node: AstNode, semantics: Semantics): CallHierarchyItem | undefined {
  const place = placeOf(node);
  if (place === undefined || node.$container === undefined) return undefined;
  const title = ast.isTest(node) ? node.title?.$cstNode?.text : (node as { name?: string }).name;
  const connector = ast.isEndpoint(node) || ast.isWebhook(node) ? semantics.index.enclosingConnector(node)?.name : undefined;
  return {
    name: title ?? node.$type.toLowerCase(), kind: kinds[node.$type] ?? SymbolKind.Object, uri: place.uri, range: place.whole, selectionRange: place.name,
    detail: connector ?? node.$type.replace('Declaration', '').toLowerCase(),
  };
}
