import { AstUtils } from 'langium';
import type { Given, Test } from '../generated/ast.ts';
import { documentSymbols } from '../references/document-symbols.ts';
import { type CheckTable, declaredHere, type NodeCheck } from './check.ts';
import { didYouMean } from './suggestion.ts';

// Tests: what they are for, and which calls they answer.

const subject: NodeCheck<Test> = (node, report, semantics) => {
  if (!node.subject || node.dangling !== undefined) return;
  if (node.member === undefined) {
    if (semantics.scopes.flow(node.subject, node) !== undefined) return;
    const own = documentSymbols(AstUtils.getDocument(node).parseResult.value).flows.keys();
    report('unknown-flow', { node, property: 'subject' }, `There is no flow \`${node.subject}\`.${didYouMean(node.subject, [...own, ...semantics.index.viewOf(node).flows.keys()])}`);
    return;
  }
  const connector = semantics.index.connector(node.subject, node);
  if (connector === undefined) { report('unknown-connector', { node, property: 'subject' }, `There is no connector \`${node.subject}\` in this workspace.${didYouMean(node.subject, semantics.index.viewOf(node).connectors.keys())}`); return; }
  if (!connector.endpoints.has(node.member)) report('unknown-endpoint', { node, property: 'member' }, `\`${connector.name}\` has no endpoint \`${node.member}\`.${didYouMean(node.member, connector.endpoints.keys())}`, declaredHere(connector.node));
};

/** `given inst.endpoint` answers a call; anything else is none. */
const given: NodeCheck<Given> = (node, report, semantics) => {
  if (node.call === undefined) return;
  const callee = node.call.$type === 'Call' ? node.call.callee : node.call;
  const type = semantics.types.typeOf(callee);
  if (type.kind !== 'any' && type.kind !== 'endpoint') report('wrong-type', { node: node.call }, '`given` answers the call of an endpoint: `given inst.endpoint returns …`.');
};

export const testChecks: CheckTable = { Test: [subject], Given: [given] };
