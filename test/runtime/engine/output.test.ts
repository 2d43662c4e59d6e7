import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../runtime/ports.ts';
import { at, path, template, text } from './support/expressions.ts';
import { fakeNetwork } from './support/fake-network.ts';
import { fromEndpoint, listEndpoint, planOf, sendEndpoint, type Draft } from './support/plans.ts';
import { run } from './support/run.ts';

const log: Draft = { kind: 'log', level: 'info', value: template('message', 'order ', path('order.id')) };
const send: Draft = { kind: 'send', call: { use: 'shop', endpoint: 'save', args: { data: path('order') }, at } };

/** A reader of events that has enough after each `most` until it is let go on; `told` is what it has. */
function slowReader(most: number): { take(event: RunEvent): void | Promise<void>; told: string[]; letGoOn(): void } {
  const told: string[] = [];
  let left = most;
  let full: PromiseWithResolvers<void> | undefined;
  return {
    told,
    take(event) {
      if (event.type !== 'log') return undefined;
      told.push(event.text);
      left -= 1;
      return left > 0 ? undefined : (full ??= Promise.withResolvers<void>()).promise;
    },
    letGoOn() {
      left = most;
      full?.resolve();
      full = undefined;
    },
  };
}

/** Turns the event loop until the run does nothing any more, whatever it could have done. */
async function settled(look: () => number): Promise<void> {
  for (let before = -1, quiet = 0; quiet < 50; quiet = look() === before ? quiet + 1 : 0) {
    before = look();
    await nextTurn();
  }
}

describe.each<[string, Draft[], number]>([
  ['before a send', [log, send], 250],
  ['after a send', [send, log], 250],
  ['of the elements of a list in each record', [{ kind: 'each', source: { kind: 'value', value: path('order.lines') }, as: 'line' }, log], 250],
])('a log that is told faster than it is read: %s', (_name, steps, most) => {
  const pages = Array.from({ length: 30 }, (_page, page) => Array.from({ length: 100 }, (_record, index) => ({ id: page * 100 + index, lines: Array.from({ length: 8 }, (_line, line) => line) })));
  const total = steps.some(({ kind }) => kind === 'each') ? 24_000 : 3000;

  function start(reader: { take(event: RunEvent): void | Promise<void> }, signal = new AbortController().signal) {
    let asked = 0;
    const network = fakeNetwork({
      pages: { async* orders() {
        for (const page of pages) {
          asked += 1;
          yield page;
        }
      } },
      calls: { save: () => ({}) },
    });
    const plan = planOf([listEndpoint('orders'), sendEndpoint('save')], { source: fromEndpoint('orders', 'order'), steps });
    return { done: run(plan, network, { emit: reader.take, signal }), asked: () => asked };
  }

  test('the run waits, reads no further, and tells all in the end', async () => {
    const reader = slowReader(most);
    const { done, asked } = start(reader);
    const ended: string[] = [];
    void done.then(({ status }) => ended.push(status));
    let read = 0;
    for (let before = 0; ended.length === 0; before = reader.told.length) {
      await settled(() => reader.told.length);
      // One segment more than it was ready for, and what was at work outside; the page at hand, and the one that is read ahead.
      expect(reader.told.length - before).toBeLessThanOrEqual(2 * most + 8);
      expect(asked() - read).toBeLessThanOrEqual(10);
      read = asked();
      reader.letGoOn();
    }
    expect(await done).toMatchObject({ status: 'succeeded', counts: { read: 3000, completed: total } });
    expect(reader.told).toHaveLength(total);
    expect(asked()).toBe(30);
  });

  test('a run that is stopped ends, although nobody reads', async () => {
    const stop = new AbortController();
    const reader = slowReader(most);
    const { done } = start(reader, stop.signal);
    await settled(() => reader.told.length);
    stop.abort();
    expect((await done).status).toBe('stopped');
    expect(reader.told.length).toBeLessThan(total);
  });
});

test('a reader that fails holds nothing up', async () => {
  const plan = planOf([listEndpoint('orders')], { source: fromEndpoint('orders', 'order'), steps: [{ kind: 'log', level: 'info', value: text('x') }] });
  const ran = await run(plan, fakeNetwork({ pages: { orders: () => [[{ id: 1 }], [{ id: 2 }]] } }), { emit: () => Promise.reject(new Error('gone')) });
  expect(ran.status).toBe('succeeded');
});
