import type { AstNode } from 'langium';
import { ast, hasAttribute, type NamedSymbol, type NameUse, typeWords } from '#language';

/** Types of semantic tokens: standard ones alone, which every editor has colours for. */
export const tokenTypes = { namespace: 0, type: 1, property: 2, parameter: 3, variable: 4, function: 5, method: 6, event: 7 } as const;

/** Modifiers by their bit. Those after `defaultLibrary` are our own (package.json declares them), so that a theme can tell a secret from a field. */
export const tokenModifiers = {
  declaration: 1, readonly: 2, deprecated: 4, defaultLibrary: 8, instance: 16, endpoint: 32, entity: 64, setting: 128, secret: 256, input: 512,
} as const;

export interface TokenKind { type: keyof typeof tokenTypes; modifiers: readonly (keyof typeof tokenModifiers)[] }

const kinds: Record<NamedSymbol['kind'], TokenKind | undefined> = {
  connector: { type: 'namespace', modifiers: [] },
  instance: { type: 'variable', modifiers: ['readonly', 'instance'] },
  use: { type: 'variable', modifiers: ['readonly', 'instance'] },
  auth: { type: 'type', modifiers: [] },
  endpoint: { type: 'function', modifiers: ['endpoint'] },
  webhook: { type: 'event', modifiers: [] },
  entity: { type: 'type', modifiers: ['entity'] },
  function: { type: 'function', modifiers: [] },
  flow: { type: 'function', modifiers: [] },
  table: { type: 'variable', modifiers: ['readonly'] },
  file: undefined,
  setting: { type: 'property', modifiers: ['readonly', 'setting'] },
  secret: { type: 'property', modifiers: ['readonly', 'secret'] },
  capture: { type: 'property', modifiers: ['readonly', 'setting'] },
  parameter: { type: 'parameter', modifiers: [] },
  input: { type: 'parameter', modifiers: ['input'] },
  field: { type: 'property', modifiers: [] },
  step: { type: 'variable', modifiers: ['readonly'] },
  store: { type: 'variable', modifiers: [] },
  variable: { type: 'variable', modifiers: [] },
  cache: { type: 'variable', modifiers: ['readonly'] },
  local: { type: 'parameter', modifiers: [] },
  given: { type: 'variable', modifiers: ['readonly', 'defaultLibrary'] },
  builtin: { type: 'method', modifiers: ['defaultLibrary'] },
};

/** How a symbol is shown; undefined for what is no name in a text. */
export function kindOfSymbol(symbol: NamedSymbol, use?: NameUse): TokenKind | undefined {
  const kind = kinds[symbol.kind];
  if (kind === undefined) return undefined;
  const { node, builtin } = symbol;
  if (builtin !== undefined) return builtin.property ? { type: 'property', modifiers: ['readonly', 'defaultLibrary'] } : builtin.on === undefined && ast.isNameReference(use?.node) ? { type: 'function', modifiers: kind.modifiers } : kind;
  if (node === undefined) return kind;
  const more: TokenKind['modifiers'] = [
    ...(symbol.kind === 'field' && ast.isField(node) && hasAttribute(node, 'readOnly') ? ['readonly' as const] : []),
    ...(isDeprecated(node) ? ['deprecated' as const] : []),
  ];
  return more.length === 0 ? kind : { type: kind.type, modifiers: [...kind.modifiers, ...more] };
}

function isDeprecated(node: AstNode): boolean {
  if (ast.isField(node) || ast.isParameter(node)) return hasAttribute(node, 'deprecated');
  return (ast.isEndpoint(node) || ast.isAuth(node) || ast.isWebhook(node) || ast.isConnector(node)) && (node.members as AstNode[]).some(ast.isDeprecated);
}

/** How a name is shown of which nobody knows what it means: as the TextMate grammar has it. */
export function kindOfUnknown({ node, property, text }: NameUse): TokenKind | undefined {
  switch (node.$type) {
    case 'NamedType': return property === 'name' && (node as ast.NamedType).member === undefined && typeWords.includes(text) ? { type: 'type', modifiers: ['defaultLibrary'] } : undefined;
    case 'PairEntry': case 'FieldPath': case 'SlotPart': return { type: 'property', modifiers: [] };
    case 'MemberAccess': return ast.isCall(node.$container) && node.$container.callee === node ? { type: 'method', modifiers: [] } : { type: 'property', modifiers: [] };
    case 'Argument': return { type: 'parameter', modifiers: [] };
    default: return undefined;
  }
}
