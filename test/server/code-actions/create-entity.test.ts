import { afterEach, describe, expect, it } from 'vitest';
import type { EntityFromSample } from '#server/protocol';
import { type LanguageClient, startLanguageClient } from '../../support/language-client.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { actionsOf, fixed } from './fixing.ts';

const connector = (members: string): string => `connector desk {\n  version 1.0.0\n  hosts ['desk.example.com']\n  base 'https://desk.example.com'\n\n${members}\n}\n`;
const tickets = '  /** All of them. */\n  endpoint listTickets(): Ticket[] {\n    GET \'/tickets\'\n    records body.tickets\n    paginate link\n  }';

describe('an entity that nobody declares', () => {
  it('is created from a sample, by a command of the editor that knows the connector', async () => {
    const text = connector(tickets);
    const at = text.indexOf('Ticket[]');
    const { actions } = await actionsOf({ '/desk.connector': text }, '/desk.connector', { start: at, end: at });
    const action = actions.find(({ title }) => title === 'Create the entity `Ticket` from a sample response…');
    expect(action).toMatchObject({ kind: 'quickfix', isPreferred: true, command: { command: 'patchbay.createEntityFromSample', arguments: [{ connector: 'desk', entity: 'Ticket', endpoint: 'listTickets' }] } });
    expect(action!.diagnostics!.map(({ code }) => code)).toEqual(['unknown-entity']);
  });

  it('or is declared open, in any editor', async () => {
    expect(await fixed({ '/desk.connector': connector(tickets) }, 'unknown-entity', 'Declare `entity Ticket open`: it takes any fields')).toEqual(['  entity Ticket open {}', '']);
    expect(await fixed({ '/desk.connector': connector(`  entity Person { id: integer, ticket: Ticket }\n\n${tickets.replace('Ticket[]', 'Person[]')}`) }, 'unknown-entity', 'Declare `entity Ticket open`: it takes any fields')).toEqual(['  entity Ticket open {}', '']);
  });

  it('is not what a misspelt name or a word of another language mostly means', async () => {
    const text = connector(`  entity Ticket { id: integer }\n\n${tickets.replace('Ticket[]', 'Tickt[]')}`);
    const at = text.indexOf('Tickt[]');
    const { actions } = await actionsOf({ '/desk.connector': text }, '/desk.connector', { start: at, end: at });
    expect(actions.filter(({ isPreferred }) => isPreferred).map(({ title }) => title)).toEqual(['Change it to `Ticket`']);
    expect(actions.map(({ title }) => title)).toContain('Create the entity `Tickt` from a sample response…');
  });

  it('is none of an installed connector, whose next update would take it away', async () => {
    const text = connector(tickets);
    const at = text.indexOf('Ticket[]');
    const { titles } = await actionsOf({ '/connectors/desk.connector': text, '/patchbay.json': '{ "connectors": { "desk": "1.0.0" }, "instances": {} }' }, '/connectors/desk.connector', { start: at, end: at });
    expect(titles.filter((title) => title.includes('entity'))).toEqual([]);
  });
});

describe('JSON that was pasted into a connector', () => {
  it('is turned into the entities that describe it', async () => {
    const text = connector(`${tickets}\n\n  {"id": 7, "title": "x", "owner": {"name": "a", "email": null}, "lines": [{"n": 1.50}]}`);
    const start = text.indexOf('{"id"');
    const { titles, applied } = await actionsOf({ '/desk.connector': text }, '/desk.connector', { start, end: text.length - 2 });
    expect(titles).toContain('Create the entity `Ticket` from this JSON');
    expect(applied('Create the entity `Ticket` from this JSON').get('/desk.connector')!.slice(start)).toBe(
      'entity Ticket {\n    id: integer @key\n    title: string\n    owner: Owner\n    lines: Line[]\n  }\n\n  entity Owner { name: string, email: any? }\n\n  entity Line { n: decimal }\n}\n',
    );
  });

  it('also in several lines, and under a name of its own where none is missing', async () => {
    const text = connector('  [\n    { "id": 1 },\n    { "id": 2, "at": "2026-01-05T10:00:00Z" }\n  ]');
    const start = text.indexOf('[\n');
    const { applied } = await actionsOf({ '/desk.connector': text }, '/desk.connector', { start, end: text.lastIndexOf(']') + 1 });
    expect(applied('Create the entity `Sample` from this JSON').get('/desk.connector')).toContain('\n  entity Sample { id: integer @key, at: datetime? }\n}\n');
  });

  it('is not seen in what is no JSON, and not in flows', async () => {
    const text = connector(tickets);
    const whole = async (file: string, content: string): Promise<string[]> => (await actionsOf({ [file]: content }, file, { start: 0, end: content.length })).titles.filter((title) => title.includes('JSON'));
    expect(await whole('/desk.connector', text)).toEqual([]);
    expect(await whole('/a.flow', '{ "id": 1 }')).toEqual([]);
    expect(await whole('/desk.connector', '{ "id": 1, }')).toEqual([]);
  });
});

it('an endpoint that says nothing of its answer offers to learn it', async () => {
  const offered = async (head: string): Promise<unknown> => {
    const text = connector(`  ${head} {\n    GET '/tickets'\n    records body\n    paginate link\n  }`);
    const at = text.indexOf('endpoint') + 12;
    return (await actionsOf({ '/desk.connector': text }, '/desk.connector', { start: at, end: at })).actions.find(({ title }) => title === 'Create its entity from a sample response…')?.command?.arguments;
  };
  expect(await offered('endpoint listTickets()')).toEqual([{ connector: 'desk', endpoint: 'listTickets' }]);
  expect(await offered('endpoint listTickets(): any[]')).toEqual([{ connector: 'desk', endpoint: 'listTickets' }]);
  expect(await offered('endpoint listTickets(): string[]')).toBeUndefined();
});

let client: LanguageClient | undefined;
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

describe('patchbay/entityFromSample', () => {
  const made = async (text: string, params: object, more: Record<string, string> = {}): Promise<string> => {
    client = await startLanguageClient({ folders: ['/work'], files: new MemoryFiles({ '/work/own/desk.connector': text, ...more }) });
    const answer = await client.request<EntityFromSample>('patchbay/entityFromSample', params);
    if ('problem' in answer) return answer.problem;
    const [edit] = answer.edits;
    expect(edit).toMatchObject({ path: 'own/desk.connector', before: text });
    client.open('/work/own/desk.connector', edit!.after);
    await client.settled();
    expect(client.problems('/work/own/desk.connector')?.filter((problem) => !problem.includes('documentation'))).toEqual([]);
    return edit!.after;
  };
  const sample = JSON.stringify({ tickets: [{ id: 1, owner: { name: 'a' } }, { id: 2, owner: null }] });

  it('declares what the endpoint names, where its records are', async () => {
    expect(await made(connector(tickets), { connector: 'desk', entity: 'Ticket', endpoint: 'listTickets', sample })).toContain(
      "example.com'\n\n  entity Ticket { id: integer @key, owner: Owner? }\n\n  entity Owner { name: string }\n\n  /** All of them. */\n  endpoint listTickets(): Ticket[] {",
    );
  });

  it('stands behind the other entities', async () => {
    expect(await made(connector(`  entity Other { name: string, ticket: Ticket }\n\n${tickets}\n\n  endpoint other(): Other { GET '/' result body }`), { connector: 'desk', entity: 'Ticket', sample: '{"id":1}' })).toContain('ticket: Ticket }\n\n  entity Ticket { id: integer @key }\n\n  /** All');
  });

  it('gives an endpoint without a type the one that it found', async () => {
    expect(await made(connector(tickets.replace(': Ticket[]', '')), { connector: 'desk', endpoint: 'listTickets', sample })).toContain('endpoint listTickets(): Ticket[] {');
    await client!.stop();
    expect(await made(connector('  endpoint getTicket(id: integer, more: string?): any {\n    GET "/tickets/{id}"\n    query { more }\n    result body.ticket\n  }'), { connector: 'desk', endpoint: 'getTicket', sample: '{"ticket":{"id":1}}' })).toContain('more: string?): Ticket {');
  });

  it('says why it cannot', async () => {
    const text = connector(`  entity Ticket { id: integer }\n${tickets}`);
    expect(await made(text, { connector: 'desk', entity: 'Ticket', sample })).toBe('There is an entity `Ticket` already.');
    await client!.stop();
    expect(await made(text, { connector: 'nobody', entity: 'Ticket', sample })).toBe('There is no connector `nobody` in this workspace any more.');
    await client!.stop();
    expect(await made(connector(tickets), { connector: 'desk', entity: 'Ticket', sample: '<html>' })).toBe('The sample is no JSON: there is `<` where a value should be in line 1, column 1.');
    await client!.stop();
    expect(await made('', { connector: 'desk', entity: 'Ticket', sample: '{}' }, { '/work/connectors/desk.connector': connector(tickets), '/work/patchbay.json': '{ "connectors": { "desk": "1.0.0" } }' })).toContain('was installed from a marketplace');
  });
});

