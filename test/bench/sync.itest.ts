import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { mapRecord, sourceRecord } from './sync/catalogue.ts';
import { runSync } from './sync/measure.ts';

it('serves pages and takes batches over HTTP', async () => {
  const api = spawn(process.execPath, [join(import.meta.dirname, 'sync/api.ts'), '300', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void api.kill());
  const { port } = JSON.parse(await new Promise<string>((resolve) => api.stdout.once('data', (chunk: Buffer) => resolve(String(chunk))))) as { port: number };
  const base = `http://127.0.0.1:${port}/v1`;
  const first = await fetch(`${base}/records?per_page=250`);
  expect(first.headers.get('link')).toContain(`<${base}/records?per_page=250&page=2>; rel="next"`);
  const second = await fetch(`${base}/records?per_page=250&page=2`);
  expect(second.headers.get('link')).not.toContain('rel="next"');
  expect([(await first.json() as unknown[]).length, (await second.json() as unknown[]).length]).toEqual([250, 50]);
  const post = (records: unknown[]): Promise<Response> => fetch(`${base}/sink`, { method: 'POST', body: JSON.stringify(records) });
  expect((await post(Array.from({ length: 100 }, (_record, number) => mapRecord(sourceRecord(number))))).status).toBe(200);
  expect((await post(Array.from({ length: 101 }, (_record, number) => mapRecord(sourceRecord(100 + number))))).status).toBe(413);
  expect(await (await fetch(`${base}/stats`)).json()).toMatchObject({ gets: 2, posts: 2, records: 100, missing: 200, duplicates: 0, bad: 0, largestBatch: 101 });
});

it.each(['ours', 'peer'] as const)('moves every record and says what that took: %s', async (mover) => {
  const run = await runSync({ mover, records: 620, latencyMs: 5, root: join(import.meta.dirname, '../..') });
  expect(run).toMatchObject({ mover, records: 620, posts: 7 });
  for (const figure of [run.recordsPerS, run.movingS, run.cpuS, run.cpuPerRecordUs, run.peakMB]) expect(figure).toBeGreaterThan(0);
  expect(run.wholeS).toBeGreaterThan(run.movingS);
});
