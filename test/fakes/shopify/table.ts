import type { JsonObject } from '../kit/index.ts';

/** A record as the shop holds it: what it sends, and its times in milliseconds for filters. */
export interface Row {
  readonly id: bigint;
  createdAt: number;
  updatedAt: number;
  wire: JsonObject;
}

/** Records in the order of their ids, which is the order in which they were made. */
export interface Table {
  readonly rows: readonly Row[];
  get(id: bigint): Row | undefined;
  add(row: Row): void;
  remove(id: bigint): boolean;
}

export const table = (): Table => {
  const rows: Row[] = [];
  const byId = new Map<bigint, Row>();
  return {
    rows,
    get: (id) => byId.get(id),
    add: (row) => {
      const last = rows.at(-1);
      if (last !== undefined && last.id >= row.id) throw new Error('ids must ascend');
      rows.push(row);
      byId.set(row.id, row);
    },
    remove: (id) => {
      const row = byId.get(id);
      if (row === undefined) return false;
      byId.delete(id);
      rows.splice(rows.indexOf(row), 1);
      return true;
    },
  };
};
