import type { At, Call, Endpoint, Expr, Flow, Step } from '#plan';
import type { InstanceClient } from '../../connector/contract.ts';
import type { Value } from '../../expression/contract.ts';
import type { FlowContext, RunEvent } from '../../ports.ts';
import type { ClaimRegistry } from '../claim-registry.ts';
import type { Evaluation } from '../evaluation.ts';
import type { Row } from '../row.ts';
import type { Place, Sink } from '../sink.ts';

/**
 * What a step does, ready to run. Rows that end are given to the sink; the others go on.
 * - `sync`: a segment at a time, in a tight loop. The array given is the operation's own; `multiplies` where it may return more rows.
 * - `row`: waits for the outside; true where the row goes on.
 * - `claim`: a segment at a time, in the order of the segments; `again` puts a row before this operation once more.
 * - `expand`: one row becomes many, `emit` waits until they are taken.
 * - `gather`: many rows become one.
 * - `branch`: rows take different ways and come together again.
 */
export type Operation =
  | { mode: 'sync'; multiplies?: true; apply(rows: Row[]): Row[] }
  | { mode: 'row'; apply(row: Row): Promise<boolean> }
  | { mode: 'claim'; apply(rows: Row[], again: (row: Row) => void): Promise<Row[]> }
  | { mode: 'expand'; apply(row: Row, emit: (rows: Row[]) => Promise<void>): Promise<void> }
  | { mode: 'gather'; id: string; size: number; withinMs: number | undefined; gather(rows: Row[]): Row }
  | { mode: 'branch'; all: boolean; cases: { matches: ((row: Row) => boolean) | undefined; operations: Operation[] }[]; place: Place };

/** An operation that works on one row at a time or on several, but leaves as many as it got: what may stand in a block. */
export type PlainOperation = Extract<Operation, { mode: 'sync' | 'row' }>;

/** What the kinds of step need to compile themselves. */
export interface StepCompiler {
  readonly flow: Flow;
  readonly evaluation: Evaluation;
  readonly context: FlowContext;
  readonly sink: Sink;
  readonly dryRun: boolean;
  /** The instance behind an alias, in this pass over the instances that `use` names. */
  client(alias: string): InstanceClient;
  endpoint(call: Call): Endpoint;
  compileSteps(steps: readonly Step[], sink?: Sink): Operation[];
  /** The value of an expression that no record has part in, as a whole number of at least one. */
  count(expr: Expr, what: string): number;
  /** The same for a duration, in milliseconds. */
  milliseconds(expr: Expr, what: string): number;
  readonly claim: ClaimRegistry['claim'];
  /** The name under which a `dedupe` keeps its ids. */
  pool(step: StepOf<'dedupe'>): string;
  sent(): void;
  expanded(count: number): void;
  track(value: string): void;
  emit(event: RunEvent): void;
  redact(text: string): string;
  /** The file of a position, for events. */
  file(at: At): { file?: string };
}

/** The step of a kind; of several kinds that share one shape, that one. */
export type StepOf<K extends Step['kind'], S = Step> = S extends { kind: infer Kind } ? (K extends Kind ? S : never) : never;

/** How one kind of step compiles itself. The compiler's sink is that of the block in which it stands. */
export type StepKind<K extends Step['kind']> = (step: StepOf<K>, compiler: StepCompiler) => Operation;

/** A loop over a segment that keeps those rows for which `goesOn` is true; what it throws goes to the sink. */
export function keepRows(rows: Row[], place: Place, sink: Sink, goesOn: (row: Row) => boolean): Row[] {
  let kept = 0;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as Row;
    try {
      if (goesOn(row)) rows[kept++] = row;
    } catch (error) {
      sink.thrown(row, place, error);
      if (sink.halted()) return [];
    }
  }
  rows.length = kept;
  return rows;
}

/** An operation on one row that asks the outside. Begins nothing when the run is ending; what it throws goes to the sink. */
export function rowOperation(place: Place, sink: Sink, work: (row: Row) => Promise<boolean>): Operation {
  return {
    mode: 'row',
    async apply(row) {
      if (sink.halted()) return false;
      try {
        return await work(row);
      } catch (error) {
        sink.thrown(row, place, error);
        return false;
      }
    },
  };
}

/** Carries out the operations of a block for one row; true where the row goes on. */
export async function runBlock(operations: readonly PlainOperation[], row: Row): Promise<boolean> {
  for (const operation of operations) {
    if (operation.mode === 'row' ? !(await operation.apply(row)) : operation.apply([row]).length === 0) return false;
  }
  return true;
}

/** The same where no operation waits. */
export function runSyncBlock(operations: readonly Extract<Operation, { mode: 'sync' }>[], row: Row): boolean {
  for (const operation of operations) if (operation.apply([row]).length === 0) return false;
  return true;
}

export function areSync(operations: readonly Operation[]): operations is Extract<Operation, { mode: 'sync' }>[] {
  return operations.every((operation) => operation.mode === 'sync' && operation.multiplies === undefined);
}

export function arePlain(operations: readonly Operation[]): operations is PlainOperation[] {
  return operations.every((operation) => operation.mode === 'row' || (operation.mode === 'sync' && operation.multiplies === undefined));
}

/** Evaluates for a row. */
export function evaluator(compiler: StepCompiler, expr: Expr): (row: Row) => Value {
  const { frame } = compiler.evaluation;
  const evaluate = compiler.evaluation.compile(expr);
  return (row) => {
    frame.record = row.values;
    return evaluate(frame);
  };
}
