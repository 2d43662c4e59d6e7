import type { AstNode } from 'langium';
import type { NamedSymbol, SymbolKind } from './symbol.ts';

const kinds: Record<string, SymbolKind> = {
  Connector: 'connector', JsonMember: 'instance', Auth: 'auth', Endpoint: 'endpoint', Webhook: 'webhook', Entity: 'entity', FunctionDeclaration: 'function',
  Flow: 'flow', Table: 'table', Use: 'use', Store: 'store', Variable: 'variable', Cache: 'cache', Binding: 'step', LetStep: 'step', MapStep: 'step',
  LambdaParameter: 'local', ForEach: 'local', LocalName: 'local', Capture: 'capture', PairEntry: 'field', ShorthandEntry: 'field',
};

/** The symbol that a node declares; undefined where it declares none. */
export function declaredSymbol(node: AstNode): NamedSymbol | undefined {
  const name = (node as { name?: string }).name ?? (node as { key?: string }).key;
  if (typeof name !== 'string' || name === '') return undefined;
  switch (node.$type) {
    case 'Field': return fieldSymbol(node, name);
    case 'Parameter': {
      const owner = node.$container?.$type;
      if (owner === 'FunctionDeclaration') return { kind: 'local', name, node, scope: 'local' };
      return { kind: 'parameter', name, node, scope: owner === 'Flow' ? 'input' : 'param' };
    }
    default: {
      const kind = kinds[node.$type];
      if (kind === undefined) return undefined;
      const scope = storeOf(kind, node);
      return scope === undefined ? { kind, name, node } : { kind, name, node, scope };
    }
  }
}

function fieldSymbol(node: AstNode, name: string): NamedSymbol {
  switch (node.$container?.$type) {
    case 'Settings': case 'Setting': return { kind: 'setting', name, node, scope: 'setting' };
    case 'Secret': return { kind: 'secret', name, node, scope: 'secret' };
    case 'Input': return { kind: 'input', name, node, scope: 'input' };
    default: return { kind: 'field', name, node };
  }
}

function storeOf(kind: SymbolKind, node: AstNode): NamedSymbol['scope'] {
  switch (kind) {
    case 'use': return 'use';
    case 'step': case 'store': case 'variable': case 'cache': return 'record';
    case 'capture': return 'setting';
    case 'local': return node.$container?.$type === 'EachResult' ? 'record' : 'local';
    default: return undefined;
  }
}
