import type { AstNode } from 'langium';
import type { Flow } from '../generated/ast.ts';
import { enclosing, walk } from '../references/walk.ts';
import { type ReportDetails, declaredHere } from './check.ts';

// A name that a step of the flow binds, and that is not known where it is used: below the use, in a block, or before records were put together.

/** Where a flow binds the name, as a sentence with a blank before it and its place; undefined where it binds none. */
export function boundElsewhere(node: AstNode, name: string): { advice: string; details: Pick<ReportDetails, 'related'> } | undefined {
  const flow = enclosing<Flow>(node, 'Flow');
  const at = node.$cstNode?.offset;
  if (flow === undefined || at === undefined) return undefined;
  let bound: AstNode | undefined;
  let collected: { name: string; word: string } | undefined;
  walk(flow, (inner) => {
    if ((inner.$type === 'Binding' || inner.$type === 'LetStep' || inner.$type === 'MapStep' || inner.$type === 'Variable' || inner.$type === 'Store') && (inner as { name?: string }).name === name) bound ??= inner;
    const group = inner.$type === 'BatchStep' || inner.$type === 'GroupStep' ? (inner as unknown as { binding?: { name?: string } }).binding?.name : undefined;
    if (group !== undefined && bound !== undefined && (inner.$cstNode?.offset ?? at) < at) collected = { name: group, word: inner.$type === 'BatchStep' ? group : `${group}.values` };
  });
  if (bound === undefined) return undefined;
  const details = declaredHere(bound);
  const step = (bound.$type === 'Binding' ? bound.$container : bound)?.$cstNode;
  if (step !== undefined && step.offset <= at && at < step.end) return { advice: ' This very step binds it, so it is known from the next one on.', details };
  if ((bound.$cstNode?.offset ?? 0) > at) return { advice: ' A step below binds it: a name is known from there on. Move this step behind that one.', details };
  if (collected !== undefined) return { advice: ` Many records became one above, and each of them has it: \`${collected.word}.map(x => x.${name})\`.`, details };
  return { advice: ' A step in a block above binds it, and it is known in there only. Bind it before the block, or in every branch.', details };
}
