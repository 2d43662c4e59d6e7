import type { Endpoint } from '../generated/ast.ts';
import { commentText } from '../references/documentation.ts';
import type { CheckTable, NodeCheck } from './check.ts';

/** An endpoint without a word about it: completion, hover and the marketplace have nothing to show. */
const endpoint: NodeCheck<Endpoint> = (node, report) => {
  if (!node.name || commentText(node) !== undefined) return;
  report('no-documentation', { node, property: 'name' }, `\`${node.name}\` has no documentation: write what it brings or does in \`/** … */\` before it, for whoever writes a flow.`, { data: { name: node.name } });
};

export const undocumentedChecks: CheckTable = { Endpoint: [endpoint] };
