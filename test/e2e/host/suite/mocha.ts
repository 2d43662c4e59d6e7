import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HostResults } from '../results.ts';

/** Runs what `define` declares with mocha's bdd names, writes results.json into RESULTS_DIR, rejects if a test failed. */
export async function runSuite(define: () => void): Promise<void> {
  // Mocha is an ES module and stays outside of this bundle.
  const { default: Mocha } = await import('mocha');
  // Base prints nothing: the outcome is read from results.json.
  const mocha = new Mocha({ ui: 'bdd', timeout: 90_000, reporter: Mocha.reporters.Base });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  define();
  const passed: string[] = [];
  const failed: { title: string; message: string }[] = [];
  await new Promise<void>((resolve) => {
    mocha
      .run(() => resolve())
      .on('pass', (test) => passed.push(test.fullTitle()))
      .on('fail', (test, error: Error) => failed.push({ title: test.fullTitle(), message: error.stack ?? error.message }));
  });
  const results: HostResults = { passed, failed };
  const folder = process.env['RESULTS_DIR'];
  if (folder === undefined) throw new Error('RESULTS_DIR is not set');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'results.json'), JSON.stringify(results, undefined, 2));
  if (failed.length > 0) throw new Error(`${failed.length} of ${failed.length + passed.length} tests failed`);
}

