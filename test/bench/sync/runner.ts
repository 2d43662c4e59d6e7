/** The peak memory of a run as VS Code carries it out, in the bundled runner process: `node test/bench/sync/runner.ts [records]`. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRunner } from '../../../client/runner/process.ts';
import { treeOf, usageOf } from '../process-tree.ts';
import { writeSyncWorkspace } from './workspace.ts';

const records = process.argv[2] ?? '100000';
const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'patchbay-runner-bench-'));
const api = spawn(process.execPath, [join(import.meta.dirname, 'api.ts'), records, '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
try {
  const { port } = JSON.parse(await new Promise<string>((resolve) => api.stdout.once('data', (chunk: Buffer) => resolve(String(chunk))))) as { port: number };
  writeSyncWorkspace(folder, `http://127.0.0.1:${port}`);
  const runner = startRunner({
    module: join(root, 'dist/runner.cjs'), mode: 'run', onEvent: () => {}, onOutput: (text) => console.error(text),
    onSecret: async () => ({ value: null }),
  });
  const [pid] = treeOf(process.pid).filter((candidate) => candidate !== process.pid && candidate !== api.pid);
  const started = performance.now();
  const outcome = await runner.request('run', { workspace: folder, allowLocal: true, trustedHosts: [], flow: 'sync', file: 'sync.flow', inputs: {}, dryRun: false });
  const seconds = (performance.now() - started) / 1000;
  if (!('status' in outcome) || outcome.status !== 'succeeded') throw new Error(JSON.stringify(outcome));
  // The process waits until it is let go of, so that its high-water mark can still be read.
  const peak = usageOf(pid ?? 0)?.peakRssBytes ?? 0;
  console.log(JSON.stringify({ records: outcome.counts.read, seconds: Number(seconds.toFixed(1)), peakMB: Math.round(peak / 2 ** 20) }));
  runner.dispose();
} finally {
  api.kill();
  rmSync(folder, { recursive: true, force: true });
}
