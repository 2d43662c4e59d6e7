import { expect, it } from 'vitest';
import { openAt } from '../support/editor.ts';

it('completion at the end of a name of a million letters is there at once', async () => {
  const before = `flow f {\n  log ${'a'.repeat(1_000_000)}`;
  const editor = await openAt(new Map([['/a.flow', `${before}\n}\n`]]), '/a.flow', before.length);
  const start = process.threadCpuUsage();
  expect(editor.labels()).toEqual([]);
  expect(process.threadCpuUsage(start).user / 1000).toBeLessThan(2_000);
}, 60_000);

it('completion in a text of thousands of interpolations is there at once, also where no text may stand', async () => {
  const before = `flow f {\n  map x: a.B = {\n    memo: 1,\n    "${'{a} '.repeat(600_000)}`;
  const editor = await openAt(new Map([['/a.flow', `${before}{a}"\n  }\n}\n`]]), '/a.flow', before.length);
  const start = process.threadCpuUsage();
  editor.labels();
  expect(process.threadCpuUsage(start).user / 1000).toBeLessThan(2_000);
}, 60_000);
