import { AstUtils } from 'langium';
import type { Given, Test } from '../generated/ast.ts';
import { documentSymbols } from '../references/document-symbols.ts';
import { type CheckTable, declaredHere, type NodeCheck } from './check.ts';
import { didYouMean } from './suggestion.ts';
import { listed } from './wording.ts';

// Tests: what they are for, and which calls they answer.

const subject: NodeCheck<Test> = (node, report, semantics) => {
  if (!node.subject || node.dangling !== undefined) return;
  if (node.member === undefined) {
    if (semantics.scopes.flow(node.subject, node) !== undefined) return;
    const { flows } = semantics.index.viewOf(node);
    const own = documentSymbols(AstUtils.getDocument(node).parseResult.value).flows.keys();
    // Of one file only, it would have been found without an import.
    const others = flows.get(node.subject) ?? [];
    const files = [...new Set(others.map(({ document }) => document.uri.path.split('/').at(-1) ?? ''))].sort();
    const text = others.length > 1
      ? `There is more than one flow \`${node.subject}\`, in ${files.length > 1 ? '' : 'files called '}${listed(files)}. Import the file that is meant.`
      : `There is no flow \`${node.subject}\`.${didYouMean(node.subject, [...own, ...flows.keys()])}`;
    report('unknown-flow', { node, property: 'subject' }, text, { data: { name: node.subject } });
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
