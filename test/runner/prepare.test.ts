import { promises } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openProject, prepareCall, prepareFlow } from '#runner';
import { runCommand } from '../cli/terminal.ts';
import { createWorkspace, shopFiles } from '../cli/workspace.ts';

describe('what a run is given', () => {
  it('says of an installed connector that it is bundled, as long as nobody edits it', async () => {
    const workspace = createWorkspace();
    await runCommand(['install', 'shopify'], { cwd: workspace.folder, env: workspace.env });
    await runCommand(['instance', 'add', 'shopify', 'acme', '--auth', 'app', '--setting', 'shop=acme'], { cwd: workspace.folder, env: workspace.env });
    const bundled = async (): Promise<string[]> => {
      const prepared = prepareCall(await openProject(workspace.folder), { instance: 'acme', endpoint: 'getShop', env: {} });
      return 'refused' in prepared ? prepared.refused.map(({ message }) => message) : [...prepared.bundledConnectors];
    };
    expect(await bundled()).toEqual(['shopify']);
    workspace.write({ 'connectors/shopify.connector': `${workspace.read('connectors/shopify.connector')}// mine\n` });
    expect(await bundled()).toEqual([]);
  });

  it('is not known of a folder that cannot be read, and that is said', async () => {
    const files = shopFiles(1);
    const workspace = createWorkspace({ 'patchbay.json': files['patchbay.json']!, 'orders.flow': files['orders.flow']!, 'connectors/shop.connector': files['shop.connector']! });
    const folder = join(workspace.folder, 'connectors');
    const { readdir } = promises;
    // Whoever runs the tests may be one whom no file is kept from.
    vi.spyOn(promises, 'readdir').mockImplementation(((path: string, options: object) => (path === folder
      ? Promise.reject(Object.assign(new Error(`EACCES: permission denied, scandir '${path}'`), { code: 'EACCES' })) : readdir(path, options as never))) as never);
    onTestFinished(() => { vi.restoreAllMocks(); });
    const project = await openProject(workspace.folder);
    expect(project.findings).toContainEqual(expect.objectContaining({
      file: 'connectors', severity: 'warning', code: 'unreadable-folder', message: 'This folder cannot be read: permission denied. Connectors and flows in it are not known.',
    }));
    const prepared = prepareFlow(project, project.model.flows[0]!, { env: {} });
    expect('refused' in prepared && prepared.refused.at(-1)).toMatchObject({ code: 'unreadable-folder', flow: 'notes', message: expect.stringContaining('The folder connectors cannot be read: permission denied.') });
  });

  it('has the way to sign in that the instance chose, and the only one where it chose none', async () => {
    const workspace = createWorkspace(shopFiles(1));
    const project = await openProject(workspace.folder);
    const prepared = prepareFlow(project, project.model.flows[0]!, { env: {} });
    if ('refused' in prepared) throw new Error(prepared.refused[0]?.message);
    expect(prepared.instances['main']).toMatchObject({ connector: 'shop', auth: 'token', baseUrl: 'http://127.0.0.1:1', file: 'patchbay.json' });
    expect(Object.keys(prepared.plan.connectors['shop']!.auths)).toEqual(['token']);
  });

  it('is refused in an environment whose way to sign in has an error, and only there', async () => {
    const files = shopFiles(1);
    const workspace = createWorkspace({
      ...files,
      'shop.connector': files['shop.connector']!.replace('  check ping', `  auth login { setting user: string secret password: string basic user, password }
  auth sso { secret key: string digest key, key }
  auth typo { secret key: string header 'X': kye }
  check ping`),
      'patchbay.json': JSON.stringify({
        instances: { main: { connector: 'shop', auth: 'token' } },
        environments: {
          good: { instances: { main: { auth: 'login', settings: { user: 'me' } } } },
          lacking: { instances: { main: { auth: 'login' } } }, later: { instances: { main: { auth: 'sso' } } },
          wrong: { instances: { main: { auth: 'typo' } } }, surplus: { instances: { main: { settings: { user: 'me' } } } }, url: { instances: { main: { baseUrl: 'ftp://x' } } },
        },
      }),
    });
    const project = await openProject(workspace.folder);
    const codes = (environment?: string) => [
      prepareFlow(project, project.model.flows[0]!, { env: {}, ...(environment !== undefined && { environment }) }),
      prepareCall(project, { instance: 'main', endpoint: 'ping', env: {}, ...(environment !== undefined && { environment }) }),
    ].map((prepared) => ('refused' in prepared ? prepared.refused.map(({ code, file }) => `${code} ${file}`) : Object.keys(prepared.plan.connectors['shop']!.auths)));
    const both = (...expected: string[]) => [expected, expected];
    expect(codes()).toEqual(both('token'));
    expect(codes('good')).toEqual(both('login'));
    expect(codes('lacking')).toEqual(both('missing-setting patchbay.json'));
    expect(codes('later')).toEqual(both('not-supported patchbay.json'));
    expect(codes('wrong')).toEqual(both('unknown-name shop.connector'));
    expect(codes('surplus')).toEqual(both('unknown-setting patchbay.json'));
    expect(codes('url')).toEqual(both('bad-url patchbay.json'));
  });

  it.each([
    ['an environment that is not there', {}, { environment: 'live' }, 'unknown-environment'],
    ['an environment that exchanges the connector', { environments: { live: { instances: { main: { connector: 'other' } } } } }, { environment: 'live' }, 'environment-connector'],
    ['a variable that is not set', { instances: { main: { connector: 'shop', settings: { region: { env: 'PATCHBAY_REGION' } } } } }, {}, 'missing-variable'],
  ])('is refused with %s', async (_, file, surroundings, code) => {
    const files = shopFiles(1);
    const workspace = createWorkspace({
      ...files,
      'shop.connector': files['shop.connector']!.replace("base 'https", "settings { region: string = 'eu' }\n  base 'https"),
      'patchbay.json': JSON.stringify({ instances: { main: { connector: 'shop' } }, ...file }),
    });
    const project = await openProject(workspace.folder);
    expect(prepareFlow(project, project.model.flows[0]!, { env: {}, ...surroundings })).toMatchObject({ refused: [{ code, flow: 'notes' }] });
  });
});
