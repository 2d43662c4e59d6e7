import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { ClaimAnswer } from '../../ports.ts';

/** The claims of dedupe pools. None of these opens a transaction: the caller does. */
export interface Claims {
  /** `nowMs` decides which kept claims have run out. */
  claim(pool: string, ids: readonly string[], owner: string, keepMs: number | undefined, nowMs: number): ClaimAnswer[];
  /** What `claim` would answer, without holding anything. */
  look(pool: string, ids: readonly string[], owner: string, nowMs: number): ClaimAnswer[];
  settle(pool: string, ids: readonly string[], owner: string, outcome: 'done' | 'released' | 'doubtful', nowMs: number): void;
  releaseAll(owner: string): void;
  /** The runs, other than `owner`, that hold one of these ids. */
  holders(pool: string, ids: readonly string[], owner: string): string[];
  expire(nowMs: number): void;
}

/** A held claim of a run that is not running any more may be taken, and so may a done one whose time is over. */
const mayTake = `
  (claims.state = 0 AND (claims.owner = $owner
    OR NOT EXISTS (SELECT 1 FROM runs WHERE runs.id = claims.owner AND runs.status = 'running')))
  OR (claims.state = 1 AND claims.until IS NOT NULL AND claims.until <= $now)`;

export function createClaims(database: DatabaseSync): Claims {
  const pools = new Map<string, number>();
  const addPool = database.prepare('INSERT INTO pools (name) VALUES (?) ON CONFLICT DO NOTHING');
  const findPool = database.prepare('SELECT id FROM pools WHERE name = ?');
  const take = database.prepare(`
    INSERT INTO claims (pool, id, owner, state, keep) VALUES ($pool, $id, $owner, 0, $keep)
    ON CONFLICT (pool, id) DO UPDATE SET owner = excluded.owner, state = 0, keep = excluded.keep, until = NULL WHERE ${mayTake}`);
  const find = database.prepare(`SELECT state, owner, (${mayTake}) AS free FROM claims WHERE pool = $pool AND id = $id`);
  const done = database.prepare('UPDATE claims SET state = 1, until = $now + keep WHERE pool = $pool AND id = $id AND owner = $owner');
  const release = database.prepare('DELETE FROM claims WHERE pool = $pool AND id = $id AND owner = $owner AND state = 0');
  const doubt = database.prepare('UPDATE claims SET state = 2 WHERE pool = $pool AND id = $id AND owner = $owner');
  const releaseHeld = database.prepare('DELETE FROM claims WHERE owner = ? AND state = 0');
  const expireOld = database.prepare('DELETE FROM claims WHERE until IS NOT NULL AND until <= ? AND state = 1');

  // Looked up again where a pool is missing: a transaction that was rolled back took the new pool's row with it.
  const poolId = (name: string, make: boolean): number => {
    const known = pools.get(name);
    if (known !== undefined) return known;
    const found = findPool.get(name)?.id;
    if (found === undefined && !make) return -1;
    if (found === undefined) return Number(addPool.run(name).lastInsertRowid);
    pools.set(name, Number(found));
    return Number(found);
  };
  const answer = (pool: number, id: Buffer, owner: string, now: number): ClaimAnswer => {
    const row = find.get({ $pool: pool, $id: id, $owner: owner, $now: now });
    if (row === undefined || row.free === 1) return 'held';
    return row.state === 0 ? 'busy' : 'done';
  };

  return {
    claim(pool, ids, owner, keepMs, now) {
      const number = poolId(pool, true);
      return ids.map((text) => {
        const id = digest(text);
        const { changes } = take.run({ $pool: number, $id: id, $owner: owner, $keep: keepMs ?? null, $now: now });
        return Number(changes) === 1 ? 'held' : answer(number, id, owner, now);
      });
    },
    look(pool, ids, owner, now) {
      const number = poolId(pool, false);
      return ids.map((id) => answer(number, digest(id), owner, now));
    },
    settle(pool, ids, owner, outcome, now) {
      const number = poolId(pool, false);
      for (const text of ids) {
        const key = { $pool: number, $id: digest(text), $owner: owner };
        if (outcome === 'done') done.run({ ...key, $now: now });
        else (outcome === 'released' ? release : doubt).run(key);
      }
    },
    releaseAll(owner) {
      releaseHeld.run(owner);
    },
    holders(pool, ids, owner) {
      const number = poolId(pool, false);
      const owners = ids.map((id) => find.get({ $pool: number, $id: digest(id), $owner: owner, $now: 0 })?.owner);
      return [...new Set(owners)].filter((other) => typeof other === 'string' && other !== owner) as string[];
    },
    expire(now) {
      expireOld.run(now);
    },
  };
}

function digest(id: string): Buffer {
  return hash('sha256', id, 'buffer');
}
