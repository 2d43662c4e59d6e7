import type { FakeRequest } from './message.ts';
import { matches, type Match } from './request-log.ts';
import type { Json } from './json.ts';

/** What a fault asks of a pager: the one place where a list's end is decided. */
export interface Twist {
  /** At the end of a list go on: with the link that led here, or each time with a new one. */
  endless?: 'same' | 'new';
  /** After the last record say once more that there is a next page, which is then empty. */
  emptyLastPage?: boolean;
}

/** The ways in which a request can go wrong. `applied` says whether the system did what was asked before the answer went wrong. */
export type FaultKind =
  /** The system's own 429; `retryAfter` overrides (or, for a system that sends none, adds) the header. */
  | { kind: 'too-many'; retryAfter?: string }
  /** The system's own 500, or the given status and body. */
  | { kind: 'error'; status?: number; body?: Json; headers?: Record<string, string>; applied?: boolean }
  /** The connection is reset before a byte of the answer. */
  | { kind: 'reset'; applied?: boolean }
  /** Status, headers and the first `bytes` (0) of the body arrive, then the connection is cut. */
  | { kind: 'cut'; bytes?: number }
  /** The body arrives in pieces of `bytes` (64), one each `everyMs` (20) of real time. */
  | { kind: 'slow'; bytes?: number; everyMs?: number }
  /** A complete answer whose text stops at this part (0.5) of the body: JSON that does not parse. */
  | { kind: 'truncated'; at?: number }
  /** A page of HTML where JSON was promised; status 200 unless given. */
  | { kind: 'html'; status?: number }
  /** The first record of the answer gets a field `note` of this many bytes (10 MB). */
  | { kind: 'huge-record'; bytes?: number }
  | { kind: 'endless-next'; link?: 'same' | 'new' }
  | { kind: 'empty-last-page' }
  /** Links in the answer name this origin (`http://127.0.0.1:9`) instead of the server's own. */
  | { kind: 'next-origin'; origin: string }
  /** Answered with this status (302) and `Location`. */
  | { kind: 'redirect'; to: string; status?: number }
  /** Not answered before the promise settles; the request takes its place in a concurrency gate meanwhile. */
  | { kind: 'hold'; until: Promise<unknown> }
  /** Runs before the request is handled: a record that changes during paging, a token that is revoked. */
  | { kind: 'meanwhile'; run: () => void };

/** A fault, the requests it is meant for, and how often: after `skip` (0) of them, `times` (1; Infinity for always). */
export type Fault = FaultKind & { on?: Match; skip?: number; times?: number };

export interface FaultPlan {
  add(faults: Fault | readonly Fault[]): void;
  clear(): void;
  /** How many of the planned hits have not happened; a test that expects all asserts 0. */
  pending(): number;
  /** The faults that hit this request: any number of `meanwhile`, `hold` and twists, and at most one that breaks the answer. */
  take(request: FakeRequest): FaultKind[];
}

const combinable = new Set<FaultKind['kind']>(['meanwhile', 'hold', 'endless-next', 'empty-last-page', 'next-origin']);

export const faultPlan = (): FaultPlan => {
  let planned: { fault: Fault; skip: number; left: number }[] = [];
  return {
    add: (faults) => {
      const list: readonly Fault[] = Array.isArray(faults) ? faults : [faults as Fault];
      planned.push(...list.map((fault) => ({ fault, skip: fault.skip ?? 0, left: fault.times ?? 1 })));
    },
    clear: () => {
      planned = [];
    },
    pending: () => planned.reduce((sum, each) => sum + (Number.isFinite(each.left) ? each.left : 0), 0),
    take: (request) => {
      const hits: FaultKind[] = [];
      let broken = false;
      for (const each of planned) {
        if (each.left === 0 || !matches(each.fault.on, request)) continue;
        if (each.skip > 0) {
          each.skip -= 1;
          continue;
        }
        if (!combinable.has(each.fault.kind)) {
          if (broken) continue;
          broken = true;
        }
        each.left -= 1;
        hits.push(each.fault);
      }
      planned = planned.filter((each) => each.left > 0);
      return hits;
    },
  };
};
