import type { Flow, RunStep } from '../generated/ast.ts';
import { enclosing, walk } from '../references/walk.ts';
import type { Semantics } from '../types/semantics.ts';
import { declaredHere, type NodeCheck } from './check.ts';

// Flows that run one another in a circle: a record would never come to an end. LANGUAGE.md, section 5.

interface State { generation: number; order: Map<Flow, number>; low: Map<Flow, number>; circle: Map<Flow, number>; stack: Flow[] }

const states = new WeakMap<Semantics, State>();

/** The number of the circle (strongly connected component, Tarjan) that a flow is part of; each flow is looked at once as long as no file changes. */
function circleOf(flow: Flow, semantics: Semantics): number {
  let state = states.get(semantics);
  if (state === undefined || state.generation !== semantics.index.generation) {
    state = { generation: semantics.index.generation, order: new Map(), low: new Map(), circle: new Map(), stack: [] };
    states.set(semantics, state);
  }
  if (!state.order.has(flow)) visit(flow, state, semantics);
  return state.circle.get(flow) ?? -1;
}

function visit(flow: Flow, state: State, semantics: Semantics): void {
  const { order, low, circle, stack } = state;
  order.set(flow, order.size);
  low.set(flow, order.get(flow)!);
  stack.push(flow);
  for (const next of runBy(flow, semantics)) {
    if (!order.has(next)) visit(next, state, semantics);
    if (!circle.has(next)) low.set(flow, Math.min(low.get(flow)!, low.get(next)!));
  }
  if (low.get(flow) !== order.get(flow)) return;
  for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
    circle.set(one, order.get(flow)!);
    if (one === flow) return;
  }
}

function runBy(flow: Flow, semantics: Semantics): Flow[] {
  const found: Flow[] = [];
  walk(flow, (node) => {
    if (node.$type !== 'RunStep' || !(node as RunStep).flow) return;
    const next = semantics.scopes.flow((node as RunStep).flow, node);
    if (next !== undefined) found.push(next);
  });
  return found;
}

/** `run` of the flow that it stands in, or of one that comes back to it. */
export const recursion: NodeCheck<RunStep> = (node, report, semantics) => {
  const own = enclosing<Flow>(node, 'Flow');
  const target = node.flow && own !== undefined ? semantics.scopes.flow(node.flow, node) : undefined;
  if (own === undefined || target === undefined) return;
  if (target !== own && circleOf(own, semantics) !== circleOf(target, semantics)) return;
  const way = target === own ? 'runs itself' : `would run itself, by way of \`${target.name}\``;
  report('circular', { node, property: 'flow' }, `\`${own.name}\` ${way}: a record would never come to an end. Go through a list with \`each\`.`, declaredHere(target));
};
