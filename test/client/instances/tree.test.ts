import type { TreeDataProvider } from 'vscode';
import { expect, test } from 'vitest';
import { contexts } from '../../../client/contributions.ts';
import type { InstanceNode } from '../../../client/instances/nodes.ts';
import { registerInstanceTree } from '../../../client/instances/tree.ts';
import { fakeHost } from '../support/host.ts';
import { connector, fakeServices } from '../support/services.ts';

test.each([['that there is nothing', [], 0], ['its rows', [connector('shop')], 1]])('until the workspace is read the view says that it reads; then it shows %s', async (_what, connectors, rows) => {
  const window = fakeHost();
  const services = fakeServices(window, { model: { connectors, instances: [] } });
  let provider: TreeDataProvider<InstanceNode> | undefined;
  Object.assign(window.host.vscode.window, {
    createTreeView: (_id: string, options: { treeDataProvider: TreeDataProvider<InstanceNode> }) => {
      provider = options.treeDataProvider;
      return { dispose: () => undefined };
    },
  });
  const view = registerInstanceTree(services);
  const read = () => window.executed.filter(({ command, args }) => command === 'setContext' && args[0] === contexts.instancesRead && args[1] === true).length;
  expect(read()).toBe(0);
  const shown = await provider?.getChildren(undefined);
  // Not before the rows are handed over.
  expect([shown?.length, read()]).toEqual([rows, 0]);
  await new Promise((resolve) => { setImmediate(resolve); });
  expect(read()).toBe(1);
  view.dispose();
});
