import { expect, it } from 'vitest';
import { isFlowsOnly, mayRest, restingFlows } from '../../../language/references/resting.ts';
import { TreesAtRest } from '../../../language/references/trees-at-rest.ts';
import { keepSummaries } from '../../../language/workspace/flow-summary.ts';
import { loadWorkspace, openedWorkspace } from '../../../language/workspace/load-workspace.ts';
import { URI } from 'langium';
import { type TestWorkspace, workspaceOf } from '../../support/language.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

const files: Record<string, string> = {
  '/shop.connector': "connector shop {\n  base 'https://shop.example.com'\n  entity Order { id: integer @key, total: decimal }\n  endpoint list(): Order[] { GET '/x' records body }\n}\n",
  '/patchbay.json': '{ "version": 1, "instances": { "main": { "connector": "shop" } } }',
  '/orders.flow': "/** Reads. */\nflow orders {\n  use a = shop.main\n  input least: decimal = 1\n  from a.list() as order\n  filter order.total > least\n}\n\nflow orders { log 'a second of the name' }\n",
  '/other.flow': "flow other {\n  use b = shop.main\n  from b.list() as order\n  log order.wrong\n}\n",
  '/helps.flow': 'function twice(a: decimal): decimal = a * 2\n',
};

async function rested(): Promise<{ workspace: TestWorkspace; trees: TreesAtRest }> {
  keepSummaries();
  const workspace = await workspaceOf(files, { validation: true, reuse: true });
  const trees = new TreesAtRest(workspace.services.shared);
  trees.keep(0);
  for (const path of Object.keys(files)) trees.used(workspace.document(path));
  return { workspace, trees };
}

const modelOf = ({ services }: TestWorkspace): unknown => openedWorkspace(services.shared, URI.file('/')).model;

it('a file of flows that rests is known by its outline, and read again when it is asked for', async () => {
  const { workspace, trees } = await rested();
  const before = { model: modelOf(workspace), problems: Object.keys(files).map((path) => workspace.problems(path)) };
  const tree = workspace.document('/orders.flow').parseResult.value;
  trees.give();
  expect(Object.keys(files).filter((path) => restingFlows(workspace.document(path)) !== undefined)).toEqual(['/orders.flow', '/other.flow']);
  expect(restingFlows(workspace.document('/orders.flow'))).toMatchObject([{ name: 'orders', uses: [{ connector: 'shop', instance: 'main', range: { start: { line: 2, character: 10 } } }] }]);
  // Nobody had to read them for this, as they were not checked again since.
  expect({ model: modelOf(workspace), problems: Object.keys(files).map((path) => workspace.problems(path)) }).toEqual(before);
  expect(restingFlows(workspace.document('/orders.flow'))).toBeDefined();
  const again = workspace.document('/orders.flow').parseResult.value;
  expect(again).not.toBe(tree);
  expect(again.$document).toBe(workspace.document('/orders.flow'));
  expect(workspace.document('/orders.flow').parseResult.value).toBe(again);
  expect(restingFlows(workspace.document('/orders.flow'))).toBeUndefined();
  // Read because somebody asked, it is given back with the next build.
  trees.give();
  expect(restingFlows(workspace.document('/orders.flow'))).toBeDefined();
});

it('uses in files that rest are found, and their flows by name', async () => {
  const { workspace, trees } = await rested();
  trees.give();
  const { semantics } = workspace;
  const endpoint = semantics.index.connector('shop', workspace.document('/shop.connector'))!.endpoints.get('list')!;
  expect(semantics.usesOf({ kind: 'endpoint', name: 'list', node: endpoint }).map(({ document, cst }) => `${document.uri.path}:${cst?.offset}`)).toEqual(['/orders.flow:84', '/other.flow:42']);
  trees.give();
  const { flows } = semantics.index.viewOf(workspace.document('/shop.connector'));
  expect([...flows.keys()]).toEqual(['orders', 'other']);
  expect(flows.get('other')![0]!.node.steps).toHaveLength(3);
});

it('a change of what a resting file depends on, or of itself, is checked in it', async () => {
  const { workspace, trees } = await rested();
  trees.give();
  await workspace.update({ '/shop.connector': files['/shop.connector']!.replace('total:', 'amount:') });
  expect(workspace.problems('/orders.flow').join()).toMatch(/6:\d+ .*total/);
  for (const path of Object.keys(files)) trees.used(workspace.document(path));
  trees.give();
  await workspace.update({ '/shop.connector': files['/shop.connector']!, '/other.flow': files['/other.flow']!.replace('wrong', 'id') });
  expect(workspace.problems('/orders.flow').join()).not.toMatch(/total/);
  expect(workspace.problems('/other.flow')).toEqual([]);
  expect(restingFlows(workspace.document('/other.flow'))).toBeUndefined();
});

it('files that others know by more than the names of their flows keep their trees', async () => {
  const workspace = await workspaceOf({ ...files, '/more.flow': 'extend shop.Order { note: string? }\n', '/checks.flow': "test 'it' for orders { expect read == 0 }\n" }, { reuse: true });
  expect(['/orders.flow', '/helps.flow', '/more.flow', '/checks.flow', '/shop.connector', '/patchbay.json'].map((path) => mayRest(workspace.document(path)))).toEqual([true, false, false, false, false, false]);
  for (const path of ['/helps.flow', '/more.flow']) expect(isFlowsOnly(path, workspace.document(path).textDocument.getText()), path).toBe(false);
  expect(isFlowsOnly('/shop.connector', files['/orders.flow']!)).toBe(false);
  expect(isFlowsOnly('/orders.flow', files['/orders.flow']!)).toBe(true);
});

it('a test of a flow that is not there lists the flows that there are now', async () => {
  const workspace = await workspaceOf({ '/t.flow': "test 'it' for gone { expect read == 0 }\n", '/a.flow': 'flow first { log 1 }\n' }, { validation: true, reuse: true });
  const told = (): string => workspace.problems('/t.flow').filter((one) => one.includes('no flow')).join();
  const before = told();
  expect(before).toContain('`first`');
  await workspace.update({ '/a.flow': 'flow second { log 1 }\n' });
  expect(told()).toBe(before.replace('`first`', '`second`'));
});

it('a `run` of a flow that is not there is checked again when one of that name comes', async () => {
  const workspace = await workspaceOf({ '/t.flow': 'flow outer {\n  from [1] as n\n  run inner(n: n)\n}\n', '/a.flow': 'flow first { log 1 }\n' }, { validation: true, reuse: true });
  const told = (): string => workspace.problems('/t.flow').filter((one) => one.includes('no flow')).join();
  expect(told()).not.toContain('a.flow');
  await workspace.update({ '/a.flow': 'flow inner(n: integer) { log n }\n' });
  expect(told()).toContain('It is declared in a.flow');
});

it('flows that run one another in a circle are told in each of their files, also where one rests by the time that the other is checked', async () => {
  const files = new MemoryFiles({
    '/w/patchbay.json': '{ "version": 1 }',
    '/w/a.flow': "import './z.flow'\nflow first(n: integer) {\n  run second(n: n)\n}\n",
    // As much text as trees are kept of.
    '/w/m.flow': `// ${'x'.repeat(450_000)}\nflow between {\n  from [1] as n\n  log "{n}"\n}\n`,
    '/w/z.flow': "import './a.flow'\nflow second(n: integer) {\n  run first(n: n)\n}\n",
  });
  const { findings } = await loadWorkspace('/w', () => files);
  expect(findings.filter(({ code }) => code === 'circular').map(({ file, line }) => `${file}:${line}`)).toEqual(['a.flow:3', 'z.flow:3']);
});
