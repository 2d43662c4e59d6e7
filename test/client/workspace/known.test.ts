import { expect, test } from 'vitest';
import type { WorkspaceModel } from '#server/protocol';
import { untilKnown } from '../../../client/workspace/known.ts';
import type { WorkspaceView } from '../../../client/workspace/model.ts';
import { Emitter } from '../support/emitter.ts';
import { connector } from '../support/services.ts';

function serverThatHears(names: string[]): { workspace: WorkspaceView; hear(name: string): void } {
  const changed = new Emitter<void>();
  const model = (): WorkspaceModel => ({ connectors: names.map((name) => connector(name)), instances: [], flows: [], workspaceFile: { exists: true } });
  const workspace: WorkspaceView = { onDidChange: changed.event, get: async () => model(), refresh: async () => model(), dispose: () => undefined };
  return { workspace, hear: (name) => { names.push(name); changed.fire(); } };
}
const shop = ({ connectors }: WorkspaceModel): boolean => connectors.some(({ name }) => name === 'shop');

test('what is known already is not waited for', async () => {
  await untilKnown(serverThatHears(['shop']).workspace, shop, 60_000);
});

test('a file that the server hears of later is waited for', async () => {
  const { workspace, hear } = serverThatHears([]);
  const order: string[] = [];
  const waiting = untilKnown(workspace, shop, 60_000).then(() => order.push('known'));
  await new Promise((resolve) => { setImmediate(resolve); });
  order.push('still waiting');
  hear('other');
  await new Promise((resolve) => { setImmediate(resolve); });
  hear('shop');
  await waiting;
  expect(order).toEqual(['still waiting', 'known']);
});

test('nobody waits for ever', async () => {
  await untilKnown(serverThatHears([]).workspace, shop, 20);
});
