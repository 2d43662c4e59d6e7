import type { TreeDataProvider } from 'vscode';
import { expect, test } from 'vitest';
import { contexts } from '../../../client/contributions.ts';
import type { InstanceNode } from '../../../client/instances/nodes.ts';
import { registerInstanceTree } from '../../../client/instances/tree.ts';
import { type FakeHost, fakeHost } from '../support/host.ts';
import { connector, fakeServices, instance } from '../support/services.ts';

function opened(window: FakeHost, services: ReturnType<typeof fakeServices>) {
  let provider: TreeDataProvider<InstanceNode> | undefined;
  Object.assign(window.host.vscode.window, {
    createTreeView: (_id: string, options: { treeDataProvider: TreeDataProvider<InstanceNode> }) => {
      provider = options.treeDataProvider;
      return { dispose: () => undefined };
    },
  });
  const view = registerInstanceTree(services);
  return { view, provider: provider! };
}

test.each([['that there is nothing', [], 0], ['its rows', [connector('shop')], 1]])('until the workspace is read the view says that it reads; then it shows %s', async (_what, connectors, rows) => {
  const window = fakeHost();
  const { view, provider } = opened(window, fakeServices(window, { model: { connectors, instances: [] } }));
  const read = () => window.executed.filter(({ command, args }) => command === 'setContext' && args[0] === contexts.instancesRead && args[1] === true).length;
  expect(read()).toBe(0);
  const shown = await provider.getChildren(undefined);
  // Not before the rows are handed over.
  expect([shown?.length, read()]).toEqual([rows, 0]);
  await new Promise((resolve) => { setImmediate(resolve); });
  expect(read()).toBe(1);
  view.dispose();
});

test('the view is drawn anew where its rows have changed, and only there: an open menu keeps its row', async () => {
  const window = fakeHost();
  const services = fakeServices(window, { model: { connectors: [connector('shop')], instances: [instance('main', { secrets: [{ name: 'token', optional: false }] })] } });
  const { view, provider } = opened(window, services);
  let drawn = 0;
  provider.onDidChangeTreeData?.(() => { drawn++; });
  await provider.getChildren(undefined);
  const destination = { origins: ['https://acme.example.com'], hash: 'h' };
  await services.secrets.set('main', 'token', { value: 'one-value', destination });
  await expect.poll(() => drawn).toBe(1);
  await services.secrets.set('main', 'token', { value: 'two-value', destination });
  await services.secrets.set('main', 'token', { value: 'three-value', destination });
  await services.secrets.forget('main', 'token');
  await expect.poll(() => drawn).toBe(2);
  view.dispose();
});
