import { DocumentState, URI } from 'langium';
import { describe, expect, it } from 'vitest';
import { type TestWorkspace, workspaceOf } from '../../support/language.ts';

const files: Record<string, string> = {
  '/shop.connector': "connector shop { entity Order { id: integer } endpoint list(): Order[] { GET '/x' records body } }",
  '/crm.connector': "import './common.connector'\nconnector crm { endpoint list(): Base[] { GET '/x' records body } }",
  '/common.connector': 'entity Base { id: integer }',
  '/patchbay.json': '{ "instances": { "main": { "connector": "shop" } } }',
  '/orders.flow': 'flow orders { use shop = shop.main\n from shop.list() as order }',
  '/types.flow': 'function f(o: shop.Order): any = o',
  '/importing.flow': "import './types.flow'\nfunction g(): any = f(null)",
  '/contacts.flow': 'function h(c: crm.Base): any = c',
  '/alone.flow': 'function k(x: integer): any = x',
};

/** The files that are built again by an update, beside those that changed. */
async function rebuilt(workspace: TestWorkspace, changes: Record<string, string | null>): Promise<string[]> {
  const built = new Set<string>();
  const { DocumentBuilder } = workspace.services.shared.workspace;
  const listener = DocumentBuilder.onDocumentPhase(DocumentState.Linked, (document) => { built.add(document.uri.path); });
  await workspace.update(changes);
  listener.dispose();
  return [...built].filter((path) => !(path in changes)).toSorted();
}

const opened = (more: Record<string, string> = {}, validation = false): Promise<TestWorkspace> => workspaceOf({ ...files, ...more }, { reuse: true, validation });

describe('after a change', () => {
  it('of a connector its flows are checked again, those that import them, and patchbay.json', async () => {
    const workspace = await opened();
    expect(await rebuilt(workspace, { '/shop.connector': files['/shop.connector']!.replace('integer', 'string') })).toEqual(['/importing.flow', '/orders.flow', '/patchbay.json', '/types.flow']);
  });

  it('of an imported file those who import it, and flows of the connector that does', async () => {
    expect(await rebuilt(await opened(), { '/common.connector': 'entity Base { id: string }' })).toEqual(['/contacts.flow', '/crm.connector']);
  });

  it('of patchbay.json the flows that use instances', async () => {
    expect(await rebuilt(await opened(), { '/patchbay.json': '{}' })).toEqual(['/orders.flow']);
  });

  it('of the name of a connector also the files that name one which is not there: they say which ones are', async () => {
    const workspace = await opened({ '/lost.flow': 'function m(o: shops.Order): any = o' });
    const renamed = files['/shop.connector']!.replace('connector shop', 'connector store');
    expect(await rebuilt(workspace, { '/shop.connector': renamed })).toContain('/lost.flow');
    expect(await rebuilt(workspace, { '/shop.connector': `${renamed} ` })).not.toContain('/lost.flow');
    expect(await rebuilt(workspace, { '/shop.connector': null })).toContain('/lost.flow');
  });

  it('of what a file declares also the files that name it and do not import it: they say where it is', async () => {
    const workspace = await opened({ '/lost.flow': 'function m(a: any): any = twice(a)', '/typed.connector': "connector typed { endpoint one(): Order { GET '/x' } }" }, true);
    const declaring = `${files['/alone.flow']!}\nfunction twice(a: any): any = a`;
    expect(await rebuilt(workspace, { '/alone.flow': declaring })).toEqual(['/lost.flow']);
    expect(await rebuilt(workspace, { '/alone.flow': `${declaring}\nfunction thrice(a: any): any = a` })).toEqual([]);
    expect(await rebuilt(workspace, { '/alone.flow': files['/alone.flow']!, '/types.flow': `${files['/types.flow']!}\nfunction twice(a: any): any = a` })).toContain('/lost.flow');
    expect(await rebuilt(workspace, { '/shop.connector': files['/shop.connector']!.replace('entity Order', 'entity Orders') })).toContain('/typed.connector');
    expect(await rebuilt(workspace, { '/shop.connector': files['/shop.connector']! })).toContain('/typed.connector');
    expect(await rebuilt(workspace, { '/crm.connector': files['/crm.connector']!.replace('common', 'other') })).toContain('/typed.connector');
  });

  it('of a connector patchbay.json, also where the instance that names it has no name or one that is taken', async () => {
    for (const instances of ['{ "": { "connector": "shop" } }', '{ "a": {}, "a": { "connector": "shop" } }']) {
      const workspace = await opened({ '/patchbay.json': `{ "instances": ${instances} }` });
      expect(await rebuilt(workspace, { '/shop.connector': null })).toContain('/patchbay.json');
    }
  });

  it('of what is installed the connectors that it is about', async () => {
    const workspace = await opened();
    const installed = '{ "connectors": { "shop": "1.0.0" } }';
    expect(await rebuilt(workspace, { '/patchbay.json': installed })).toContain('/shop.connector');
    expect(await rebuilt(workspace, { '/patchbay.json': `${installed} ` })).not.toContain('/shop.connector');
    expect(await rebuilt(workspace, { '/patchbay.json': '{}' })).toContain('/shop.connector');
  });

  it('to an import with half a character in its path the file is checked like any other', async () => {
    const workspace = await opened();
    await workspace.update({ '/types.flow': "import './\ud83d.flow'\nfunction f(o: shop.Order): any = o" });
    expect(await rebuilt(workspace, { '/shop.connector': files['/shop.connector']!.replace('integer', 'string') })).toContain('/types.flow');
  });

  it('of a flow nobody else, unless it is imported or extends an entity', async () => {
    const workspace = await opened();
    expect(await rebuilt(workspace, { '/alone.flow': 'function k(x: string): any = x' })).toEqual([]);
    expect(await rebuilt(workspace, { '/types.flow': 'function f(o: any): any = o' })).toEqual(['/importing.flow']);
    expect(await rebuilt(workspace, { '/alone.flow': 'extend shop.Order { note: string? }' })).toEqual(['/orders.flow', '/patchbay.json', '/shop.connector']);
    expect(await rebuilt(workspace, { '/alone.flow': '' })).toEqual(['/orders.flow', '/patchbay.json', '/shop.connector']);
  });
});

/** The file of the connector that the flow finds. */
const state = (workspace: TestWorkspace): string | undefined => workspace.semantics.index.connector('shop', workspace.document('/orders.flow'))?.document.uri.path;

describe('a flow is checked again where', () => {
  it('its connector is deleted, and where it comes back under another path', async () => {
    const workspace = await opened();
    expect(await rebuilt(workspace, { '/shop.connector': null })).toContain('/orders.flow');
    expect(state(workspace)).toBeUndefined();
    expect(await rebuilt(workspace, { '/moved/shop.connector': files['/shop.connector']! })).toContain('/orders.flow');
    expect(state(workspace)).toBe('/moved/shop.connector');
  });

  it('another file gets the name that it looks for, by one key', async () => {
    const workspace = await opened({ '/shop.connector': files['/shop.connector']!.replace('connector shop', 'connector sho') });
    expect(state(workspace)).toBeUndefined();
    expect(await rebuilt(workspace, { '/shop.connector': files['/shop.connector']! })).toContain('/orders.flow');
    expect(state(workspace)).toBe('/shop.connector');
  });

  it('an imported file appears', async () => {
    const workspace = await opened({ '/importing.flow': "import './later.flow'" });
    expect(await rebuilt(workspace, { '/later.flow': 'table t { }' })).toEqual(['/importing.flow']);
  });

  it('a second connector of the name appears: both are then known', async () => {
    const workspace = await opened();
    expect(await rebuilt(workspace, { '/second.connector': 'connector shop { }' })).toEqual(expect.arrayContaining(['/orders.flow', '/shop.connector']));
    expect(workspace.semantics.index.viewOf(workspace.document('/orders.flow')).connectors.get('shop')?.map((entry) => entry.document.uri.path)).toEqual(['/second.connector', '/shop.connector']);
  });

  it('its folder is renamed with everything in it', async () => {
    const workspace = await workspaceOf({ '/a/shop.connector': files['/shop.connector']!, '/orders.flow': files['/orders.flow']! }, { reuse: true });
    const built: string[] = [];
    workspace.files.texts.delete('/a/shop.connector');
    const listener = workspace.services.shared.workspace.DocumentBuilder.onDocumentPhase(DocumentState.Linked, (document) => { built.push(document.uri.path); });
    await workspace.services.shared.workspace.DocumentBuilder.update([], [URI.file('/a')]);
    listener.dispose();
    expect(built).toEqual(['/orders.flow']);
  });
});

it('workspaces that lie in one another do not see each other', async () => {
  const workspace = await workspaceOf({
    '/patchbay.json': '{}', '/shop.connector': 'connector shop { }', '/one.flow': '', '/samples/patchbay.json': '{ "instances": { "x": { "connector": "shop" } } }',
    '/samples/shop.connector': 'connector shop { title "Sample" }', '/samples/two.flow': '',
  }, { reuse: true });
  const { index } = workspace.semantics;
  expect(index.connector('shop', workspace.document('/one.flow'))?.document.uri.path).toBe('/shop.connector');
  expect(index.connector('shop', workspace.document('/samples/two.flow'))?.document.uri.path).toBe('/samples/shop.connector');
  expect([index.instance('x', workspace.document('/one.flow')), index.instance('x', workspace.document('/samples/two.flow'))?.name]).toEqual([undefined, 'x']);
});

it('a copy that an editor or a package brings is a world of its own', async () => {
  const workspace = await workspaceOf({ '/w/patchbay.json': '{}', '/w/shop.connector': 'connector shop { }', '/w/node_modules/x/shop.connector': 'connector shop { }' }, { reuse: true });
  const { LangiumDocumentFactory, LangiumDocuments, DocumentBuilder } = workspace.services.shared.workspace;
  const older = LangiumDocumentFactory.fromString('connector shop { }', URI.parse('git:/w/shop.connector?ref=HEAD'));
  LangiumDocuments.addDocument(older);
  await DocumentBuilder.build([older], { validation: false });
  expect(workspace.semantics.index.viewOf(workspace.document('/w/shop.connector')).connectors.get('shop')).toHaveLength(1);
  expect(workspace.semantics.index.viewOf(older).documents).toEqual([older]);
});
