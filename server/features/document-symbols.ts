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
  if (ast.isField(node)) return entryOfField(node, node.$container.$type === 'Entity' || node.$container.$type === 'Extend' ? SymbolKind.Field : SymbolKind.Property);
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
  if (ast.isJsonMember(node)) return { name: node.key, kind: SymbolKind.Property, children: ast.isJsonObject(node.value) ? node.value.members : [] };
  return entryOfStep(node);
}

/** Of the steps those that read, write or branch: what one looks for in a long flow. */
function entryOfStep(node: AstNode): Entry | undefined {
  if (ast.isTrigger(node)) return { name: 'trigger', detail: short(node.$cstNode?.text.replace(/^trigger\s+/, '')), kind: SymbolKind.Event };
  if (ast.isFromStep(node)) return callEntry('from', node.source, node.binding);
  if (ast.isCallStep(node)) return callEntry('call', node.call, node.binding);
  if (ast.isSendStep(node)) return callEntry('send', node.call ?? node.file, node.binding);
  if (ast.isRouteStep(node)) return { name: 'route', kind: SymbolKind.Operator, children: node.cases };
  if (ast.isRouteCase(node)) return { name: node.isElse ? 'else' : `when ${short(node.condition?.$cstNode?.text)}`, kind: SymbolKind.Operator, children: node.steps };
  if (ast.isBranchStep(node)) return { name: 'branch', kind: SymbolKind.Operator, children: node.arms };
  if (ast.isBranchArm(node)) return { name: node.name, kind: SymbolKind.Operator, children: node.steps };
  if (ast.isEachStep(node)) return { name: `each ${short(node.source?.$cstNode?.text)}`, detail: node.binding?.name ?? '', kind: SymbolKind.Operator, children: node.steps };
  if (ast.isTryStep(node)) return { name: 'try', kind: SymbolKind.Operator, children: [...node.steps, ...(node.handler === undefined ? [] : [node.handler])] };
  if (ast.isCatchBlock(node)) return { name: 'catch', kind: SymbolKind.Operator, children: node.steps };
  if (ast.isLockStep(node)) return { name: `lock ${short(node.key?.$cstNode?.text)}`, kind: SymbolKind.Operator, children: node.steps };
  return undefined;
}

function callEntry(word: string, call: AstNode | undefined, binding: ast.Binding | undefined): Entry | undefined {
  const text = ast.isCall(call) ? call.callee?.$cstNode?.text : call?.$cstNode?.text;
  return text === undefined ? undefined : { name: `${word} ${short(text)}`, detail: binding?.name ?? '', kind: SymbolKind.Event };
}

/** One line of at most 60 characters. */
function short(text = ''): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

function entryOfField(field: ast.Field, kind: SymbolKind): Entry {
  return { name: field.name, detail: field.type?.$cstNode?.text ?? '', kind };
}

function requestOf(node: ast.Endpoint): string {
  const request = node.members.find(ast.isRequest);
  return request === undefined ? 'graphql' : `${request.method} ${request.path?.$cstNode?.text ?? ''}`;
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
