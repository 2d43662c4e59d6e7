// docs/tutorial.md from beginning to end: the six lessons, as a person runs them from the command line.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFakes } from '../fakes/index.ts';
import { root, startPatchbay } from './process.ts';

interface Lessons { folder: string; home: string; patchbay(...argv: string[]): Promise<{ code: unknown; out: string; err: string }> }

/** A copy of the files, and a home of its own for what runs remember. */
function lessons(): Lessons {
  const base = mkdtempSync(join(tmpdir(), 'patchbay-tutorial-'));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  const [folder, home] = [join(base, 'tutorial'), join(base, 'home')];
  cpSync(join(root, 'samples/tutorial'), folder, { recursive: true });
  return {
    folder, home,
    async patchbay(...argv) {
      const run = startPatchbay(argv, { cwd: folder, env: { PATCHBAY_HOME: home } });
      const code = await run.ended;
      return { code, out: run.out(), err: run.err() };
    },
  };
}

const page = readFileSync(join(root, 'docs/tutorial.md'), 'utf8');

describe('the tutorial', () => {
  it('checks clean, and says what the page says', async () => {
    const { patchbay } = lessons();
    const { code, out, err } = await patchbay('check');
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(page).toContain(`\`${err.trim()}\``);
  });

  it('runs its first three lessons without any system', async () => {
    const { folder, patchbay } = lessons();
    const first = await patchbay('run', 'firstFlow');
    expect(first.code).toBe(0);
    // The page shows this run, but for its time and number.
    const general = (text: string): string => text.replace(/\d+\.\d s \(firstFlow, .*\)/, '… s (firstFlow, …)').trim();
    expect(page.split('```').map(general)).toContain(general(first.out));
    expect((await patchbay('run', 'values')).out).toMatch(/^info {2}Dear Anna \(anna@example\.com\): B-1 over 9\.00 is paid\ninfo {2}Dear customer \(no email\): B-2 over 11\.50 waits for payment\n/);
    const steps = await patchbay('run', 'steps', '--input', 'limit=20');
    expect(steps.code).toBe(3);
    expect(steps.out).toContain('3-steps.flow:');
    expect(steps.out).toContain('rejected: order C-2 has no email');
    expect(steps.out).toContain('warn  C-1 of anna@example.com is large: 20.50');
    expect(steps.out).toContain('partial: 4 read, 1 deduplicated, 2 completed, 1 rejected');
    expect((await patchbay('run', 'steps')).out).toContain('partial: 4 read, 3 deduplicated, 0 completed, 1 rejected');

    const file = join(folder, '1-first-flow.flow');
    writeFileSync(file, readFileSync(file, 'utf8').replace('filter order.total', 'filter order.totl'));
    const wrong = await patchbay('check');
    expect(wrong.code).toBe(1);
    expect(wrong.out).toMatch(/^1-first-flow\.flow:\d+:\d+: error: .*`totl`\. Did you mean `total`\? \[unknown-field\]\n$/);
    expect((await patchbay('run', 'firstFlow')).code).not.toBe(0);
    cpSync(join(root, 'samples/tutorial/1-first-flow.flow'), file);

    const values = join(folder, '2-values.flow');
    writeFileSync(values, readFileSync(values, 'utf8').replace("{order.email ?? 'no email'}", '{order.email}'));
    expect((await patchbay('check')).out).toMatch(/^2-values\.flow:\d+:\d+: error: `order\.email` may be null, .* \[may-be-null\]\n$/);
  });

  it('installs a connector and adds an instance as it says', async () => {
    const { folder, patchbay } = lessons();
    const said = [await patchbay('install', 'netsuite'), await patchbay('instance', 'add', 'corner-shop', 'second', '--setting', 'shop=acme-two')];
    expect(said.map(({ code }) => code)).toEqual([0, 0]);
    expect(readFileSync(join(folder, 'patchbay.json'), 'utf8')).toContain('"second"');
    for (const command of ['patchbay install netsuite', 'patchbay instance add corner-shop second --setting shop=acme-two', 'patchbay run steps --input limit=20']) expect(page).toContain(`\n${command}\n`);
    expect((await patchbay('check')).code).toBe(0);
  });

  it('moves what was sold to the other system, once', async () => {
    await using fakes = await startFakes({ orders: 60 });
    const { folder, home, patchbay } = lessons();
    const { shopify, voyado } = fakes.credentials;
    const file = join(folder, 'patchbay.json');
    const pointed = (text: string, name: string, url: string): string => text.replace(`"${name}": { `, `"${name}": { "baseUrl": ${JSON.stringify(new URL(url).origin)}, `);
    writeFileSync(file, pointed(pointed(readFileSync(file, 'utf8').replace('"shop": "acme"', `"shop": ${JSON.stringify(shopify.shop)}`), 'corner', fakes.shopify.url), 'club', fakes.voyado.url));
    const secrets = join(home, '..', 'secrets.json');
    writeFileSync(secrets, JSON.stringify({ instances: {
      corner: { hosts: [new URL(fakes.shopify.url).host], secrets: { accessToken: shopify.accessToken } },
      club: { hosts: [new URL(fakes.voyado.url).host], secrets: { apiKey: voyado.apiKey } },
    } }), { mode: 0o600 });
    const run = (flow: string, ...rest: string[]): ReturnType<Lessons['patchbay']> => patchbay('run', flow, '--allow-local', '--secrets', secrets, ...rest);

    expect((await run('readOrders')).out).toMatch(/^succeeded: 60 read, /m);
    const dry = await run('receipts', '--dry-run');
    expect(dry.code, dry.err).not.toBe(1);
    expect(fakes.voyado.log.count({ method: 'POST', path: '/api/v3/receipts' })).toBe(0);
    const first = await run('receipts');
    const sent = Number(/(\d+) sent/.exec(first.out)?.[1]);
    expect(sent).toBeGreaterThan(10);
    expect(fakes.voyado.log.count({ method: 'POST', path: '/api/v3/receipts' })).toBe(sent);
    const second = await run('receipts');
    expect(second.out).not.toMatch(/\d+ sent/);
    expect(fakes.voyado.log.count({ method: 'POST', path: '/api/v3/receipts' })).toBe(sent);
  });
});
