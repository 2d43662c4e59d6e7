import { AstUtils } from 'langium';
import type { Flow, RunStep } from '../generated/ast.ts';
import { enclosing, walk } from '../references/walk.ts';
import type { Semantics } from '../types/semantics.ts';
import { declaredHere, type NodeCheck } from './check.ts';

// Flows that run one another in a circle: a record would never come to an end. LANGUAGE.md, section 5.

/** By the keys of flows: their nodes may be other ones by the time that the next file is checked (references/resting.ts). */
interface State { generation: number; order: Map<string, number>; low: Map<string, number>; circle: Map<string, number>; stack: string[] }

const states = new WeakMap<Semantics, State>();

/** The number of the circle (strongly connected component, Tarjan) that a flow is part of; each flow is looked at once as long as no file changes. */
function circleOf(flow: Flow, semantics: Semantics): number {
  let state = states.get(semantics);
  if (state === undefined || state.generation !== semantics.index.generation) {
    state = { generation: semantics.index.generation, order: new Map(), low: new Map(), circle: new Map(), stack: [] };
    states.set(semantics, state);
  }
  if (!state.order.has(keyOf(flow))) visit(flow, state, semantics);
  return state.circle.get(keyOf(flow)) ?? -1;
}

/** Of two flows of one name in a file the first is the one that is run. */
function keyOf(flow: Flow): string {
  return `${AstUtils.getDocument(flow).uri.toString()}#${flow.name}`;
}

function visit(flow: Flow, state: State, semantics: Semantics): void {
  const { order, low, circle, stack } = state;
  const key = keyOf(flow);
  order.set(key, order.size);
  low.set(key, order.get(key)!);
  stack.push(key);
  for (const next of runBy(flow, semantics)) {
    const other = keyOf(next);
    if (!order.has(other)) visit(next, state, semantics);
    if (!circle.has(other)) low.set(key, Math.min(low.get(key)!, low.get(other)!));
  }
  if (low.get(key) !== order.get(key)) return;
  for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
    circle.set(one, order.get(key)!);
    if (one === key) return;
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
