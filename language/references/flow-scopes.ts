import type { AstNode } from 'langium';
import type { BranchArm, Flow, FlowStep, RouteStep, TryStep } from '../generated/ast.ts';
import type { NameScope } from './scope.ts';
import type { NamedSymbol, SymbolKind } from './symbol.ts';

// The names that the steps of a block bind, in order. A name of step 3 is known from step 4 on; what a flow declares (aliases, inputs,
// stores …) is known everywhere in it; `batch` and `group` begin a new record, which no longer has the names bound before.

/** A name bound in a block, from a step (its index) on. */
interface Bound { symbol: NamedSymbol; from: number }

/** What the steps of one block bind. */
export interface BlockNames {
  /** In the order of the steps; usually one a name. */
  names: Map<string, Bound[]>;
  /** Indexes of the steps after which the record is a new one, ascending. */
  restarts: number[];
  /** Whether the record never gets past the block's end (`skip`, `reject`, `fail`). */
  ends: boolean;
}

const blocks = new WeakMap<readonly FlowStep[], BlockNames>();

/** What a block's steps bind. */
export function blockNames(steps: readonly FlowStep[]): BlockNames {
  let names = blocks.get(steps);
  if (names === undefined) {
    names = collect(steps);
    blocks.set(steps, names);
  }
  return names;
}

/** The names that a step of a block sees from the steps before it. */
export function stepScope(parent: NameScope | undefined, steps: readonly FlowStep[], index: number): NameScope {
  const block = blockNames(steps);
  const since = block.restarts.findLast((at) => at < index) ?? -1;
  return {
    // A new record has none of the names that were bound around the block either; what the flow declares stays.
    parent: since < 0 ? parent : declarationsOnly(parent),
    own: (name) => boundAt(block.names.get(name), index, since),
    *symbols() {
      for (const bound of block.names.values()) {
        const symbol = boundAt(bound, index, since);
        if (symbol !== undefined) yield symbol;
      }
    },
  };
}

/** The names bound for the record when it leaves the block, or before the step of that index. */
export function recordNames(steps: readonly FlowStep[], index: number = steps.length): NamedSymbol[] {
  const block = blockNames(steps);
  const since = block.restarts.findLast((at) => at < index) ?? -1;
  const found: NamedSymbol[] = [];
  for (const bound of block.names.values()) {
    const symbol = boundAt(bound, index, since);
    if (symbol?.kind === 'step') found.push(symbol);
  }
  return found;
}

function boundAt(bound: Bound[] | undefined, index: number, since: number): NamedSymbol | undefined {
  const last = bound?.findLast((one) => one.from <= index && (one.from > since || one.symbol.kind !== 'step'));
  return last?.symbol;
}

function declarationsOnly(scope: NameScope | undefined): NameScope | undefined {
  if (scope === undefined) return undefined;
  return {
    parent: declarationsOnly(scope.parent),
    own(name) {
      const symbol = scope.own(name);
      return symbol?.kind === 'step' ? undefined : symbol;
    },
    *symbols() { for (const symbol of scope.symbols()) if (symbol.kind !== 'step') yield symbol; },
  };
}

function collect(steps: readonly FlowStep[]): BlockNames {
  const block: BlockNames = { names: new Map(), restarts: [], ends: false };
  const bind = (node: (AstNode & { name: string }) | undefined, index: number, kind: SymbolKind = 'step'): void => {
    if (node?.name) add(block, { kind, name: node.name, node, scope: storeOf(kind) }, kind === 'step' ? index + 1 : 0);
  };
  steps.forEach((step, index) => {
    switch (step.$type) {
      case 'Use': bind(step, index, 'use'); break;
      case 'Input': bind(step.field, index, 'input'); break;
      case 'Secret': bind(step.field, index, 'secret'); break;
      case 'Store': bind(step, index, 'store'); break;
      case 'Variable': bind(step, index, 'variable'); break;
      case 'Cache': bind(step, index, 'cache'); break;
      case 'LetStep': case 'MapStep': bind(step, index); break;
      case 'Trigger': case 'FromStep': case 'CallStep': case 'SendStep': case 'ScriptStep': bind(step.binding, index); break;
      case 'BatchStep': case 'GroupStep': block.restarts.push(index); bind(step.binding, index); break;
      case 'EachStep': bind(step.hasBlock ? step.result : step.binding, index); break;
      case 'LockStep': inherit(block, step.steps, index); break;
      case 'Concurrency': if (step.hasBlock) inherit(block, step.steps, index); break;
      case 'RouteStep': case 'BranchStep': case 'TryStep': common(block, step, index); break;
      default: break;
    }
    if (endsRecord(step)) block.ends = true;
  });
  return block;
}

function storeOf(kind: SymbolKind): 'use' | 'input' | 'secret' | 'record' {
  return kind === 'use' || kind === 'input' || kind === 'secret' ? kind : 'record';
}

function add(block: BlockNames, symbol: NamedSymbol, from: number): void {
  const bound = block.names.get(symbol.name);
  if (bound === undefined) block.names.set(symbol.name, [{ symbol, from }]);
  else bound.push({ symbol, from });
}

/** `lock` and `concurrency` have one way through: what they bind stays. */
function inherit(block: BlockNames, steps: readonly FlowStep[], index: number): void {
  if (blockNames(steps).restarts.length > 0) block.restarts.push(index);
  for (const symbol of recordNames(steps)) add(block, symbol, index + 1);
}

/** What every way through binds that comes out at the end. */
function common(block: BlockNames, step: RouteStep | TryStep | (FlowStep & { arms: BranchArm[] }), index: number): void {
  const ways = waysThrough(step).filter((steps) => !blockNames(steps).ends);
  const [first, ...rest] = ways.map((steps) => new Map(recordNames(steps).map((symbol) => [symbol.name, symbol])));
  for (const symbol of first?.values() ?? []) {
    const others = rest.map((names) => names.get(symbol.name)?.node);
    if (others.every((node) => node !== undefined)) add(block, others.length > 0 ? { ...symbol, others } : symbol, index + 1);
  }
}

function waysThrough(step: FlowStep): (readonly FlowStep[])[] {
  switch (step.$type) {
    case 'RouteStep': {
      const complete = !step.all && step.cases.some((one) => one.isElse);
      return [...step.cases.map((one) => one.steps), ...(complete ? [] : [[]])];
    }
    case 'BranchStep': return step.arms.map((arm) => arm.steps);
    case 'TryStep': return [step.steps, ...(step.handler ? [step.handler.steps] : [[]])];
    default: return [];
  }
}

/** Whether no record gets past a step. */
export function endsRecord(step: FlowStep): boolean {
  switch (step.$type) {
    case 'SkipStep': case 'RejectStep': case 'FailStep': return true;
    case 'LockStep': return blockNames(step.steps).ends;
    case 'Concurrency': return step.hasBlock && blockNames(step.steps).ends;
    case 'RouteStep': case 'BranchStep': case 'TryStep': {
      const ways = waysThrough(step);
      return ways.length > 0 && (step.$type === 'BranchStep' ? ways.some((steps) => blockNames(steps).ends) : ways.every((steps) => blockNames(steps).ends));
    }
    default: return false;
  }
}

/** The steps around a node: the block that its step stands in, and the step's index there. */
export function stepAround(node: AstNode): { steps: FlowStep[]; index: number; step: FlowStep } | undefined {
  for (let at: AstNode | undefined = node; at?.$container !== undefined; at = at.$container) {
    if (at.$containerProperty === 'steps' && at.$containerIndex !== undefined) {
      return { steps: (at.$container as Flow).steps, index: at.$containerIndex, step: at as FlowStep };
    }
  }
  return undefined;
}
