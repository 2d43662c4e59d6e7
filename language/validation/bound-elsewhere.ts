import type { AstNode } from 'langium';
import type { Flow } from '../generated/ast.ts';
import { enclosing, walk } from '../references/walk.ts';
import { type ReportDetails, declaredHere } from './check.ts';

// A name that a step of the flow binds, and that is not known where it is used: below the use, in a block, or before records were put together.

/** What the steps of a flow bind: the first of each name, and the steps that make one record of many, in order. */
interface Bound { names: ReadonlyMap<string, AstNode>; collected: readonly { offset: number; path: string }[] }

const known = new WeakMap<Flow, Bound>();

function boundIn(flow: Flow): Bound {
  const before = known.get(flow);
  if (before !== undefined) return before;
  const names = new Map<string, AstNode>();
  const collected: { offset: number; path: string }[] = [];
  walk(flow, (node) => {
    switch (node.$type) {
      case 'Binding': case 'LetStep': case 'MapStep': case 'Variable': case 'Store': {
        const { name } = node as { name?: string };
        if (name && !names.has(name)) names.set(name, node);
        return;
      }
      case 'BatchStep': case 'GroupStep': {
        const { name } = (node as unknown as { binding?: { name?: string } }).binding ?? {};
        if (name) collected.push({ offset: node.$cstNode?.offset ?? 0, path: node.$type === 'BatchStep' ? name : `${name}.values` });
        return;
      }
      default:
    }
  });
  const bound = { names, collected };
  known.set(flow, bound);
  return bound;
}

/** Where a flow binds the name, as a sentence with a blank before it and its place; undefined where it binds none. */
export function boundElsewhere(node: AstNode, name: string): { advice: string; details: Pick<ReportDetails, 'related'> } | undefined {
  const flow = enclosing<Flow>(node, 'Flow');
  const at = node.$cstNode?.offset;
  const { names, collected } = flow === undefined ? { names: undefined, collected: [] } : boundIn(flow);
  const bound = names?.get(name);
  if (bound === undefined || at === undefined) return undefined;
  const details = declaredHere(bound);
  const step = (bound.$type === 'Binding' ? bound.$container : bound)?.$cstNode;
  const start = bound.$cstNode?.offset ?? 0;
  if (step !== undefined && step.offset <= at && at < step.end) return { advice: ' This very step binds it, so it is known from the next one on.', details };
  if (start > at) return { advice: ' A step below binds it: a name is known from there on. Move this step behind that one.', details };
  const whole = collected.findLast(({ offset }) => offset > start && offset < at);
  if (whole !== undefined) return { advice: ` Many records became one above, and each of them has it: \`${whole.path}.map(x => x.${name})\`.`, details };
  return { advice: ' A step in a block above binds it, and it is known in there only. Bind it before the block, or in every branch.', details };
}
