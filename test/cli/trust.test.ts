import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { networkPolicy, trustedHosts } from '../../cli/trust.ts';
import { runCommand } from './terminal.ts';

let home: string;
beforeEach(() => { home = mkdtempSync(join(tmpdir(), 'patchbay-home-')); });
afterEach(() => { rmSync(home, { recursive: true, force: true }); });

const trust = (...argv: string[]): ReturnType<typeof runCommand> => runCommand(['trust', ...argv], { env: { PATCHBAY_HOME: home } });

describe('patchbay trust', () => {
  it('adds hosts, lists and removes them', async () => {
    expect((await trust('add', 'Intranet.acme.com')).code).toBe(0);
    expect((await trust('add', '10.0.0.7:8080')).code).toBe(0);
    expect((await trust('list')).out).toBe('10.0.0.7:8080\nintranet.acme.com\n');
    expect((await trust('list', '--format', 'json')).out).toBe('{"host":"10.0.0.7:8080"}\n{"host":"intranet.acme.com"}\n');
    expect((await trust('remove', 'intranet.acme.com')).code).toBe(0);
    expect(networkPolicy({ PATCHBAY_HOME: home }, false)).toEqual({ allowLocal: false, trustedHosts: ['10.0.0.7:8080'] });
  });

  it('keeps the list where only its owner reads it', async () => {
    await trust('add', 'intranet.acme.com');
    expect(statSync(join(home, 'trust.json')).mode & 0o777).toBe(0o600);
  });

  it('says in words why the list cannot be read or written', async () => {
    mkdirSync(join(home, 'trust.json'));
    const { code, err } = await trust('list');
    expect([code, err]).toEqual([1, expect.stringContaining('trust.json cannot be read: illegal operation on a directory. [trust-broken]')]);
    writeFileSync(join(home, 'file'), '');
    const { err: written } = await runCommand(['trust', 'add', 'intranet.acme.com'], { env: { PATCHBAY_HOME: join(home, 'file/below') } });
    expect(written).toMatch(/cannot be (?:read|written): not a directory\. /u);
    expect(err + written).not.toMatch(/E[A-Z]{4,}:/u);
  });

  it.each([
    [['add', 'http://intranet.acme.com/'], 'is not a host'],
    [['add'], 'wants a host'],
    [['ad', 'a.example'], "Did you mean 'add'?"],
    [['remove', 'nobody.example'], 'is not trusted'],
    [[], 'Something is missing'],
  ])('refuses %j', async (argv, message) => {
    const { code, err } = await trust(...argv);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('says what to do where the list is damaged, and trusts nobody', async () => {
    writeFileSync(join(home, 'trust.json'), '{"hosts": "everything"}');
    const { code, err } = await trust('list');
    expect(code).toBe(1);
    expect(err).toContain('Delete it and add the hosts again');
    expect(() => trustedHosts({ PATCHBAY_HOME: home })).toThrowError();
  });
});

describe('the consent to loopback', () => {
  it('is given by the option or the variable, for one run', () => {
    const env = { PATCHBAY_HOME: home };
    expect(networkPolicy(env, undefined).allowLocal).toBe(false);
    expect(networkPolicy(env, true).allowLocal).toBe(true);
    expect(networkPolicy({ ...env, PATCHBAY_ALLOW_LOCAL: '1' }, undefined).allowLocal).toBe(true);
    expect(networkPolicy({ ...env, PATCHBAY_ALLOW_LOCAL: 'no' }, undefined).allowLocal).toBe(false);
  });
});
