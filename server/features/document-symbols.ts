import { GrammarUtils, type AstNode, type LangiumDocument } from 'langium';
import type { DocumentSymbolProvider } from 'langium/lsp';
import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver-protocol';
import { ast } from '#language';

interface Entry { name: string; detail?: string; kind: SymbolKind; children?: readonly AstNode[] }

/** What the outline shows of a node, or nothing. One entry a kind of declaration. */
function entryOf(node: AstNode): Entry | undefined {
  if (ast.isConnector(node)) return { name: node.name, detail: 'connector', kind: SymbolKind.Module, children: node.members };
  if (ast.isSettings(node)) return { name: 'settings', kind: SymbolKind.Namespace, children: node.fields };
  if (ast.isAuth(node)) return { name: node.name, detail: 'auth', kind: SymbolKind.Key, children: node.members };
  if (ast.isSecret(node) || ast.isSetting(node) || ast.isInput(node)) return node.field === undefined ? undefined : entryOfField(node.field, SymbolKind.Property);
  if (ast.isField(node)) return entryOfField(node, node.$container.$type === 'Entity' ? SymbolKind.Field : SymbolKind.Property);
  if (ast.isEntity(node)) return { name: node.name, detail: 'entity', kind: SymbolKind.Struct, children: node.fields };
  if (ast.isEndpoint(node)) return { name: node.name, detail: requestOf(node), kind: SymbolKind.Method };
  if (ast.isWebhook(node)) return { name: node.name, detail: 'webhook', kind: SymbolKind.Event };
  if (ast.isFunctionDeclaration(node)) return { name: node.name, detail: 'function', kind: SymbolKind.Function };
  if (ast.isFlow(node)) return { name: node.name, detail: 'flow', kind: SymbolKind.Class, children: node.steps };
  if (ast.isTable(node)) return { name: node.name, detail: 'table', kind: SymbolKind.Array };
  if (ast.isExtend(node)) return { name: `${node.connector}.${node.entity ?? ''}`, detail: 'extend', kind: SymbolKind.Struct, children: node.fields };
  if (ast.isTest(node)) return { name: ast.isStringLiteral(node.title) ? node.title.value : 'test', detail: 'test', kind: SymbolKind.Boolean };
  if (ast.isUse(node)) return { name: node.name, detail: node.instances.map((one) => one.$cstNode?.text ?? '').join(', '), kind: SymbolKind.Variable };
  if (ast.isMapStep(node) || ast.isLetStep(node)) return { name: node.name, detail: ast.isMapStep(node) ? 'map' : 'let', kind: SymbolKind.Variable };
  if (ast.isFromStep(node) || ast.isCallStep(node) || ast.isSendStep(node)) return stepEntry(node);
  if (ast.isRouteStep(node)) return { name: 'route', kind: SymbolKind.Operator, children: node.cases.flatMap((one) => one.steps) };
  if (ast.isJsonMember(node)) return { name: node.key, kind: SymbolKind.Property, children: ast.isJsonObject(node.value) ? node.value.members : [] };
  return undefined;
}

function entryOfField(field: ast.Field, kind: SymbolKind): Entry {
  return { name: field.name, detail: field.type?.$cstNode?.text ?? '', kind };
}

function requestOf(node: ast.Endpoint): string {
  const request = node.members.find(ast.isRequest);
  return request === undefined ? 'graphql' : `${request.method} ${request.path?.$cstNode?.text ?? ''}`;
}

function stepEntry(node: ast.FromStep | ast.CallStep | ast.SendStep): Entry | undefined {
  const call = ast.isFromStep(node) ? node.source : node.call;
  const text = ast.isCall(call) ? call.callee.$cstNode?.text : call?.$cstNode?.text;
  const word = ast.isFromStep(node) ? 'from' : ast.isCallStep(node) ? 'call' : 'send';
  return text === undefined ? undefined : { name: `${word} ${text}`, detail: node.binding?.name ?? '', kind: SymbolKind.Event };
}

/** The outline of a file. */
export class PatchbayDocumentSymbolProvider implements DocumentSymbolProvider {
  getSymbols(document: LangiumDocument): DocumentSymbol[] {
    const root = document.parseResult.value;
    if (ast.isWorkspaceFile(root)) return ast.isJsonObject(root.value) ? root.value.members.flatMap(symbolOf) : [];
    return (root as ast.ConnectorFile | ast.FlowFile).items.flatMap((item: AstNode) => symbolOf(item));
  }
}

function symbolOf(node: AstNode): DocumentSymbol[] {
  const entry = entryOf(node);
  const cst = node.$cstNode;
  if (cst === undefined || entry === undefined || entry.name === undefined || entry.name === '') return [];
  const name = GrammarUtils.findNodeForProperty(cst, 'name') ?? GrammarUtils.findNodeForProperty(cst, 'key') ?? cst;
  return [{
    name: entry.name, kind: entry.kind, range: cst.range, selectionRange: name.range,
    ...(entry.detail && { detail: entry.detail }),
    ...(entry.children !== undefined && { children: entry.children.flatMap(symbolOf) }),
  }];
}
