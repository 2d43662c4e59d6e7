import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { NodeFileSystem } from 'langium/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { lowerCall, lowerFlow, lowerInstance, loadWorkspace, openedWorkspace, type Finding, type Workspace } from '#language';
import { type Expr, parsePlan, type Plan, type Step } from '#plan';
import { URI } from 'langium';
import { workspaceOf } from '../../support/language.ts';

const root = join(import.meta.dirname, '../../..');

function plan(result: Plan | Finding[]): Plan {
  if (Array.isArray(result)) throw new Error(result.map((finding) => `${finding.file}:${finding.line} ${finding.message}`).join('\n'));
  return result;
}

const connector = `/** Notes. */
connector notes {
  version 1.0.0
  base 'https://notes.example/api'
  auth key { secret token: string header 'X-Key': token }
  auth other { setting user: string secret password: string basic user, password }
  entity Note { id: integer @key, text: string, made: datetime, day: date @format('yyyyMMdd'), amount: decimal, done: boolean @format('T', 'F') }
  function short(text: string): string = text.truncate(limitOf(text))
  function limitOf(text: string): integer = text.length > 10 ? 10 : text.length
  endpoint listNotes(after: datetime?, day: date? @format('yyyyMMdd'), since: datetime? @format('epoch')): Note[] {
    GET '/notes'
    query { after, day, since }
    paginate link
    records body
    incremental after by made overlap 5m
  }
  endpoint putNote(id: integer, note: input Note): { id: integer } { PUT "/notes/{id}/{short(note.text)}" body note result body }
}
`;
const file = '{ "instances": { "mine": { "connector": "notes", "auth": "key" } } }';

async function lowered(steps: string, more: Record<string, string> = {}): Promise<Plan> {
  const workspace = await workspaceOf({ '/w/notes.connector': connector, '/w/patchbay.json': file, '/w/a.flow': `flow a {\n  use n = notes.mine\n  from n.listNotes() incremental starting '2026-01-01' as note\n${steps}\n}`, ...more }, { validation: true });
  return plan(lowerFlow(openedWorkspace(workspace.services.shared, URI.file('/w')), { name: 'a' }));
}

const step = <Kind extends Step['kind']>(from: Plan, kind: Kind): Step & { kind: Kind } =>
  from.flow!.steps.find((one): one is Step & { kind: Kind } => one.kind === kind)!;

/** An expression as a short text, for expectations that read like the language. */
function show(expr: Expr): string {
  switch (expr.op) {
    case 'literal': return expr.type === 'string' ? `'${expr.text}'` : expr.text;
    case 'name': return `${expr.scope}.${expr.name}`;
    case 'get': return `${show(expr.of)}${expr.optional ? '?' : ''}[${show(expr.key)}]`;
    case 'convert': return `${expr.to}${expr.format === undefined ? '' : `<${expr.format.pattern}>`}(${show(expr.of)})`;
    case 'binary': return `(${show(expr.left)} ${expr.operator}:${expr.on} ${show(expr.right)})`;
    case 'method': return `${show(expr.of)}.${expr.on}:${expr.name}(${expr.args.map(show).join(', ')})`;
    case 'template': return `${expr.use}"${expr.parts.map((part) => (typeof part === 'string' ? part : `{${show(part)}}`)).join('')}"`;
    case 'object': return `{ ${expr.entries.map((entry) => (entry.kind === 'spread' ? `...${show(entry.value)}` : `${entry.key}${entry.optional ? '?' : ''}: ${show(entry.value)}`)).join(', ')} }`;
    case 'apply': return `${expr.function}(${expr.args.map(show).join(', ')})`;
    case 'conditional': return `${show(expr.condition)} ? ${show(expr.then)} : ${show(expr.else)}`;
    case 'lambda': return `(${expr.params.join(', ')}) => ${show(expr.body)}`;
    default: return expr.op;
  }
}

describe('plans of the sample workspace', () => {
  let workspace: Workspace;
  beforeAll(async () => { workspace = await loadWorkspace(join(root, 'samples/orders'), NodeFileSystem.fileSystemProvider); });

  it.each(['paidOrders', 'loyaltyReceipts', 'members'])('%s is read back by the plan\'s own parser', (name) => {
    const made = plan(lowerFlow(workspace, { name }));
    expect(parsePlan(JSON.parse(JSON.stringify(made)))).toEqual(made);
  });

  it('every endpoint of the bundled connectors can be called', () => {
    const calls = workspace.model.instances.flatMap((instance) =>
      workspace.model.connectors.find(({ name }) => name === instance.connector)!.endpoints.map((endpoint) => [instance.name, endpoint.name] as const));
    expect(calls.length).toBeGreaterThan(15);
    for (const [instance, endpoint] of calls) expect(plan(lowerCall(workspace, instance, endpoint)).connectors).not.toEqual({});
  });

  it('a plan holds the endpoints that are reached and the auth that is chosen, nothing else', () => {
    const made = plan(lowerFlow(workspace, { name: 'paidOrders' }));
    expect(Object.keys(made.connectors)).toEqual(['shopify', 'netsuite']);
    expect(Object.keys(made.connectors['shopify']!.endpoints)).toEqual(['listOrders']);
    expect(Object.keys(made.connectors['shopify']!.auths)).toEqual(['app']);
  });

  it('says which endpoint, instance or flow is unknown', () => {
    expect(lowerFlow(workspace, { name: 'paidOrder' })).toMatchObject([{ code: 'unknown-flow', message: expect.stringContaining('paidOrders') as unknown }]);
    expect(lowerCall(workspace, 'acme', 'listOrder')).toMatchObject([{ code: 'unknown-endpoint', message: expect.stringContaining('listOrders') as unknown }]);
    expect(lowerInstance(workspace, 'acne')).toMatchObject([{ code: 'unknown-instance', message: expect.stringContaining('acme') as unknown }]);
  });
});

describe('values of fields', () => {
  it('are converted where an expression uses them', async () => {
    const made = await lowered(`  filter note.made > now() && note.amount >= 10 && note.done`);
    expect(show(step(made, 'filter').condition)).toBe(
      "(((datetime(record.note['made']) >:datetime global) &&:boolean (decimal(record.note['amount']) >=:decimal decimal(10))) &&:boolean boolean<T>(record.note['done']))");
  });

  it('stay as they are where they are passed on', async () => {
    const made = await lowered(`  map copy: input n.Note = { text: note.text, made: note.made, day: note.day, amount: note.amount, done: note.done }`);
    expect(show(step(made, 'bind').value)).toBe("{ text: record.note['text'], made: record.note['made'], day: record.note['day'], amount: decimal(record.note['amount']), done: record.note['done'] }");
  });

  it('are written with the format of the field that they fill', async () => {
    const made = await lowered(`  map copy: input n.Note = { text: note.text, made: note.made, day: note.made.date(), amount: 2.50, done: true }`);
    expect(show(step(made, 'bind').value)).toContain("day: string<yyyyMMdd>(datetime(record.note['made']).datetime:date())");
  });

  it('that are added up or compared in a list are converted there', async () => {
    const made = await lowered(`  batch 10 as notes\n  let total = notes.map(one => one.note.amount).sum()`);
    const bound = step(made, 'bind');
    expect(show(bound.value)).toContain('.array:map((element) => decimal(local.element)).array:sum()');
  });

  it('become the type of a parameter, and go into the request as its format says', async () => {
    const made = await lowered(`  call n.listNotes(after: '2026-01-05', day: note.day, since: note.made) as more`);
    const { args } = step(made, 'call').call;
    expect(show(args['after']!)).toBe("datetime('2026-01-05')");
    expect(show(args['day']!)).toBe("date<yyyyMMdd>(record.note['day'])");
    const { query } = made.connectors['notes']!.endpoints['listNotes']!.request;
    expect(show(query[0]!)).toBe('{ after: param.after, day: string<yyyyMMdd>(param.day), since: integer<epoch>(param.since) }');
  });
});

describe('what a plan holds', () => {
  it('the source with its key, its mark and where it starts', async () => {
    const { flow, connectors } = await lowered('');
    expect(flow?.source).toMatchObject({ kind: 'endpoint', key: 'id', as: 'note', call: { use: 'n', endpoint: 'listNotes' } });
    const mark = connectors['notes']!.endpoints['listNotes']!.incremental!;
    expect(mark).toMatchObject({ param: 'after', type: 'datetime', newestFirst: false });
    expect(show(mark.by!)).toBe("datetime(response.record?['made'])");
  });

  it('functions of a connector with those that they call, paths that encode, and how a send may be repeated', async () => {
    const made = await lowered(`  send n.putNote(note.id, { text: note.text, made: note.made, day: note.day, amount: 1.5, done: true })`);
    const { endpoints, functions } = made.connectors['notes']!;
    expect(Object.keys(functions)).toEqual(['notes.connector#short', 'notes.connector#limitOf']);
    expect(show(endpoints['putNote']!.request.path)).toBe("path\"/notes/{param.id}/{notes.connector#short(param.note['text'])}\"");
    expect(endpoints['putNote']).toMatchObject({ effect: 'write', repeat: { kind: 'safe' } });
  });

  it('positions of every step in its file', async () => {
    const made = await lowered(`  filter true\n  log "x {note.id}"`);
    expect(made.flow?.steps.map(({ id, at }) => [id, made.files[at[0]], at[1]])).toEqual([['0', 'a.flow', 4], ['1', 'a.flow', 5]]);
  });
});

describe('the hash', () => {
  it('does not change with white space, comments, titles or the place of a file', async () => {
    const one = await lowered('  filter note.id > 1');
    const two = await lowered('  // a remark\n\n  filter   note.id>1');
    expect(two.hash).toBe(one.hash);
  });

  it('changes with what the flow does, also where an argument is called `at`', async () => {
    const one = await lowered('  filter note.id > 1');
    const two = await lowered('  filter note.id > 2');
    expect(two.hash).not.toBe(one.hash);
  });
});

describe('what is not supported', () => {
  it('stands against the flow that reaches it, and against no other', async () => {
    const more = { '/w/more.connector': connector.replace('connector notes', 'connector more').replace("base 'https", "redirect manual base 'https").replace('endpoint putNote', 'endpoint upload(data: string): { id: integer } { POST \'/up\' body multipart { data } result body }\n  endpoint putNote') };
    await expect(lowered('  filter true', more)).resolves.toBeDefined();
    const workspace = await workspaceOf({
      '/w/patchbay.json': file.replace('"notes"', '"more"'), ...more,
      '/w/a.flow': 'flow a { use n = more.mine\n from n.listNotes() as note\n send n.upload(note.text) }\nflow b { use n = more.mine\n from n.listNotes() as note\n log note.text }',
    }, { validation: true });
    const opened = openedWorkspace(workspace.services.shared, URI.file('/w'));
    expect(lowerFlow(opened, { name: 'a' })).toMatchObject([{ code: 'not-supported', file: 'a.flow', line: 3 }]);
    expect(lowerFlow(opened, { name: 'b' })).toMatchObject({ flow: { name: 'b' } });
  });
});

it('the files of the samples are there to be read', () => {
  const flows = readdirSync(join(root, 'samples/orders/flows')).filter((name) => name.endsWith('.flow'));
  expect(flows.length).toBe(3);
  for (const name of flows) expect(statSync(join(root, 'samples/orders/flows', name)).size).toBeGreaterThan(100);
  for (const name of ['shopify', 'netsuite', 'voyado']) {
    expect(existsSync(join(root, `samples/orders/connectors/${name}.connector`))).toBe(true);
    expect(readFileSync(join(root, `samples/orders/connectors/${name}.connector`), 'utf8')).toBe(readFileSync(join(root, `marketplace/packages/${name}/${name}.connector`), 'utf8'));
  }
});
