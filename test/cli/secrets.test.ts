import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connector, Expr } from '#plan';
import { ownHosts } from '../../cli/secrets/own-hosts.ts';
import { readSecretsFile } from '../../cli/secrets/secrets-file.ts';
import { commandLineSecrets, type CommandLineSecrets } from '../../cli/secrets/source.ts';

const at: Expr['at'] = [0, 1, 1, 1, 1];
const text = (value: string): Expr => ({ op: 'literal', type: 'string', text: value, at });
const setting = (name: string): Expr => ({ op: 'name', scope: 'setting', name, at });
const url = (...parts: (string | Expr)[]): Expr => ({ op: 'template', use: 'url', parts, at });
const connector = (hosts: Expr[], base: Expr): Connector => ({ name: 'shop', version: '1.0.0', settings: [], hosts, base, auths: {}, endpoints: {}, functions: {}, at });

const vendor = connector([text('*.shop.example')], url('https://', setting('store'), '.shop.example/v1'));
const origins = ['https://*.shop.example', 'https://acme.shop.example'];

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'patchbay-secrets-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

function secretsFile(content: unknown, mode = 0o600): string {
  const path = join(folder, 'secrets.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  chmodSync(path, mode);
  return path;
}

function ask(options: Partial<CommandLineSecrets>, request: { bundled?: boolean; origins?: string[]; optional?: boolean } = {}): Promise<string | undefined> {
  return commandLineSecrets({ env: {}, connectorOf: () => vendor, ...options }).secret({
    instance: 'acme', name: 'apiToken', optional: request.optional ?? false, bundled: request.bundled ?? false,
    destination: { origins: request.origins ?? origins, hash: '' },
  });
}

describe('secrets of the command line', () => {
  it('come from the environment, to the hosts that it names', async () => {
    const env = { PATCHBAY__ACME__API_TOKEN: 'from-env', PATCHBAY__ACME__HOSTS: '*.shop.example' };
    expect(await ask({ env })).toBe('from-env');
  });

  it('come from the file before the environment, with the hosts of the file alone', async () => {
    const env = { PATCHBAY__ACME__API_TOKEN: 'from-env', PATCHBAY__ACME__HOSTS: '*.shop.example' };
    const file = readSecretsFile(secretsFile({ instances: { acme: { hosts: ['other.example'], secrets: { apiToken: 'from-file' } } } }));
    await expect(ask({ env, file })).rejects.toMatchObject({ code: 'destination-changed' });
    const right = readSecretsFile(secretsFile({ instances: { acme: { hosts: ['*.shop.example'], secrets: { apiToken: 'from-file' } } } }));
    expect(await ask({ env, file: right })).toBe('from-file');
  });

  it('of a chosen environment come first', async () => {
    const file = readSecretsFile(secretsFile({
      instances: { acme: { hosts: ['*.shop.example'], secrets: { apiToken: 'everywhere' } } },
      environments: { staging: { instances: { acme: { secrets: { apiToken: 'staging-only' } } } } },
    }));
    expect(await ask({ file, environment: 'staging' })).toBe('staging-only');
    expect(await ask({ file, environment: 'live' })).toBe('everywhere');
  });

  it('say which variable to set where one is missing, and nothing where it is optional', async () => {
    await expect(ask({ environment: 'staging' })).rejects.toMatchObject({ code: 'missing-secret', remedy: expect.stringContaining('PATCHBAY__STAGING__ACME__API_TOKEN') });
    expect(await ask({}, { optional: true })).toBeUndefined();
  });
});

describe('where a secret may go', () => {
  const env = { PATCHBAY__ACME__API_TOKEN: 'canary-secret-value' };

  it('is nowhere, as long as nobody says it', async () => {
    await expect(ask({ env })).rejects.toMatchObject({ code: 'destination-changed' });
  });

  it('is the own hosts of an unmodified bundled connector, where the connector is named beside the secret', async () => {
    expect(await ask({ env: { ...env, PATCHBAY__ACME__CONNECTOR: 'shop' } }, { bundled: true })).toBe('canary-secret-value');
    const file = readSecretsFile(secretsFile({ instances: { acme: { connector: 'shop', secrets: { apiToken: 'from-file' } } } }));
    expect(await ask({ file }, { bundled: true })).toBe('from-file');
  });

  it('is nowhere, for a bundled connector that only patchbay.json names', async () => {
    await expect(ask({ env }, { bundled: true })).rejects.toMatchObject({ code: 'destination-changed', remedy: expect.stringContaining('set PATCHBAY__ACME__CONNECTOR=shop.') });
  });

  it('is nowhere, for another connector than the secret is for, whatever hosts are allowed', async () => {
    const other = { ...env, PATCHBAY__ACME__CONNECTOR: 'ledger', PATCHBAY__ACME__HOSTS: '*.shop.example' };
    await expect(ask({ env: other }, { bundled: true })).rejects.toMatchObject({
      code: 'destination-changed', message: "The secret 'apiToken' of 'acme' is for the connector ledger, but 'acme' is an instance of shop (PATCHBAY__ACME__API_TOKEN). Nothing was sent.",
    });
    const file = readSecretsFile(secretsFile({ instances: { acme: { connector: 'ledger', hosts: ['*.shop.example'], secrets: { apiToken: 'from-file' } } } }));
    await expect(ask({ file }, { bundled: true })).rejects.toMatchObject({ code: 'destination-changed', remedy: expect.stringContaining('"connector": "shop"') });
  });

  it('is not widened by the name of the connector, where that is not bundled', async () => {
    await expect(ask({ env: { ...env, PATCHBAY__ACME__CONNECTOR: 'shop' } })).rejects.toMatchObject({ code: 'destination-changed', remedy: expect.stringContaining('HOSTS') });
  });

  it('is not another host, for a bundled connector whose instance got a baseUrl', async () => {
    const attempt = ask({ env }, { bundled: true, origins: ['https://evil.example'] });
    await expect(attempt).rejects.toMatchObject({ code: 'destination-changed', message: expect.stringMatching(/https:\/\/evil\.example.*\*\.shop\.example/u) });
  });

  it('is not a host that a setting names, bundled or not', async () => {
    const own = connector([setting('url')], setting('url'));
    await expect(ask({ env, connectorOf: () => own }, { bundled: true, origins: ['https://evil.example'] })).rejects.toMatchObject({ code: 'destination-changed' });
  });

  it('shows old and new host, what to set, and never the secret', async () => {
    const attempt = ask({ env: { ...env, PATCHBAY__ACME__HOSTS: 'old.example' } }, { origins: ['https://new.example'] });
    const error: Error & { remedy: string } = await attempt.then(() => { throw new Error('released'); }, (reason: unknown) => reason as Error & { remedy: string });
    expect(error.message).toContain('https://new.example');
    expect(error.message).toContain('old.example');
    expect(error.remedy).toContain('PATCHBAY__ACME__HOSTS=new.example');
    expect(`${error.message}${error.remedy}${error.stack}`).not.toContain('canary-secret-value');
  });

  it('is every origin of the destination, or none', async () => {
    const hosts = { ...env, PATCHBAY__ACME__HOSTS: 'acme.shop.example' };
    await expect(ask({ env: hosts })).rejects.toMatchObject({ code: 'destination-changed' });
  });
});

describe('the hosts that a connector names itself', () => {
  it('are its literal patterns', () => {
    expect(ownHosts(vendor)).toEqual(['*.shop.example']);
    expect(ownHosts(connector([text('api.shop.example'), setting('url')], setting('url')))).toEqual(['api.shop.example']);
  });

  it('are the host of its base, where it lists none', () => {
    expect(ownHosts(connector([], url('https://api.shop.example/v1/', setting('store'))))).toEqual(['api.shop.example']);
    expect(ownHosts(connector([], text('https://api.shop.example')))).toEqual(['api.shop.example']);
  });

  it('are none where a setting has a say in the host', () => {
    expect(ownHosts(connector([], url('https://', setting('store'), '.shop.example/v1')))).toEqual([]);
    expect(ownHosts(connector([], url('https://api.shop.example', setting('rest'))))).toEqual([]);
    expect(ownHosts(connector([], url('https://me@', setting('store'), '/')))).toEqual([]);
  });
});

describe('a secrets file', () => {
  it.each([0o644, 0o640, 0o604, 0o660])('is refused with mode %o', (mode) => {
    const path = secretsFile({ instances: {} }, mode);
    expect(() => readSecretsFile(path)).toThrowError(expect.objectContaining({ code: 'secrets-file', remedy: expect.stringContaining(`chmod 600 ${path}`) }));
  });

  it('that is broken is refused without a word of what stands in it', () => {
    const path = secretsFile('{ "instances": { "acme": { "secrets": { "apiToken": canary-secret-value } } } }');
    let message = '';
    try { readSecretsFile(path); } catch (error) { message = `${(error as Error).message} ${(error as Error).stack ?? ''}`; }
    expect(message).toContain('is not JSON');
    expect(message).not.toContain('canary');
  });

  it.each([
    ['a member that is not known', { instances: { acme: { secret: {} } } }, "'secret'"],
    ['a secret that is no text', { instances: { acme: { secrets: { apiToken: 7 } } } }, 'not a text'],
    ['a connector that is no text', { instances: { acme: { connector: ['shop'], secrets: {} } } }, 'not a text'],
    ['a host that is none', { instances: { acme: { hosts: ['https://a.example/b'], secrets: {} } } }, 'is not a host'],
    ['a newer version', { version: 2, instances: {} }, 'version'],
    ['a list', [], 'not an object'],
  ])('with %s is refused', (_, content, why) => {
    expect(() => readSecretsFile(secretsFile(content))).toThrowError(expect.objectContaining({ code: 'secrets-file', message: expect.stringContaining(why) }));
  });

  it('that is not there is refused', () => {
    expect(() => readSecretsFile(join(folder, 'none.json'))).toThrowError(expect.objectContaining({ message: expect.stringContaining('is not there') }));
  });
});
