import { existsSync, readFileSync } from 'node:fs';

/** What a suite inside the extension host leaves behind in results.json. */
export interface HostResults {
  readonly passed: readonly string[];
  readonly failed: readonly { readonly title: string; readonly message: string }[];
}

/** Reads results.json; no file means that the suite did not get to its end, which is a failure of its own. */
export function readResults(file: string, window: string): HostResults {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as HostResults;
  return { passed: [], failed: [{ title: `${window}: the suite ends`, message: 'It left no results: see the log above.' }] };
}

/** Prints every test's outcome and the failures' messages. */
export function printResults(window: string, { passed, failed }: HostResults): void {
  for (const title of passed) console.log(`  ✓ ${window}: ${title}`);
  for (const { title, message } of failed) console.log(`  ✗ ${window}: ${title}\n${message.replace(/^/gm, '      ')}`);
}
