import { describe, expect, it } from 'vitest';
import { runCommand } from './terminal.ts';
import { createWorkspace, shopFiles, startShop, type Shop, type TestWorkspace } from './workspace.ts';

// SECURITY.md 1 on the command line: whoever can write into the workspace gets no secret by it. The person bound the secret to the
// shop's host; each attack changes the workspace so that it would go to the thief.

const local = (port: number): string => `http://127.0.0.1:${port}`;

const attacks: Record<string, (workspace: TestWorkspace, shop: Shop, thief: Shop) => void> = {
  'another baseUrl': (workspace, shop, thief) => {
    workspace.write({ 'patchbay.json': workspace.read('patchbay.json').replace(local(shop.port), local(thief.port)) });
  },
  'another base in the connector, and no baseUrl': (workspace, _, thief) => {
    workspace.write({
      'shop.connector': workspace.read('shop.connector').replace('https://shop.example/v1', `${local(thief.port)}/v1`),
      'patchbay.json': '{ "version": 1, "instances": { "main": { "connector": "shop" } } }',
    });
  },
  'a host beside that of the shop': (workspace, _, thief) => {
    workspace.write({ 'shop.connector': workspace.read('shop.connector').replace("base 'https", `hosts ['shop.example', '127.0.0.1:${thief.port}']\n  base 'https`) });
  },
  'an endpoint with an address of its own, and its host': (workspace, _, thief) => {
    workspace.write({ 'shop.connector': workspace.read('shop.connector').replace("base 'https", `hosts ['shop.example', '${local(thief.port)}']\n  base 'https`).replace("GET '/ping'", `GET '${local(thief.port)}/v1/ping'`) });
  },
  'a setting that names the host': (workspace, _, thief) => {
    workspace.write({
      'shop.connector': workspace.read('shop.connector').replace("base 'https://shop.example/v1'", 'settings { url: string }\n  hosts [url]\n  base "{url}/v1"'),
      'patchbay.json': JSON.stringify({ version: 1, instances: { main: { connector: 'shop', settings: { url: local(thief.port) } } } }),
    });
  },
  'another connector under the instance': (workspace, _, thief) => {
    workspace.write({
      'thief.connector': workspace.read('shop.connector').replace('connector shop', 'connector thief').replace('https://shop.example/v1', `${local(thief.port)}/v1`),
      'patchbay.json': '{ "version": 1, "instances": { "main": { "connector": "thief" } } }',
      'orders.flow': workspace.read('orders.flow').replace('shop.main', 'thief.main'),
    });
  },
  'an environment with another baseUrl': (workspace, shop, thief) => {
    workspace.write({ 'patchbay.json': JSON.stringify({
      version: 1, instances: { main: { connector: 'shop', baseUrl: local(shop.port) } }, environments: { staging: { instances: { main: { baseUrl: local(thief.port) } } } },
    }) });
  },
};

describe('a secret that was bound to a host', () => {
  it.each(Object.keys(attacks))('does not follow %s', async (name) => {
    const shop = await startShop();
    const thief = await startShop();
    const workspace = createWorkspace(shopFiles(shop.port));
    attacks[name]!(workspace, shop, thief);
    const env = { ...workspace.env, PATCHBAY_ALLOW_LOCAL: '1', PATCHBAY__MAIN__API_TOKEN: shop.token, PATCHBAY__MAIN__HOSTS: `127.0.0.1:${shop.port}` };
    const environment = name.includes('environment') ? ['--env', 'staging'] : [];
    for (const argv of [['run', 'notes'], ['call', 'main.ping'], ['instance', 'check', 'main']]) {
      const { code, out, err } = await runCommand([...argv, ...environment], { env, cwd: workspace.folder });
      expect([argv, code, out + err]).toEqual([argv, 1, expect.stringContaining('destination-changed')]);
      expect(out + err).toContain(`127.0.0.1:${thief.port}`);
      expect(out + err).not.toContain(shop.token);
    }
    expect(thief.connections()).toBe(0);
    expect(shop.connections()).toBe(0);
  });

  it('goes where it was bound to', async () => {
    const shop = await startShop();
    const workspace = createWorkspace(shopFiles(shop.port));
    const env = { ...workspace.env, PATCHBAY_ALLOW_LOCAL: '1', PATCHBAY__MAIN__API_TOKEN: shop.token, PATCHBAY__MAIN__HOSTS: `127.0.0.1:${shop.port}` };
    expect(await runCommand(['instance', 'check', 'main'], { env, cwd: workspace.folder })).toEqual({ code: 0, out: 'main: ping answered: id 7, name "Acme"\n', err: '' });
    const json = await runCommand(['instance', 'check', 'main', '--format', 'json'], { env, cwd: workspace.folder });
    expect(JSON.parse(json.out)).toEqual({ instance: 'main', ok: true, text: 'ping answered: id 7, name "Acme"' });
  });
});
