// What an editor can do with a diagnostic beside showing its sentence.
import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { codes } from '#language';
import { diagnosticsPageLink } from '../../server/diagnostics-page.ts';
import { type LanguageClient, startLanguageClient } from '../support/language-client.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { files, flowWith } from './workspace.ts';

let client: LanguageClient | undefined;
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

async function told(steps: string, codeDescriptionSupport: boolean) {
  const path = '/work/main.flow';
  const text = flowWith(steps);
  client = await startLanguageClient({
    folders: ['/work'], files: new MemoryFiles(Object.fromEntries(Object.entries({ ...files, '/main.flow': text }).map(([at, content]) => [`/work${at}`, content]))),
    initialize: { capabilities: { textDocument: { publishDiagnostics: { codeDescriptionSupport, relatedInformation: true, tagSupport: { valueSet: [1, 2] } } } } },
  });
  client.open(path, text);
  await client.settled();
  return client.diagnostics(path);
}

it('every code has its section, at the line that the link says', () => {
  const lines = readFileSync(new URL('../../docs/diagnostics.md', import.meta.url), 'utf8').split('\n');
  for (const code of Object.keys(codes)) {
    const [, file, line] = /^file:\/\/(.*\/docs\/diagnostics\.md)#L(\d+)$/.exec(diagnosticsPageLink(code) ?? '') ?? [];
    expect([file !== undefined, lines[Number(line) - 1]], code).toEqual([true, `### ${code}`]);
  }
  expect(diagnosticsPageLink('constructor')).toBeUndefined();
});

it('a code leads to its section, in an editor that shows links', async () => {
  const problem = (await told('  filter order.totl > minimum', true)).find(({ code }) => code === 'unknown-field');
  expect(problem).toMatchObject({ code: 'unknown-field', codeDescription: { href: diagnosticsPageLink('unknown-field') } });
});

it('and is sent without one to an editor that does not', async () => {
  const problem = (await told('  filter order.totl > minimum', false)).find(({ code }) => code === 'unknown-field');
  expect(problem).toMatchObject({ code: 'unknown-field' });
  expect(problem!.codeDescription).toBeUndefined();
});

it('what is declared elsewhere is named with its place, and what nothing uses is shown as such', async () => {
  const problems = await told("  filter order.total > minimum\n  let unused = 1\n  call erp.findAccount(email: 5) as account\n  log account == null", true);
  const wrong = problems.find(({ code }) => code === 'wrong-type')!;
  expect(wrong.relatedInformation).toEqual([{ message: expect.any(String) as string, location: { uri: 'file:///work/connectors/ledger-one.connector', range: expect.any(Object) as unknown } }]);
  expect(problems.find(({ code }) => code === 'unused-binding')!.tags).toEqual([1]);
});
