import type { Value } from '../expression/contract.ts';
import type { Place } from './sink.ts';

/** What orders rows: those of one key stay in order. */
export type OrderKey = string | number;

/**
 * One record on its way through the steps, with the names bound so far. A row of a batch stands for its members, a row that `each`
 * made for one element.
 */
export interface Row {
  values: Record<string, Value>;
  key: OrderKey | OrderKey[] | undefined;
  /** How many records of the counts end when this row ends; elements of an `each` block are none. */
  units: number;
  /** How many of those were added by `each`. */
  expanded: number;
  claims: Claim[] | undefined;
  /** The rows of a batch, themselves perhaps batches. */
  members: Row[] | undefined;
}

/** An id of a dedupe pool that this run holds until it is known what became of its record. */
export interface Claim {
  pool: string;
  id: string;
  /** The rows on their way that carry it: more than one after `each`. */
  open: number;
  outcome: 'none' | 'completed' | 'rejected' | 'inDoubt';
  /** Rows of the same id that came meanwhile, and how each asks again. */
  waiting: { row: Row; place: Place; askAgain(row: Row): void }[];
}

/** A row of one record of the source. */
export function sourceRow(values: Record<string, Value>, key: OrderKey | undefined): Row {
  return { values, key, units: 1, expanded: 0, claims: undefined, members: undefined };
}

/** A row for an element of a block: it has no part in the counts, and what becomes of it is the block's business. */
export function blockRow(values: Record<string, Value>, key: Row['key']): Row {
  return { values, key, units: 0, expanded: 0, claims: undefined, members: undefined };
}

/** The records that a row stands for: itself, or the members of a batch, however deep. */
export function* leavesOf(row: Row): Generator<Row> {
  if (row.members === undefined) yield row;
  else for (const member of row.members) yield* leavesOf(member);
}
