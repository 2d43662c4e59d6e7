// Rows at work outside: at most `limit` at a time.
//   1. Of rows with a key in common the later one begins when the earlier one has ended. A batch has the keys of all its members.
//   2. What goes on is handed on in the order in which it came, where that matters to what follows: a batch then has the same members in
//      the next run, and with them the same idempotency key.
//   3. At most `capacity` rows, and those of one segment, are taken in before the giver has to wait.
//   4. Of the rows that may begin the earliest does: one that waits for its turn to be handed on holds a place, and what it waits for must
//      not be without one.
//   5. When the run halts, rows that wait are dropped (they are counted as not read), and those at work end.
import type { Halt } from '../halt.ts';
import type { OrderKey, Row } from '../row.ts';
import { createQueue } from './queue.ts';

export interface PoolOptions {
  limit: number;
  capacity: number;
  ordered: boolean;
  halt: Halt;
  /** Works on a row from an operation on; true where the row goes on. `emit` hands on rows instead, in the row's turn. */
  work(row: Row, from: number, emit: (rows: Row[]) => Promise<void>): Promise<boolean>;
  next(rows: Row[]): Promise<void> | undefined;
}

export interface Pool {
  push(rows: readonly Row[], from: number): Promise<void> | undefined;
  /** Resolves when no row is in the pool. */
  idle(): Promise<void>;
}

interface Task {
  number: number;
  row: Row;
  from: number;
  /** Earlier tasks with a key in common. */
  blockers: number;
  followers: Task[] | undefined;
  state: 'open' | 'done' | 'goesOn';
  /** Called when all earlier rows are handed on. */
  turn: (() => void) | undefined;
}

export function createPool({ limit, capacity, ordered, halt, work, next }: PoolOptions): Pool {
  const ready = createQueue<Task>();
  /** Those that had to wait for another, by number: they are earlier than most that are ready. */
  const released: Task[] = [];
  const line = createQueue<Task>();
  const lastOfKey = new Map<OrderKey, Task>();
  let admitted = 0;
  let inside = 0;
  let running = 0;
  let handingOn = false;
  let roomWaiters: (() => void)[] = [];
  let idleWaiters: (() => void)[] = [];

  /** After a halt, which may come out of the middle of any of these, only those at work are inside. */
  const left = (count: number): void => {
    const halted = halt.reason() !== undefined;
    inside = halted ? running : inside - count;
    if (inside <= capacity || halted) roomWaiters = call(roomWaiters);
    if (inside === 0) idleWaiters = call(idleWaiters);
  };
  const admit = (row: Row, from: number): void => {
    const task: Task = { number: admitted++, row, from, blockers: 0, followers: undefined, state: 'open', turn: undefined };
    inside += 1;
    for (const key of keysOf(row)) {
      const earlier = lastOfKey.get(key);
      lastOfKey.set(key, task);
      if (earlier === undefined || earlier === task) continue;
      task.blockers += 1;
      (earlier.followers ??= []).push(task);
    }
    if (ordered) line.push(task);
    if (task.blockers === 0) ready.push(task);
  };
  const release = (task: Task): void => {
    const later = released.findIndex(({ number }) => number > task.number);
    released.splice(later < 0 ? released.length : later, 0, task);
  };
  const earliest = (): Task | undefined => {
    const [first] = released;
    const other = ready.peek();
    return first !== undefined && (other === undefined || first.number < other.number) ? released.shift() : ready.shift();
  };
  const start = (): void => {
    while (running < limit && halt.reason() === undefined) {
      const task = earliest();
      if (task === undefined) return;
      running += 1;
      work(task.row, task.from, (rows) => inTurn(task, rows))
        .catch((error: unknown) => {
          halt.fail(error);
          return false;
        })
        .then((goesOn) => finish(task, goesOn))
        .catch((error: unknown) => halt.fail(error));
    }
  };
  const finish = (task: Task, goesOn: boolean): void => {
    running -= 1;
    task.state = goesOn ? 'goesOn' : 'done';
    for (const key of keysOf(task.row)) if (lastOfKey.get(key) === task) lastOfKey.delete(key);
    for (const follower of task.followers ?? []) if (--follower.blockers === 0) release(follower);
    if (halt.reason() !== undefined) {
      // Nothing that follows will take it in; where it was the last step the row has got through all the same.
      if (!ordered && goesOn) void next([task.row]);
      left(0);
      return;
    }
    if (ordered) handOn();
    else {
      if (goesOn) void next([task.row]);
      left(1);
    }
    start();
  };
  const handOn = (): void => {
    if (handingOn) return;
    for (;;) {
      const rows: Row[] = [];
      let count = 0;
      for (let head = line.peek(); head !== undefined && head.state !== 'open'; head = line.peek()) {
        line.shift();
        count += 1;
        if (head.state === 'goesOn') rows.push(head.row);
      }
      line.peek()?.turn?.();
      if (count === 0) return;
      const wait = rows.length === 0 ? undefined : next(rows);
      if (wait !== undefined) {
        handingOn = true;
        wait.then(() => {
          handingOn = false;
          left(count);
          if (halt.reason() === undefined) handOn();
        }, (error: unknown) => halt.fail(error));
        return;
      }
      left(count);
    }
  };
  const inTurn = async (task: Task, rows: Row[]): Promise<void> => {
    if (halt.reason() === undefined && (line.peek() !== task || handingOn)) {
      await new Promise<void>((resolve) => {
        task.turn = () => {
          if (!handingOn || halt.reason() !== undefined) resolve();
        };
      });
      task.turn = undefined;
    }
    if (halt.reason() === undefined) await next(rows);
  };
  halt.onHalt(() => {
    for (let task = line.shift(); task !== undefined; task = line.shift()) task.turn?.();
    lastOfKey.clear();
    ready.clear();
    released.length = 0;
    left(0);
  });

  return {
    push(rows, from) {
      if (halt.reason() !== undefined) return undefined;
      for (const row of rows) admit(row, from);
      start();
      if (inside <= capacity) return undefined;
      return new Promise((resolve) => roomWaiters.push(resolve));
    },
    idle: () => (inside === 0 ? Promise.resolve() : new Promise((resolve) => idleWaiters.push(resolve))),
  };
}

function keysOf(row: Row): Iterable<OrderKey> {
  if (row.key === undefined) return none;
  return Array.isArray(row.key) ? row.key : [row.key];
}

const none: readonly OrderKey[] = [];

function call(waiters: (() => void)[]): (() => void)[] {
  for (const waiter of waiters) waiter();
  return [];
}
