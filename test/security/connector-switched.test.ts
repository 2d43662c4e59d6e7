import { randomUUID } from 'node:crypto';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCommand } from '../cli/terminal.ts';
import { createWorkspace, type TestWorkspace } from '../cli/workspace.ts';

// SECURITY.md 1: a branch makes the instance one of another connector, as unmodified and bundled as the one before, which declares a secret of
// the same name. Both may send to their own hosts, so that the hosts alone would not keep shopify's client id from the other vendor.

// No host is found, and each that is looked for is seen.
const lookup = vi.fn((host: string, _options: unknown, done: (error: Error) => void) => done(Object.assign(new Error(`no ${host} here`), { code: 'ENOTFOUND' })));
beforeEach(() => {
  vi.spyOn(dns, 'lookup').mockImplementation(lookup as unknown as typeof dns.lookup);
  syncBuiltinESMExports();
});
afterEach(() => {
  vi.restoreAllMocks();
  lookup.mockClear();
  syncBuiltinESMExports();
});

const shopify = { connector: 'shopify', auth: 'app', settings: { shop: 'acme' } };
const netsuite = { connector: 'netsuite', auth: 'machine', settings: { account: '1234567' } };

async function workspaceWith(instance: object, rest: object = {}): Promise<TestWorkspace> {
  const workspace = createWorkspace();
  expect(await runCommand(['install', 'shopify', 'netsuite'], { cwd: workspace.folder })).toMatchObject({ code: 0 });
  workspace.write({ 'patchbay.json': JSON.stringify({ version: 1, connectors: { shopify: '1.0.0', netsuite: '1.0.0' }, instances: { acme: instance }, ...rest }) });
  return workspace;
}

const canary = `canary-${randomUUID()}`;
const names = ['CLIENT_ID', 'CLIENT_SECRET', 'CERTIFICATE_ID', 'PRIVATE_KEY'];
const variables = (prefix: string): Record<string, string> => Object.fromEntries(names.map((name) => [`${prefix}${name}`, canary]));
const secrets = { clientId: canary, clientSecret: canary, certificateId: canary, privateKey: canary };

const given: Record<string, (workspace: TestWorkspace) => { env: Record<string, string>; args: string[] }> = {
  'variables alone': () => ({ env: variables('PATCHBAY__ACME__'), args: [] }),
  'variables for shopify': () => ({ env: { ...variables('PATCHBAY__ACME__'), PATCHBAY__ACME__CONNECTOR: 'shopify' }, args: [] }),
  'variables for shopify and hosts that are wider': () => ({ env: { ...variables('PATCHBAY__ACME__'), PATCHBAY__ACME__CONNECTOR: 'shopify', PATCHBAY__ACME__HOSTS: '*.com' }, args: [] }),
  'variables for shopify\'s hosts': () => ({ env: { ...variables('PATCHBAY__ACME__'), PATCHBAY__ACME__HOSTS: '*.myshopify.com' }, args: [] }),
  'a file alone': (workspace) => ({ env: {}, args: ['--secrets', workspace.secrets({ instances: { acme: { secrets } } })] }),
  'a file for shopify': (workspace) => ({ env: {}, args: ['--secrets', workspace.secrets({ instances: { acme: { connector: 'shopify', secrets } } })] }),
};

it.each(Object.keys(given))('a secret does not follow its instance to another vendor: %s', async (how) => {
  const workspace = await workspaceWith(netsuite);
  const { env, args } = given[how]!(workspace);
  const { code, out, err } = await runCommand(['call', 'acme.countCustomers', ...args], { cwd: workspace.folder, env: { ...workspace.env, ...env } });
  expect(code).toBe(1);
  expect(err).toContain('[destination-changed]');
  expect(err).toContain('Nothing was sent.');
  expect(out + err).not.toContain(canary);
  expect(lookup).not.toHaveBeenCalled();
});

it('it goes to the vendor that it is for', async () => {
  const workspace = await workspaceWith(shopify);
  const { code, err } = await runCommand(['call', 'acme.getShop'], {
    cwd: workspace.folder, env: { ...workspace.env, ...variables('PATCHBAY__ACME__'), PATCHBAY__ACME__CONNECTOR: 'shopify' },
  });
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('[host-not-found]') });
  expect(lookup.mock.calls.map(([host]) => host)).toContain('acme.myshopify.com');
});

it('an environment of a branch does not lead it there either', async () => {
  const workspace = await workspaceWith(shopify, { environments: { staging: { instances: { acme: netsuite } } } });
  const { code, out, err } = await runCommand(['call', 'acme.getShop', '--env', 'staging'], {
    cwd: workspace.folder, env: { ...workspace.env, ...variables('PATCHBAY__ACME__'), ...variables('PATCHBAY__STAGING__ACME__'), PATCHBAY__ACME__CONNECTOR: 'shopify' },
  });
  expect(code).toBe(1);
  expect(out + err).not.toContain(canary);
  expect(lookup).not.toHaveBeenCalled();
});

it('what has to be set is said when the instance is added, and where it is missing', async () => {
  const workspace = await workspaceWith(shopify);
  expect((await runCommand(['instance', 'add', 'shopify', 'other', '--auth', 'app', '--setting', 'shop=other'], { cwd: workspace.folder })).err)
    .toBe('Its secrets are read from PATCHBAY__OTHER__CLIENT_ID, PATCHBAY__OTHER__CLIENT_SECRET; PATCHBAY__OTHER__CONNECTOR=shopify says where they may go. Or give a file with --secrets.\n');
  const env = variables('PATCHBAY__ACME__');
  expect((await runCommand(['instance', 'list'], { cwd: workspace.folder, env })).out).toContain('nothing says where its secrets may go: PATCHBAY__ACME__CONNECTOR=shopify\n');
  expect((await runCommand(['instance', 'list'], { cwd: workspace.folder, env: { ...env, PATCHBAY__ACME__CONNECTOR: 'shopify' } })).out).not.toContain('nothing says');
});
