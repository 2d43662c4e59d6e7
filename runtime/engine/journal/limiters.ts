import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../ports.ts';
import { transaction } from './database.ts';

/** Token buckets that all processes of a state folder share. */
export interface Limiters {
  /**
   * Takes `cost` from a bucket of `capacity` that fills from empty in `perMs`, and gives the milliseconds to wait until it really was
   * there. What is taken ahead is reserved, so that those who wait come in the order they asked.
   */
  take(name: string, cost: number, capacity: number, perMs: number): number;
  /** Forgets buckets that nobody used for a week; those of a day have the day in their name. */
  expire(): void;
}

const weekMs = 7 * 86_400_000;

export function createLimiters(database: DatabaseSync, clock: Clock): Limiters {
  const find = database.prepare('SELECT tokens, at FROM limiters WHERE name = ?');
  const set = database.prepare('INSERT INTO limiters (name, tokens, at) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET tokens = excluded.tokens, at = excluded.at');
  const forget = database.prepare('DELETE FROM limiters WHERE at < ?');
  return {
    take: (name, cost, capacity, perMs) => transaction(database, () => {
      const now = Math.round(clock.now());
      const row = find.get(name);
      const elapsed = row === undefined ? perMs : Math.max(0, now - Number(row.at));
      const before = row === undefined ? capacity : Number(row.tokens);
      const tokens = Math.min(capacity, before + (elapsed * capacity) / perMs) - cost;
      set.run(name, tokens, now);
      return tokens >= 0 ? 0 : Math.ceil((-tokens * perMs) / capacity);
    }),
    expire: () => void forget.run(Math.round(clock.now()) - weekMs),
  };
}
