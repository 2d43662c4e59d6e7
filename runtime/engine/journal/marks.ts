import type { DatabaseSync } from 'node:sqlite';
import { PatchbayError } from '../../errors.ts';
import type { Mark } from '../../ports.ts';

/** High-water marks, moved by compare-and-set. */
export interface Marks {
  read(key: string): Mark | undefined;
  /** Throws `mark-moved` where the mark is not `previous` any more. */
  move(key: string, previous: Mark | undefined, next: Mark): void;
}

export function createMarks(database: DatabaseSync): Marks {
  const find = database.prepare('SELECT value, type, at FROM marks WHERE key = ?');
  const add = database.prepare('INSERT INTO marks (key, value, type, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const change = database.prepare('UPDATE marks SET value = ?, type = ?, at = ? WHERE key = ? AND value = ? AND type = ?');
  return {
    read(key) {
      const row = find.get(key);
      return row === undefined ? undefined : { value: String(row.value), type: String(row.type), at: String(row.at) };
    },
    move(key, previous, next) {
      const { changes } = previous === undefined
        ? add.run(key, next.value, next.type, next.at)
        : change.run(next.value, next.type, next.at, key, previous.value, previous.type);
      if (Number(changes) !== 1) throw new PatchbayError('mark-moved', `Another run moved the mark ${key} meanwhile.`);
    },
  };
}
