import { ast, attribute, attributeText, type NamedSymbol, nonNull, reads, type Semantics, typeText } from '#language';
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
    if (ast.isWebhook(node)) return `webhook ${name}: ${node.type?.$cstNode?.text ?? 'any'}`;
  }
  if (symbol.builtin !== undefined) {
    const { builtin } = symbol;
    if (builtin.property) return `${builtin.receiver ?? builtin.on ?? ''}.${name}: ${builtin.returns}`;
    return `${builtin.on === undefined ? '' : `${builtin.receiver ?? builtin.on}.`}${name}(${builtin.params.map((one) => `${one.name}: ${one.type}${one.optional ? '?' : ''}`).join(', ')}): ${builtin.returns}`;
  }
  if (kind === 'auth' || kind === 'table') return `${kind} ${name}`;
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

/** A line below the signature: what an endpoint sends, of what a connector an instance is, what is to be used instead. */
export function symbolRemark(symbol: NamedSymbol): string | undefined {
  const remarks = [remarkOf(symbol.node), deprecationOf(symbol.node)].filter((one) => one !== undefined);
  return remarks.length === 0 ? undefined : remarks.join('\n\n');
}

function remarkOf(node: AstNode | undefined): string | undefined {
  if (node === undefined) return undefined;
  if (ast.isEndpoint(node)) {
    const request = node.members.find(ast.isRequest);
    const line = request === undefined ? 'GraphQL' : `${request.method} ${request.path?.$cstNode?.text ?? ''}`;
    return `\`${line}\` · ${reads(node) ? 'reads' : 'writes'}`;
  }
  if (ast.isConnector(node)) return [textOf(node.members.find(ast.isTitle)?.text), node.members.find(ast.isVersion)?.value].filter((one) => one !== undefined).join(' ') || undefined;
  if (ast.isAuth(node)) return textOf(node.members.find(ast.isTitle)?.text);
  if (ast.isJsonMember(node) && ast.isJsonObject(node.value)) {
    const value = (key: string): string | undefined => { const found = (node.value as ast.JsonObject).members.find((one) => one.key === key)?.value; return ast.isJsonString(found) ? found.value : undefined; };
    const connector = value('connector');
    const auth = value('auth');
    return connector && `of \`${connector}\`${auth === undefined ? '' : `, signs in by \`${auth}\``}`;
  }
  return undefined;
}

/** What `@deprecated` on a field or `deprecated` in a declaration says. */
export function deprecationOf(node: AstNode | undefined): string | undefined {
  if (node === undefined) return undefined;
  const message = ast.isField(node) || ast.isParameter(node) ? attributeText(attribute(node, 'deprecated'), 0)
    : textOf((node as { members?: AstNode[] }).members?.find(ast.isDeprecated)?.text);
  return message === undefined ? undefined : `**Deprecated.** ${message}`;
}

function textOf(text: ast.Text | undefined): string | undefined {
  return ast.isStringLiteral(text) ? text.value : undefined;
}
