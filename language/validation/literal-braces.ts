import { type AstNode, AstUtils } from 'langium';
import type { StringLiteral } from '../generated/ast.ts';
import { lookUp } from '../references/scope.ts';
import { type CheckTable, declaredHere, type NodeCheck } from './check.ts';
import { secretNamed } from './names.ts';

// `'/orders/{id}'`: in single quotes braces are text, so that what was meant as a value would be sent as it is spelled.

/** Kinds of names that somebody would write into a text. */
const values: ReadonlySet<string> = new Set(['setting', 'secret', 'capture', 'parameter', 'input', 'step', 'store', 'variable', 'cache', 'local', 'given', 'use']);

/** Where a text is a pattern, a type or a name, and braces have another meaning. */
const otherPlaces: ReadonlySet<string> = new Set(['LiteralType', 'MatchPattern', 'Attribute', 'Hosts', 'Title', 'Category', 'Website', 'Icon', 'Import']);

const literal: NodeCheck<StringLiteral> = (node, report, semantics) => {
  if (!node.value?.includes('{')) return;
  const text = node.$cstNode?.text;
  if (text === undefined || !text.startsWith("'") || text.startsWith("'''") || isElsewhere(node)) return;
  for (const found of node.value.matchAll(/\{([A-Za-z_$][\w$]*)(?=[}.?])[^{}]*\}/g)) {
    const name = found[1]!;
    const meant = lookUp(semantics.scopes.at(node), name);
    const data = { quote: '"', name };
    if (meant !== undefined && values.has(meant.kind)) {
      // A parameter in the path of a request is told by the endpoint.
      if (meant.kind === 'parameter' && node.$container?.$type === 'Request') return;
      report('literal-braces', { node }, `\`${found[0]}\` in single quotes is text and is not replaced. Write the text in double quotes.`, { ...declaredHere(meant.node), data });
      return;
    }
    const secret = inConnector(node) ? secretNamed(node, name, semantics) : undefined;
    if (secret === undefined) continue;
    report('literal-braces', { node }, `\`${found[0]}\` in single quotes is text and is not replaced; in double quotes it would be unknown here, for \`${name}\` is a secret of \`${secret.owner}\`. Send it with \`header\` or \`query\` in the \`auth\`.`, declaredHere(secret.node));
    return;
  }
};

function inConnector(node: AstNode): boolean {
  return AstUtils.getContainerOfType(node, (at): at is AstNode => at.$type === 'Connector') !== undefined;
}

function isElsewhere(node: AstNode): boolean {
  for (let at: AstNode | undefined = node.$container; at !== undefined; at = at.$container) {
    if (otherPlaces.has(at.$type)) return true;
    if (at.$type === 'Call' && isPattern(at)) return true;
  }
  return false;
}

/** `x{2}` in a pattern counts, and `{name}` may be text that is looked for. */
function isPattern(call: AstNode): boolean {
  const member = (call as unknown as { callee?: { member?: string } }).callee?.member;
  return member === 'matches' || member === 'groups' || member === 'replace' || member === 'split';
}

export const literalBraceChecks: CheckTable = { StringLiteral: [literal] };
