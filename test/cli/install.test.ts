import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand, type CommandResult } from './terminal.ts';
import { createWorkspace, type TestWorkspace } from './workspace.ts';

function patchbayIn(workspace: TestWorkspace): (...argv: string[]) => Promise<CommandResult> {
  return (...argv) => runCommand(argv, { env: workspace.env, cwd: workspace.folder });
}

describe('patchbay install', () => {
  it('makes a workspace of an empty folder', async () => {
    const workspace = createWorkspace();
    expect(await patchbayIn(workspace)('install', 'shopify')).toEqual({ code: 0, out: 'Installed shopify 1.0.0: connectors/shopify.connector\n', err: expect.stringMatching(/^How to get its credentials: .*shopify.README\.md\n$/u) });
    expect(JSON.parse(workspace.read('patchbay.json'))).toMatchObject({ version: 1, connectors: { shopify: '1.0.0' } });
    expect(JSON.parse(workspace.read('patchbay.lock'))).toEqual({
      version: 1, connectors: { shopify: { version: '1.0.0', source: 'bundled', sha256: expect.stringMatching(/^[0-9a-f]{64}$/u) } },
    });
    expect(workspace.read('.patchbay/.gitignore')).toBe('*\n');
    expect((await patchbayIn(workspace)('search', 'shop', '--format', 'json')).out).toContain('"installed":"1.0.0","modified":false');
  });

  it('keeps comments and formatting of patchbay.json', async () => {
    const text = '{\n  // our shops\n  "instances": {\n    "acme": { "connector": "shopify" }, // the first\n  },\n}\n';
    const workspace = createWorkspace({ 'patchbay.json': text });
    expect((await patchbayIn(workspace)('install', 'shopify')).code).toBe(0);
    const after = workspace.read('patchbay.json');
    for (const line of text.split('\n').filter((part) => part.includes('//'))) expect(after).toContain(line);
    expect(after).toMatch(/"connectors": \{\s*"shopify": "1\.0\.0"\s*\}/u);
  });

  it('keeps an installed file that was edited, unless told otherwise', async () => {
    const workspace = createWorkspace();
    const patchbay = patchbayIn(workspace);
    await patchbay('install', 'shopify');
    const original = workspace.read('connectors/shopify.connector');
    workspace.write({ 'connectors/shopify.connector': `// mine\n${original}` });
    const refused = await patchbay('install', 'shopify');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('connectors/shopify.connector was edited since it was installed; it is kept. With --force it is replaced.');
    expect(workspace.read('connectors/shopify.connector')).toContain('// mine');
    expect((await patchbay('search', 'shopify')).out).toContain('(installed 1.0.0, edited)');
    expect((await patchbay('uninstall', 'shopify')).code).toBe(1);
    expect((await patchbay('install', 'shopify', '--force')).code).toBe(0);
    expect(workspace.read('connectors/shopify.connector')).toBe(original);
    expect((await patchbay('install', 'shopify')).out).toBe('shopify 1.0.0 is installed already.\n');
  });

  it('keeps a file that was there before', async () => {
    const workspace = createWorkspace({ 'connectors/shopify.connector': 'connector shopify { base \'https://mine.example\' }\n' });
    const { code, err } = await patchbayIn(workspace)('install', 'shopify');
    expect([code, err]).toEqual([1, expect.stringContaining('was not installed from the marketplace; it is kept')]);
    expect(existsSync(join(workspace.folder, 'patchbay.json'))).toBe(false);
  });

  it('writes nothing where patchbay.json is broken', async () => {
    const workspace = createWorkspace({ 'patchbay.json': '{ "connectors": { ' });
    const { code, err } = await patchbayIn(workspace)('install', 'shopify');
    expect([code, err]).toEqual([1, expect.stringContaining('patchbay.json, line 1')]);
    expect(existsSync(join(workspace.folder, 'connectors'))).toBe(false);
    expect(workspace.read('patchbay.json')).toBe('{ "connectors": { ');
  });

  it('does not write through a link out of the workspace', async () => {
    const workspace = createWorkspace();
    const outside = createWorkspace();
    mkdirSync(join(outside.folder, 'connectors'));
    symlinkSync(join(outside.folder, 'connectors'), join(workspace.folder, 'connectors'));
    const { code, err } = await patchbayIn(workspace)('install', 'shopify');
    expect([code, err]).toEqual([1, expect.stringContaining('outside-workspace')]);
    expect(existsSync(join(outside.folder, 'connectors/shopify.connector'))).toBe(false);
    expect(existsSync(join(workspace.folder, 'patchbay.json'))).toBe(false);
  });

  it('suggests the name that was meant', async () => {
    const { code, err } = await patchbayIn(createWorkspace())('install', 'shopifi');
    expect([code, err]).toEqual([2, expect.stringContaining("Did you mean 'shopify'?")]);
  });
});

describe('patchbay instance', () => {
  it('adds, lists and removes one, and uninstall waits for that', async () => {
    const workspace = createWorkspace();
    const patchbay = patchbayIn(workspace);
    await patchbay('install', 'shopify');
    const added = await patchbay('instance', 'add', 'shopify', 'acme', '--auth', 'app', '--setting', 'shop=acme');
    expect(added).toEqual({ code: 0, out: 'Added acme (shopify, app).\n', err: expect.stringContaining('PATCHBAY__ACME__CLIENT_ID, PATCHBAY__ACME__CLIENT_SECRET') });
    expect(JSON.parse(workspace.read('patchbay.json'))).toMatchObject({ instances: { acme: { connector: 'shopify', auth: 'app', settings: { shop: 'acme' } } } });
    const listed = await runCommand(['instance', 'list', '--format', 'json'], { cwd: workspace.folder, env: { ...workspace.env, PATCHBAY__ACME__CLIENT_ID: 'not-a-real-id' } });
    expect(JSON.parse(listed.out)).toEqual({ name: 'acme', connector: 'shopify', auth: 'app', flows: [], missingSecrets: ['clientSecret'], unboundSecrets: true, problems: [] });
    expect(await patchbay('uninstall', 'shopify')).toMatchObject({ code: 1, err: expect.stringContaining("has the instance acme. Remove it first.") });
    expect((await patchbay('instance', 'remove', 'acme')).code).toBe(0);
    expect((await patchbay('uninstall', 'shopify')).code).toBe(0);
    expect(existsSync(join(workspace.folder, 'connectors/shopify.connector'))).toBe(false);
    expect(existsSync(join(workspace.folder, 'patchbay.lock'))).toBe(false);
  });

  it('is not removed while a flow uses it, and lists where', async () => {
    const workspace = createWorkspace({
      'shop.connector': "connector shop { base 'https://shop.example' endpoint ping(): any { GET '/ping' result body } }",
      'patchbay.json': '{ "instances": { "main": { "connector": "shop" } } }',
      'a.flow': 'flow a {\n  use shop = shop.main\n  from [1] as x\n  call shop.ping()\n}\n',
    });
    const { code, err } = await patchbayIn(workspace)('instance', 'remove', 'main');
    expect(code).toBe(1);
    expect(err).toMatch(/used by the flow a[^]*a\.flow:2:\d+: flow a/u);
  });

  it.each([
    [['shopify', 'acme', '--auth', 'app'], 1, 'shop: it is required. Give --setting shop=acme'],
    [['shopify', 'acme', '--auth', 'app', '--setting', 'shop=Not a name'], 1, 'shop: It should match'],
    [['shopify', 'acme', '--auth', 'app', '--setting', 'shop=acme', '--setting', 'shpo=x'], 1, "There is no setting 'shpo'. Did you mean 'shop'?"],
    [['shopify', 'acme', '--auth', 'app', '--setting', 'shop=acme', '--setting', 'clientSecret=x'], 1, 'It is a secret: those are never written'],
    [['shopify', 'acme', '--auth', 'app', '--setting', 'shop=acme', '--base-url', 'ftp://x'], 1, '--base-url is an http or https address'],
    [['shopify', 'not a name', '--auth', 'app', '--setting', 'shop=acme'], 1, 'is no name for an instance'],
    [['shopify', 'acme'], 2, '--auth app | accessToken'],
    [['shopify', 'acme', '--auth', 'ap'], 2, "Did you mean 'app'?"],
    [['shopfy', 'acme'], 2, "Did you mean 'shopify'?"],
    [['shopify'], 2, 'Something is missing'],
  ])('refuses to add %j', async (argv, expected, message) => {
    const workspace = createWorkspace();
    const patchbay = patchbayIn(workspace);
    await patchbay('install', 'shopify');
    const before = workspace.read('patchbay.json');
    const { code, err } = await patchbay('instance', 'add', ...argv);
    expect([code, err]).toEqual([expected, expect.stringContaining(message)]);
    expect(workspace.read('patchbay.json')).toBe(before);
  });
});
