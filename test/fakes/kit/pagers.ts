import { createHmac, randomBytes } from 'node:crypto';
import { isObject, readJson, writeJson, type JsonObject } from './json.ts';

/** Cursors that a client can only hand back: base64url JSON with a seal, so that a made-up one is refused. */
export interface CursorSeal {
  seal(value: JsonObject): string;
  /** Null for what this server never gave out. */
  open(cursor: string): JsonObject | null;
}

export const cursorSeal = (): CursorSeal => {
  const key = randomBytes(32);
  const mark = (text: string): string => createHmac('sha256', key).update(text).digest('base64url').slice(0, 16);
  return {
    seal: (value) => {
      const text = Buffer.from(writeJson(value)).toString('base64url');
      return text + mark(text);
    },
    open: (cursor) => {
      const text = cursor.slice(0, -16);
      if (text === '' || mark(text) !== cursor.slice(-16)) return null;
      const value = readJson(Buffer.from(text, 'base64url').toString());
      return isObject(value) ? value : null;
    },
  };
};

/** A page of a list in a fixed order, found by key and not by position: records that come or go meanwhile move nothing. */
export interface KeysetPage<Row> {
  rows: Row[];
  before: boolean;
  after: boolean;
}

/** Where to go on: after or before the row with this key; from the beginning without it. */
export interface KeysetPlace {
  direction: 'next' | 'prev';
  key: bigint;
}

/**
 * Takes up to `limit` rows that `keep` lets through. `rows` ascend by `keyOf`; `descending` walks them backwards.
 * Cost: the rows it passes, not the whole list.
 */
export const keysetPage = <Row>(options: {
  rows: readonly Row[];
  keyOf: (row: Row) => bigint;
  keep: (row: Row) => boolean;
  limit: number;
  descending: boolean;
  place?: KeysetPlace | undefined;
}): KeysetPage<Row> => {
  const { rows, keyOf, keep, limit, descending, place } = options;
  // Walking forward in the list's order means down the array when the list descends, and `prev` turns it round.
  const down = descending !== (place?.direction === 'prev');
  const start = place === undefined ? (down ? rows.length - 1 : 0) : neighbour(rows, keyOf, place.key, down);
  const found: Row[] = [];
  let more = false;
  for (let at = start; at >= 0 && at < rows.length; at += down ? -1 : 1) {
    const row = rows[at];
    if (row === undefined || !keep(row)) continue;
    if (found.length === limit) {
      more = true;
      break;
    }
    found.push(row);
  }
  if (place?.direction !== 'prev') return { rows: found, before: place !== undefined, after: more };
  return { rows: found.toReversed(), before: more, after: true };
};

/** The index of the nearest row below (`down`) or above a key. */
const neighbour = <Row>(rows: readonly Row[], keyOf: (row: Row) => bigint, key: bigint, down: boolean): number => {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle] as Row;
    if (down ? keyOf(row) < key : keyOf(row) <= key) low = middle + 1;
    else high = middle;
  }
  return down ? low - 1 : low;
};
