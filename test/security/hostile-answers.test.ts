import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { printable } from '../../cli/terminal.ts';
import { runCommand, type CommandResult } from '../cli/terminal.ts';
import { createWorkspace } from '../cli/workspace.ts';
import { loopback, type Answer } from '../support/loopback.ts';

// SECURITY.md 11: what a server says does not decide how long a run lasts, how much it writes, or what a terminal shows.

async function callOf(answer: () => Answer): Promise<CommandResult & { requests: number }> {
  const server = await loopback(answer);
  const workspace = createWorkspace({
    'patchbay.json': JSON.stringify({ version: 1, instances: { main: { connector: 'shop', baseUrl: server.origin } } }),
    'shop.connector': `connector shop {
  title 'Shop'
  version 1.0.0
  base 'https://shop.example'
  auth key { secret apiToken: string header 'X-Token': apiToken }
  limit remaining header 'X-Left' reset header 'X-Reset'
  entity Item { id: integer @key }
  endpoint get(): Item[] { GET '/items' paginate next body.next records body.items }
}
`,
  });
  const result = await runCommand(['call', 'main.get'], {
    cwd: workspace.folder, env: { ...workspace.env, PATCHBAY_ALLOW_LOCAL: '1', PATCHBAY__MAIN__HOSTS: server.host, PATCHBAY__MAIN__API_TOKEN: randomUUID() },
  });
  return { ...result, requests: server.requests.length };
}

describe('a server cannot hold a run for years', () => {
  it.each([['99999999'], ['Fri, 31 Dec 2500 23:59:59 GMT']])('by Retry-After: %s', async (header) => {
    const { code, err, requests } = await callOf(() => ({ status: 429, headers: { 'retry-after': header } }));
    expect([code, requests]).toEqual([1, 1]);
    expect(err).toMatch(/127\.0\.0\.1:\d+ asks to wait \d+ days .*\[wait-too-long\]/);
    expect(err).toContain('waits ');
  });

  it('by what is left of an allowance', async () => {
    const { code, err, requests } = await callOf(() => ({ headers: { 'x-left': '0', 'x-reset': '99999999' }, body: { items: [{ id: 1 }], next: '/items?page=2' } }));
    expect([code, requests]).toEqual([1, 1]);
    expect(err).toContain('[wait-too-long]');
  });
});

it('a link of five million characters is neither followed nor shown', async () => {
  const { code, err, requests } = await callOf(() => ({ body: { items: [{ id: 1 }], next: `/items/${'a'.repeat(5_000_000)}` } }));
  expect([code, requests]).toEqual([1, 1]);
  expect(err).toContain('[paging-broken]');
  expect(err.length).toBeLessThan(1000);
});

it('what comes from outside neither moves the cursor nor turns the writing round', () => {
  expect(printable('a\u001B[2J\u009B1m\u202Egnp.exe\u2066\u2029')).toBe('a\\u{1b}[2J\\u{9b}1m\\u{202e}gnp.exe\\u{2066}\\u{2029}');
});
