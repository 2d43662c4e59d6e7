import { describe, expect, it } from 'vitest';
import { connectorWith, files, flowWith } from '../workspace.ts';
import { actionsOf, fixed } from './fixing.ts';

const flow = (steps: string): Record<string, string> => ({ '/main.flow': flowWith(steps) });
const desk = (members: string): Record<string, string> => ({ '/connectors/desk.connector': connectorWith(members).replace(/^.*\n/, '') });
const shop = (from: string, to: string): Record<string, string> => ({ '/connectors/shop.connector': files['/connectors/shop.connector']!.replace(from, to) });

describe('what is spelt as in another language', () => {
  it('gets the comma that is missing, in lines and within one', async () => {
    expect(await fixed(flow('  let x = {\n    a: order.id\n    b: 2\n  }\n  log x.a'), 'missing-comma', 'Add the comma')).toEqual(['    a: order.id,']);
    expect(await fixed(flow('  let x = { a: order.id b: 2 }\n  log x.a'), 'missing-comma', 'Add the comma')).toEqual(['  let x = { a: order.id, b: 2 }']);
  });

  it('gets the `?` behind the type', async () => {
    expect(await fixed(shop('email: string?', 'email?: string'), 'optional-in-type', 'Write `string?`')).toEqual(['  entity Customer { id: integer @key, email: string?, name: string }']);
    expect(await fixed(shop('email: string?', 'email?: string?'), 'optional-in-type', 'Write `string?`')).toEqual(['  entity Customer { id: integer @key, email: string?, name: string }']);
  });

  it('gets its parentheses, or loses them', async () => {
    expect(await fixed(flow('  log order.number.upper'), 'unknown-field', 'Call `upper()`')).toEqual(['  log order.number.upper()']);
    expect(await fixed(flow('  log order.lines.length()'), 'unknown-function', 'Remove the parentheses')).toEqual(['  log order.lines.length']);
    expect(await fixed(flow('  log order.number()'), 'unknown-function', 'Remove the parentheses')).toEqual(['  log order.number']);
  });

  it('is written in double quotes where something is to be replaced', async () => {
    expect(await fixed(shop('"/orders/{id}" result', "'/orders/{id}' result"), 'bad-url', 'Write it in double quotes')).toEqual([expect.stringContaining('GET "/orders/{id}"')]);
    expect(await fixed(flow("  log 'order {order}'"), 'literal-braces', 'Write it in double quotes', { leaves: ['wrong-type'] })).toEqual(['  log "order {order}"']);
  });

  it('is declared as a decimal where it is money', async () => {
    expect(await fixed(shop('total: decimal', 'total: number'), 'money-as-number', 'Declare it as `decimal`')).toEqual(['    total: decimal']);
  });
});

describe('cases of a match', () => {
  it('are added on one line, on lines, or by else', async () => {
    const one = "  let s = match order.status { 'open' -> 1, 'paid' -> 2 }\n  log s";
    const value = 'reject "no case for {order.status}"';
    expect(await fixed(flow(one), 'missing-case', "Add the case 'shipped'")).toEqual([`  let s = match order.status { 'open' -> 1, 'paid' -> 2, 'shipped' -> ${value} }`]);
    expect(await fixed(flow(one), 'missing-case', 'Add `else`')).toEqual([`  let s = match order.status { 'open' -> 1, 'paid' -> 2, else -> ${value} }`]);
    expect(await fixed(flow("  let s = match order.status {\n    'open' -> 1\n  }\n  log s"), 'missing-case', 'Add the missing cases')).toEqual([`    'paid' -> ${value}`, `    'shipped' -> ${value}`]);
    expect(await fixed(flow("  let s = match order.status {\n    'open' -> 1,\n  }\n  log s"), 'missing-case', 'Add the missing cases')).toEqual([`    'paid' -> ${value},`, `    'shipped' -> ${value},`]);
    expect(await fixed(flow('  let s = match order.customer?.email { }\n  log s'), 'missing-case', 'Add `else`').catch((error: Error) => error.message)).toContain('there is no missing-case');
    expect(await fixed(flow("  let s = match order.total > 5 { true -> 'big' }\n  log s"), 'missing-case', 'Add the case false')).toEqual([`  let s = match order.total > 5 { true -> 'big', false -> reject "no case for {order.total > 5}" }`]);
  });
});

describe('what nothing uses', () => {
  it('goes: an alias, a step, a parameter', async () => {
    expect(await fixed(flow(''), 'unused-use', 'Remove `erp`')).toEqual([]);
    expect(await fixed(flow('  // why\n  let x = order.total\n  log order.id'), 'unused-binding', 'Remove the step')).toEqual([]);
    expect(await fixed(flow('  call shop.getOrder(order.id) as more\n  log order.id'), 'unused-binding', 'Remove the step')).toEqual([]);
    const two = desk("  endpoint find(a: string, b: string): Ticket[] {\n    GET '/x'\n    query { a }\n    records body\n  }");
    expect(await fixed(two, 'unused-parameter', 'Remove the parameter `b`')).toEqual(["  endpoint find(a: string): Ticket[] {"]);
    expect(await fixed(two, 'unused-parameter', 'Send it in `query`')).toEqual(['    query { a, b }']);
    expect(await fixed(desk("  endpoint find(a: string): Ticket[] {\n    GET '/x'\n    records body\n  }"), 'unused-parameter', 'Send it in `query`')).toEqual(['    query { a }']);
  });
});

describe('what is too many', () => {
  it('goes: fields and arguments', async () => {
    expect(await fixed(flow("  let x: { a: integer } = { zzzzzz: 2, a: 1 }\n  log x.a"), 'surplus-field', 'Remove `zzzzzz`')).toEqual(['  let x: { a: integer } = { a: 1 }']);
    expect(await fixed(flow("  let x: { a: integer } = {\n    a: 1,\n    zzzzzz: 2\n  }\n  log x.a"), 'surplus-field', 'Remove `zzzzzz`')).toEqual(['    a: 1']);
    expect(await fixed(flow('  call shop.getOrder(1, 2) as o\n  log o.id'), 'surplus-argument', 'Remove the argument')).toEqual(['  call shop.getOrder(1) as o']);
  });
});

describe('a step', () => {
  it('has the word that its endpoint asks for', async () => {
    expect(await fixed(flow("  call shop.addNote(order.id, 'x') as o\n  log o.id"), 'writes-here', 'Write `send`', { leaves: ['send-not-idempotent'] })).toEqual(["  send shop.addNote(order.id, 'x') as o"]);
    expect(await fixed(flow('  send shop.getOrder(order.id) as o\n  log o.id'), 'reads-here', 'Write `call`')).toEqual(['  call shop.getOrder(order.id) as o']);
  });

  it('begins somewhere', async () => {
    const year = new Date().getUTCFullYear();
    expect(await fixed({ '/main.flow': flowWith('  log order.id').replace(' as order', ' incremental as order') }, 'no-start', `Begin at \`${year}-01-01\``)).toEqual([`  from shop.listOrders(status: 'paid') incremental starting '${year}-01-01' as order`]);
  });
});

describe('an endpoint', () => {
  it('has the parameter that carries its mark, which may be missing and is sent', async () => {
    expect(await fixed(shop(', since: datetime?)', ')'), 'unknown-parameter', 'Declare the parameter `since: datetime?`')).toEqual([expect.stringContaining("'shipped'?, since: datetime?): Order[] {")]);
    expect(await fixed(shop('since: datetime?)', 'since: datetime)'), 'bad-value', 'Write `datetime?`')).toEqual([expect.stringContaining('since: datetime?): Order[] {')]);
    expect(await fixed(shop('{ status, updated_after: since }', '{ status }'), 'slot-not-sent', 'Send it in `query`')).toEqual(['    query { status, since }']);
  });

  it('reads its answer', async () => {
    expect(await fixed(shop('    records body.orders\n    incremental since by placedAt\n', ''), 'missing-member', 'Read it: `records body`', { says: 'its records' })).toEqual(['    records body']);
    expect(await fixed(shop('GET "/orders/{id}" result body', 'GET "/orders/{id}"'), 'missing-member', 'Read it: `result body`', { says: 'the record is' })).toEqual(['  endpoint getOrder(id: integer): Order { GET "/orders/{id}" result body }']);
  });
});

describe('a warning', () => {
  it('is ignored by a comment, an error is not', async () => {
    expect(await fixed(flow(''), 'unused-use', 'Ignore `unused-use` in this line')).toEqual(['  // patchbay-ignore unused-use: it is meant so']);
    expect(await fixed({ '/patchbay.json': files['/patchbay.json']!.replace('"version": 1,', '"version": 1,\n  "colour": "red",') }, 'unknown-member', 'Ignore `unknown-member` in this line')).toEqual(['  // patchbay-ignore unknown-member: it is meant so']);
    const inText = 'log """\n    {match order.status { \'open\' -> 1, else -> 2, \'paid\' -> 3 }}\n  """';
    const { actions } = await actionsOf(flow(`  ${inText}`), '/main.flow', 'all');
    expect(actions.filter((one) => one.title === 'Ignore `unreachable` in this line')).toEqual([]);
    expect((await actionsOf(flow(inText.replaceAll('\n', ' ').replaceAll('"""', '"')), '/main.flow', 'all')).titles).toContain('Ignore `unreachable` in this line');
    expect((await actionsOf(flow('  log ordr.id'), '/main.flow', 'all')).titles).not.toContain('Ignore `unknown-name` in this line');
  });

  it('is ignored by no comment that silences nothing, or is about no code', async () => {
    const comment = '// patchbay-ignore unused-binding: the next version logs it';
    const twice = '  let twice = order.total * 2';
    for (const given of [`${comment}\n${twice}`, `${twice.trimStart()} ${comment}`]) {
      const texts = flow(`  ${given}\n  log twice`);
      const { titles, applied } = await actionsOf(texts, '/main.flow', 'all');
      expect(titles).not.toContain('Ignore `unused-ignore` in this line');
      expect(applied('Remove the comment').get('/main.flow')).toBe(flow(`${twice}\n  log twice`)['/main.flow']);
      const crlf = { '/main.flow': texts['/main.flow']!.replaceAll('\n', '\r\n') };
      expect((await actionsOf(crlf, '/main.flow', 'all')).applied('Remove the comment').get('/main.flow')).toBe(flow(`${twice}\n  log twice`)['/main.flow']!.replaceAll('\n', '\r\n'));
    }
    expect(await fixed(flow('  // patchbay-ignore unused-bindings: later\n  let twice = order.total * 2\n  log order.id'), 'bad-ignore', 'Change it to `unused-binding`')).toEqual([`  // patchbay-ignore unused-binding: later`]);
  });
});

describe('source.fixAll.patchbay', () => {
  it('fixes what changes nothing of the meaning, at once, where it is asked for', async () => {
    const texts = flow('  let x = {\n    a: order.id\n    b: 2\n    c: 3\n  }\n  log x.a');
    const asked = await actionsOf(texts, '/main.flow', 'all', ['source.fixAll']);
    expect(asked.actions.map((one) => one.kind)).toEqual(['source.fixAll.patchbay']);
    const text = asked.applied('Fix what can be fixed safely').get('/main.flow')!;
    expect(text).toContain('    a: order.id,\n    b: 2,\n    c: 3\n');
    expect(text).not.toContain('use erp');
    expect((await actionsOf(texts, '/main.flow', 'all')).actions.every((one) => one.kind === 'quickfix')).toBe(true);
    expect((await actionsOf({ '/main.flow': text }, '/main.flow', 'all', ['source.fixAll'])).actions).toEqual([]);
    expect((await actionsOf(texts, '/main.flow', 'all', ['refactor'])).actions).toEqual([]);
  });
});
