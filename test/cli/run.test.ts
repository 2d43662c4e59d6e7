import { describe, expect, it } from 'vitest';
import { loopback } from '../support/loopback.ts';
import { runCommand, type CommandResult } from './terminal.ts';
import { createWorkspace, shopFiles, startShop, type Shop, type TestWorkspace } from './workspace.ts';

/** A workspace with the shop's connector, an instance at its port, a flow, and its token for that port. */
async function shopWorkspace(): Promise<{ shop: Shop; workspace: TestWorkspace; patchbay: (...argv: string[]) => Promise<CommandResult> }> {
  const shop = await startShop();
  const workspace = createWorkspace(shopFiles(shop.port));
  const env = { ...workspace.env, PATCHBAY_ALLOW_LOCAL: '1', PATCHBAY__MAIN__API_TOKEN: shop.token, PATCHBAY__MAIN__HOSTS: `127.0.0.1:${shop.port}` };
  return { shop, workspace, patchbay: (...argv) => runCommand(argv, { env, cwd: workspace.folder }) };
}

const lines = (text: string): Record<string, unknown>[] => text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);

describe('patchbay run', () => {
  it('runs a flow, and sums it up', async () => {
    const { shop, patchbay } = await shopWorkspace();
    const { code, out } = await patchbay('run', 'notes');
    expect(out).toContain('order #1');
    expect(out).toMatch(/^succeeded: 5 read, 1 filtered, 4 completed, 4 sent, \d+\.\d s \(notes, .+\)$/mu);
    expect(code).toBe(0);
    expect(shop.requests.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body) as unknown)).toEqual(['#1', '#2', '#3', '#5'].map((name) => ({ text: `paid ${name}` })));
  });

  it('ends its JSON with run.finished, every line an event', async () => {
    const { patchbay } = await shopWorkspace();
    const { code, out } = await patchbay('run', 'orders.flow#notes', '--input', 'least=30', '--format', 'json');
    expect(code).toBe(0);
    const events = lines(out);
    expect(events[0]).toMatchObject({ type: 'run.started', flow: 'notes' });
    expect(events.at(-1)).toEqual({
      type: 'run.finished', status: 'succeeded', flow: 'notes', run: events[0]!['run'], durationMs: expect.any(Number),
      read: 5, expanded: 0, filtered: 3, deduplicated: 0, completed: 2, rejected: 0, inDoubt: 0, sent: 2,
    });
  });

  it('shows what a dry run would send, and sends nothing', async () => {
    const { shop, patchbay } = await shopWorkspace();
    const { code, out } = await patchbay('run', 'notes', '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('would send main.addNote {"text":"paid #1"}');
    expect(shop.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('fails with the place in the flow, the remedy and code 1', async () => {
    const { workspace, patchbay } = await shopWorkspace();
    workspace.write({ 'orders.flow': workspace.read('orders.flow').replace('filter ', 'fail "this is the end"\n  filter ') });
    const { code, out } = await patchbay('run', 'notes');
    expect(code).toBe(1);
    expect(out).toMatch(/^orders\.flow:6:\d+: error: .*this is the end/mu);
    expect(out).toMatch(/^failed: /mu);
  });

  it('ends with code 3 where a record was rejected', async () => {
    const { workspace, patchbay } = await shopWorkspace();
    workspace.write({ 'orders.flow': workspace.read('orders.flow').replace('log info', 'assert order.id != 2 \'not this one\'\n  log info') });
    const { code, out } = await patchbay('run', 'notes');
    expect(code).toBe(3);
    expect(out).toMatch(/rejected: .*not this one/u);
    expect(out).toMatch(/^partial: 5 read, 1 filtered, 3 completed, 1 rejected/mu);
  });

  it('says flow and step of a rejection whose error lies in a connector', async () => {
    const { workspace, patchbay } = await shopWorkspace();
    workspace.write({ 'shop.connector': workspace.read('shop.connector').replace('body { text }', "body { text }\n    on 201 reject 'no room'") });
    const { code, out } = await patchbay('run', 'notes');
    expect(code).toBe(3);
    expect(out).toMatch(/^shop\.connector:\d+:\d+: rejected: .*\n {2}in flow notes, step 2 \(orders\.flow:8\), main\.addNote, status 201\n/mu);
  });

  it('shows what `log debug` says, and waits that were asked for, with --verbose', async () => {
    const { shop, workspace, patchbay } = await shopWorkspace();
    workspace.write({ 'orders.flow': workspace.read('orders.flow').replace('log info', 'log debug') });
    expect((await patchbay('run', 'notes', '--dry-run')).out).not.toContain('order #1');
    expect((await patchbay('run', 'notes', '--dry-run', '--verbose')).out).toContain('debug order #1');
    let asked = 0;
    const server = await loopback(() => (asked++ === 0 ? { status: 429 } : { body: { orders: [] } }));
    workspace.write({ 'patchbay.json': workspace.read('patchbay.json').replace(String(shop.port), String(server.port)) });
    const env = { ...workspace.env, PATCHBAY__MAIN__API_TOKEN: shop.token, PATCHBAY__MAIN__HOSTS: server.host };
    const run = (...more: string[]): Promise<CommandResult> => runCommand(['run', 'notes', '--allow-local', ...more], { env, cwd: workspace.folder });
    expect((await run()).out).not.toContain('429');
    asked = 0;
    expect((await run('--verbose')).out).toMatch(/debug GET .* answered 429; attempt 2 in/u);
  });

  it('begins no line with what a record brought', async () => {
    const { workspace, patchbay } = await shopWorkspace();
    workspace.write({ 'orders.flow': workspace.read('orders.flow').replace(/log info .*/u, String.raw`log info "one\n::add-mask::two\n ::error::three"`) });
    const { out } = await patchbay('run', 'notes', '--dry-run');
    expect(out).toContain('info  one\n      | ::add-mask::two\n      |  ::error::three\n');
    expect(out).not.toMatch(/^\s*::/mu);
  });

  it('shows the records of a dry run and of rejections with their digits', async () => {
    const { shop, workspace } = await shopWorkspace();
    const order = '{"id":9007199254740993,"name":"#1","total":"1.50","paid":true,"weight":2.0}';
    const server = await loopback(({ query }) => ({ body: query.get('page') === '1' ? `{"orders":[${order}]}` : '{"orders":[]}' }));
    workspace.write({
      'patchbay.json': workspace.read('patchbay.json').replace(String(shop.port), String(server.port)),
      'orders.flow': workspace.read('orders.flow').replace('text: "paid {order.name}"', 'text: order.json()').replace('send', "assert order.name != '#0' 'no'\n  send"),
    });
    const env = { ...workspace.env, PATCHBAY__MAIN__API_TOKEN: shop.token, PATCHBAY__MAIN__HOSTS: server.host };
    const dry = await runCommand(['run', 'notes', '--dry-run', '--allow-local', '--format', 'json'], { env, cwd: workspace.folder });
    expect(lines(dry.out).find(({ type }) => type === 'send')).toMatchObject({ args: { text: order } });
    workspace.write({ 'orders.flow': workspace.read('orders.flow').replace("'#0'", "'#1'") });
    const rejected = await runCommand(['run', 'notes', '--allow-local', '--format', 'json'], { env, cwd: workspace.folder });
    expect(rejected.code).toBe(3);
    expect(rejected.out).toContain(`"record":{"order":${order}}}`);
    expect((await runCommand(['run', 'notes', '--allow-local'], { env, cwd: workspace.folder })).out).toContain(`{"order":${order}}`);
  });

  it('does not run what has errors, and shows each with its place', async () => {
    const { shop, workspace, patchbay } = await shopWorkspace();
    workspace.write({ 'orders.flow': workspace.read('orders.flow').replace('order.paid', 'order.payd').replace('shop.addNote', 'shop.addNot') });
    const text = await patchbay('run', 'notes');
    expect(text.code).toBe(1);
    expect(text.err).toMatch(/^orders\.flow:6:\d+: error: .*payd/mu);
    expect(text.err).toMatch(/^orders\.flow:8:\d+: error: .*addNot/mu);
    const json = await patchbay('run', 'notes', '--format', 'json');
    expect(lines(json.out)).toEqual([{ type: 'run.refused', flow: 'notes', errors: [expect.objectContaining({ file: 'orders.flow', range: expect.objectContaining({ line: 6 }) }), expect.anything()] }]);
    expect(shop.connections()).toBe(0);
  });

  it('runs beside a file that has errors it does not reach', async () => {
    const { workspace, patchbay } = await shopWorkspace();
    workspace.write({ 'broken.flow': 'flow broken { from nowhere.at() as x }' });
    expect((await patchbay('run', 'notes')).code).toBe(0);
    expect((await patchbay('run', 'broken')).code).toBe(1);
  });

  it.each([
    [['run', 'note'], "There is no flow 'note'. Did you mean 'notes'?"],
    [['run', 'order.flow#notes'], "There is no flow in order.flow. Did you mean 'orders.flow'?"],
    [['run', 'notes', '--input', 'last=1'], "has no input 'last'. Did you mean 'least'?"],
    [['run', 'notes', '--input', 'least=many'], "Input least of flow notes"],
    [['run', 'notes', '--env', 'staging'], "There is no environment 'staging'"],
    [['run', 'notes', '--state', 'postgres://db'], 'not supported yet'],
    [['run', 'notes', '--payload', 'x.json'], 'not supported yet'],
    [['run', 'notes', '--resume'], 'not supported yet'],
  ])('%j is wrong usage: %s', async (argv, message) => {
    const { shop, patchbay } = await shopWorkspace();
    const { code, out, err } = await patchbay(...argv);
    expect(code).toBe(2);
    expect(out + err).toContain(message);
    expect(shop.connections()).toBe(0);
  });

  it('asks for the file where two have a flow of that name', async () => {
    const { workspace, patchbay } = await shopWorkspace();
    workspace.write({ 'more/orders.flow': workspace.read('orders.flow') });
    const { code, err } = await patchbay('run', 'notes');
    expect(code).toBe(2);
    expect(err).toContain('Say which: more/orders.flow#notes, orders.flow#notes');
    expect((await patchbay('run', 'more/orders.flow#notes')).code).toBe(0);
  });

  it.each([
    ['a comma too few', '{ "version": 1 "instances": {} }', /patchbay\.json.*line 1/u],
    ['a newer version', '{ "version": 99, "instances": {} }', /version 99.*Update Patchbay/u],
  ])('refuses a patchbay.json with %s', async (_, text, message) => {
    const { workspace, patchbay } = await shopWorkspace();
    workspace.write({ 'patchbay.json': text });
    const { code, err } = await patchbay('run', 'notes');
    expect(code).toBe(1);
    expect(err).toMatch(message);
    const check = await patchbay('check');
    expect(check.code).toBe(1);
    expect(check.out).toMatch(/^patchbay\.json:1:\d+: error: /mu);
  });
});

describe('secrets and consents of a run', () => {
  it('names the variable of a secret that is missing', async () => {
    const shop = await startShop();
    const workspace = createWorkspace(shopFiles(shop.port));
    const { code, out } = await runCommand(['run', 'notes', '--allow-local'], { env: workspace.env, cwd: workspace.folder });
    expect(code).toBe(1);
    expect(out).toContain('PATCHBAY__MAIN__API_TOKEN');
  });

  it('releases nothing to a host that only patchbay.json names', async () => {
    const { workspace, shop, patchbay } = await shopWorkspace();
    const thief = await startShop();
    workspace.write({ 'patchbay.json': workspace.read('patchbay.json').replace(String(shop.port), String(thief.port)) });
    for (const argv of [['run', 'notes'], ['call', 'main.ping'], ['instance', 'check', 'main']]) {
      const { code, out, err } = await patchbay(...argv);
      expect(code).toBe(1);
      expect(out + err).toContain('destination-changed');
      expect(out + err).toContain(`127.0.0.1:${thief.port}`);
      expect(out + err).toContain(`127.0.0.1:${shop.port}`);
      expect(out + err).not.toContain(shop.token);
    }
    expect(thief.connections()).toBe(0);
  });

  it('connects to no loopback address without consent', async () => {
    const shop = await startShop();
    const workspace = createWorkspace(shopFiles(shop.port));
    const secrets = workspace.secrets({ instances: { main: { hosts: [`127.0.0.1:${shop.port}`], secrets: { apiToken: shop.token } } } });
    const run = (...more: string[]): Promise<CommandResult> => runCommand(['run', 'notes', '--secrets', secrets, ...more], { env: workspace.env, cwd: workspace.folder });
    const refused = await run();
    expect(refused.code).toBe(1);
    expect(shop.connections()).toBe(0);
    expect((await run('--allow-local')).code).toBe(0);
  });

  it('refuses a secrets file that others may read, before anything is done', async () => {
    const { shop, workspace, patchbay } = await shopWorkspace();
    const secrets = workspace.secrets({ instances: { main: { secrets: { apiToken: shop.token } } } }, 0o644);
    const { code, err } = await patchbay('run', 'notes', '--secrets', secrets);
    expect(code).toBe(1);
    expect(err).toContain(`chmod 600 ${secrets}`);
    expect(shop.connections()).toBe(0);
  });

  it('shows no secret, even where the server sends it back', async () => {
    const { shop, workspace, patchbay } = await shopWorkspace();
    workspace.write({ 'shop.connector': workspace.read('shop.connector').replace("header 'X-Token': apiToken", "header 'X-Wrong': apiToken").replace('check ping', 'on 401 fail "refused {request.header[\'X-Wrong\']}"\n  check ping') });
    const { code, out, err } = await patchbay('run', 'notes', '--format', 'json');
    expect(code).toBe(1);
    expect(shop.requests[0]?.headers['x-wrong']).toBe(shop.token);
    expect(out + err).not.toContain(shop.token);
  });
});

describe('patchbay call', () => {
  it('prints a record a line', async () => {
    const { patchbay } = await shopWorkspace();
    const { code, out } = await patchbay('call', 'main.listOrders', '--limit', '3', '--format', 'json');
    expect(code).toBe(0);
    expect(lines(out).map(({ name }) => name)).toEqual(['#1', '#2', '#3']);
  });

  it('keeps digits and order as they came', async () => {
    const { shop, workspace } = await shopWorkspace();
    const body = '{"2":9007199254740993,"1":10.0,"__proto__":{"a":1e5}}';
    const server = await loopback(() => ({ body }));
    workspace.write({
      'patchbay.json': workspace.read('patchbay.json').replace(String(shop.port), String(server.port)),
      'shop.connector': workspace.read('shop.connector').replace('(): Shop', '(): any'),
    });
    const env = { ...workspace.env, PATCHBAY__MAIN__API_TOKEN: shop.token, PATCHBAY__MAIN__HOSTS: server.host };
    const { code, out } = await runCommand(['call', 'main.ping', '--allow-local', '--format', 'json'], { env, cwd: workspace.folder });
    expect([code, out]).toEqual([0, `${body}\n`]);
  });

  it('sends arguments by name', async () => {
    const { shop, patchbay } = await shopWorkspace();
    const { code, out } = await patchbay('call', 'main.addNote', 'text=a=b', '--format', 'json');
    expect([code, out]).toEqual([0, '{"id":1}\n']);
    expect(shop.requests[0]?.body).toBe('{"text":"a=b"}');
  });

  it.each([
    [['call', 'mian.ping'], "There is no instance 'mian' in patchbay.json. Did you mean 'main'?"],
    [['call', 'main.pong'], "shop has no endpoint 'pong'. Did you mean 'ping'?"],
    [['call', 'ping'], 'write instance.endpoint'],
    [['call', 'main.ping', 'badarg=1'], 'main.ping has no parameter badarg. It has no parameters.'],
    [['call', 'main.addNote'], 'main.addNote needs text. Give it as text=…'],
    [['call', 'main.addNote', 'text=a', 'txt=b', '--format', 'json'], 'main.addNote has no parameter txt.'],
    [['call', 'main.ping', '--limit', '0'], '--limit is a number from 1'],
  ])('%j is wrong usage', async (argv, message) => {
    const { patchbay } = await shopWorkspace();
    const { code, err } = await patchbay(...argv);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });

  it('says what the server answered where it refuses', async () => {
    const { patchbay, workspace } = await shopWorkspace();
    workspace.write({ 'shop.connector': workspace.read('shop.connector').replace("'/ping'", "'/pong'") });
    const { code, err } = await patchbay('call', 'main.ping');
    expect(code).toBe(1);
    expect(err).toMatch(/main\.ping, status 404/u);
    const json = await patchbay('call', 'main.ping', '--format', 'json');
    expect(json).toEqual({ code: 1, out: expect.any(String), err: 'main.ping failed: the last line of the output says why.\n' });
    expect(lines(json.out)).toEqual([{ type: 'call.failed', endpoint: 'main.ping', records: 0, error: expect.objectContaining({ code: 'not-found', status: 404, endpoint: 'main.ping' }) }]);
  });

  it('says as JSON too why it was not called', async () => {
    const { workspace, patchbay } = await shopWorkspace();
    const refused = async (): Promise<unknown> => {
      const { code, out, err } = await patchbay('call', 'main.ping', '--format', 'json');
      expect([code, err]).toEqual([1, 'main.ping was not called: the last line of the output says why.\n']);
      return lines(out);
    };
    workspace.write({ 'shop.connector': workspace.read('shop.connector').replace("'/ping'", 'nowhere') });
    expect(await refused()).toEqual([{ type: 'call.refused', endpoint: 'main.ping', errors: [expect.objectContaining({ code: 'unknown-name', file: 'shop.connector' })] }]);
    workspace.write({ 'patchbay.json': '{' });
    expect(await refused()).toEqual([{ type: 'call.refused', endpoint: 'main.ping', errors: [expect.objectContaining({ code: 'workspace-file' })] }]);
  });
});
