import { type Semantics, type NamedSymbol, ast, nonNull, reads, typeText } from '#language';
import type { AstNode } from 'langium';

/** The first line of a hover: what a symbol is, as it would be declared, without its body. */
export function symbolSignature(symbol: NamedSymbol, semantics: Semantics, at?: AstNode): string {
  const { node, name, kind } = symbol;
  const type = (): string => typeText(semantics.types.typeOfSymbol(symbol, at));
  if (node !== undefined) {
    if (ast.isEndpoint(node)) return `endpoint ${name}(${parameters(node.parameters, semantics)})${node.type === undefined ? '' : `: ${node.type.$cstNode?.text ?? ''}`}`;
    if (ast.isFunctionDeclaration(node)) return `function ${name}(${parameters(node.parameters, semantics)}): ${node.type?.$cstNode?.text ?? 'any'}`;
    if (ast.isFlow(node)) return `flow ${name}${node.parameters.length > 0 ? `(${parameters(node.parameters, semantics)})` : ''}`;
    if (ast.isEntity(node)) return `entity ${name}${node.open ? ' open' : ''} ${typeText(semantics.types.entityType(node), { whole: true }).replace(/^[\w.-]+$/, '')}`.trim();
    if (ast.isUse(node)) return `use ${name} = ${node.instances.map((instance) => instance.$cstNode?.text ?? '').join(', ')}`;
    if (ast.isField(node) || ast.isParameter(node)) return fieldSignature(symbol, semantics);
    if (ast.isJsonMember(node)) return `instance ${name}`;
    if (ast.isConnector(node)) return `connector ${name}`;
  }
  if (symbol.builtin !== undefined) {
    const { builtin } = symbol;
    if (builtin.property) return `${builtin.on ?? ''}.${name}: ${builtin.returns}`;
    return `${builtin.on === undefined ? '' : `${builtin.receiver ?? builtin.on}.`}${name}(${builtin.params.map((one) => `${one.name}: ${one.type}${one.optional ? '?' : ''}`).join(', ')}): ${builtin.returns}`;
  }
  if (kind === 'auth' || kind === 'webhook' || kind === 'table') return `${kind} ${name}`;
  return `${kind === 'step' || kind === 'local' || kind === 'given' ? '' : `${kind} `}${name}: ${type()}`;
}

function fieldSignature(symbol: NamedSymbol, semantics: Semantics): string {
  const field = semantics.types.fieldType(symbol.node as ast.Field | ast.Parameter);
  return `${symbol.kind} ${symbol.name}: ${typeText(nonNull(field.type))}${field.optional ? '?' : ''}`;
}

function parameters(nodes: readonly ast.Parameter[], semantics: Semantics): string {
  return nodes.map((node) => {
    const field = semantics.types.fieldType(node);
    return `${node.name}: ${typeText(field.type)}${field.optional ? '?' : ''}${node.default?.$cstNode === undefined ? '' : ` = ${node.default.$cstNode.text}`}`;
  }).join(', ');
}

/** A line below the signature: what an endpoint sends, what an instance is. */
export function symbolRemark(symbol: NamedSymbol): string | undefined {
  const { node } = symbol;
  if (node !== undefined && ast.isEndpoint(node)) {
    const request = node.members.find(ast.isRequest);
    const line = request === undefined ? 'GraphQL' : `${request.method} ${request.path?.$cstNode?.text ?? ''}`;
    return `\`${line}\` · ${reads(node) ? 'reads' : 'writes'}`;
  }
  return undefined;
}
