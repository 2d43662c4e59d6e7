import { describe, expect, it } from 'vitest';
import { connectorWith, flowWith } from '../workspace.ts';
import { actionsOf, fixed, refactored } from './fixing.ts';

// `‹` and `›` stand around what is selected.
const flow = (steps: string): Record<string, string> => ({ '/main.flow': flowWith(steps).replace('use erp =', 'use erp  =') });
const desk = (members: string): Record<string, string> => ({ '/connectors/desk.connector': connectorWith(members).replace(/^.*\n/, '') });

describe('extract', () => {
  it('a value above its step', async () => {
    expect(await refactored(flow('  filter ‹order.total * 2› > minimum'), 'Extract into `let value`')).toEqual(['  let value = order.total * 2', '  filter value > minimum']);
    expect(await refactored(flow('  send shop.addNote(order.id, text: ‹"Order {order.number}"›)'), 'Extract into `let text`')).toEqual(['  let text = "Order {order.number}"', '  send shop.addNote(order.id, text: text)']);
    expect(await refactored(flow('  let total = 1\n  log ‹order.total› + total'), 'Extract into `let total2`')).toEqual(['  let total2 = order.total', '  log total2 + total']);
  });

  it('a function above the flow, with what it needs', async () => {
    expect(await refactored(flow('  filter ‹order.total * 2 + minimum› > 5'), 'Extract into `function value`')).toEqual(['function value(order: shop.Order, minimum: decimal): decimal = order.total * 2 + minimum', '  filter value(order, minimum) > 5', '']);
    expect(await refactored(flow('  log order.lines.map(l => ‹l.price * l.quantity›).length'), 'Extract into `function value`')).toEqual(['function value(l: shop.Line): decimal = l.price * l.quantity', '  log order.lines.map(l => value(l)).length', '']);
    expect(await refactored(flow('  log ‹order.customer?.email ?? itemId(order.number)›'), 'Extract into `function value`')).toEqual(['function value(order: shop.Order): string = order.customer?.email ?? itemId(order.number)', '  log value(order)', '']);
  });

  it('nothing that is no value, or that is known in the step alone', async () => {
    const titles = async (steps: string): Promise<string[]> => {
      const text = flowWith(steps);
      const start = text.indexOf('‹');
      return (await actionsOf({ '/main.flow': text.replace(/[‹›]/g, '') }, '/main.flow', { start, end: text.indexOf('›') - 1 }, ['refactor'])).titles;
    };
    expect(await titles('  call ‹shop.getOrder(1)› as o\n  log o.id')).toEqual([]);
    expect(await titles('  log order.lines.map(l => ‹l.price + 1›).length')).toEqual(['Extract into `function value`']);
    expect(await titles('  log ‹shop.name.upper()›')).toEqual(['Extract into `let value`']);
    expect(await titles('  filter order.customer != null\n  log ‹order.customer.email›')).toEqual(['Extract into `let email`']);
    expect(await titles("  log ‹order.customer != null ? order.customer.name : ''›")).toEqual(['Extract into `let value`', 'Extract into `function value`']);
    expect(await titles('  log ‹ordr.total›')).toEqual([]);
    expect(await titles('  log order.to‹tal + 1›')).toEqual([]);
  });
});

describe('inline', () => {
  it('a let, wherever its name stands', async () => {
    expect(await refactored(flow('  let ‹›double = order.total * 2\n  filter double + 1 > double\n  log "{double}"\n  log { double }.double'), 'Inline `double`')).toEqual([
      '  filter (order.total * 2) + 1 > (order.total * 2)', '  log "{order.total * 2}"', '  log { double: order.total * 2 }.double',
    ]);
    expect(await refactored(flow('  let number = order.number\n  log num‹›ber.upper()'), 'Inline `number`')).toEqual(['  log order.number.upper()']);
  });

  it('a let that a condition narrows', async () => {
    expect(await refactored(flow('  let ‹›email = order.customer?.email\n  filter email != null\n  log email.lower()'), 'Inline `email`')).toEqual(['  filter order.customer?.email != null', '  log order.customer?.email.lower()']);
  });

  it('no let that is another value each time', async () => {
    const text = flowWith('  let k‹›ey = uuid()\n  log key\n  log key').replace('‹›', '');
    const start = text.indexOf('key');
    expect((await actionsOf({ '/main.flow': text }, '/main.flow', { start, end: start }, ['refactor.inline'])).titles).toEqual([]);
    expect(await refactored(flow('  let ‹›key = uuid()\n  log key'), 'Inline `key`')).toEqual(['  log uuid()']);
  });

  it('a call of a function, with what it was given', async () => {
    const inlined = async (declaration: string, step: string, title: string): Promise<string[]> => {
      const [path, text] = Object.entries(flow(step))[0]!;
      return refactored({ [path]: text.replace('\n\n/** Orders', `\n\n${declaration}\n\n/** Orders`) }, title);
    };
    expect(await refactored(flow('  log item‹›Id(order.number + "x")'), 'Inline this call of `itemId`')).toEqual(['  log (order.number + "x").upper()']);
    expect(await inlined('function line(n: integer, name: string = \'none\'): string = "{n}: {name}"', '  log li‹›ne(order.id)', 'Inline this call of `line`')).toEqual(['  log "{order.id}: {\'none\'}"']);
    expect(await inlined('function taxed(total: decimal, rate: decimal): decimal = total + total * rate', '  log ‹›taxed(rate: 1 + 1, total: order.total) * 2', 'Inline this call of `taxed`')).toEqual(['  log (order.total + order.total * (1 + 1)) * 2']);
    expect(await inlined('function pair(id: integer): { id: integer } = { id }', '  log pa‹›ir(order.id).id', 'Inline this call of `pair`')).toEqual(['  log { id: order.id }.id']);
  });

  it('no call where a name would mean something else, or a value be worked out more often', async () => {
    const titles = async (declaration: string, step: string): Promise<string[]> => {
      const text = flowWith(step).replace('\n\n/** Orders', `\n\n${declaration}\n\n/** Orders`);
      const start = text.indexOf('‹›');
      return (await actionsOf({ '/main.flow': text.replace('‹›', '') }, '/main.flow', { start, end: start }, ['refactor.inline'])).titles;
    };
    expect(await titles('function twice(a: string): string = a + a', '  log ‹›twice(uuid())')).toEqual([]);
    expect(await titles('function twice(a: string): string = a + a', '  log ‹›twice(order.customer?.email ?? reject "none")')).toEqual([]);
    expect(await titles('function all(a: shop.Line[], b: integer): integer[] = a.map(order => order.quantity + b)', '  log ‹›all(order.lines, order.id).length')).toEqual([]);
    expect(await titles('function one(a: string): string = nobody + a', '  log ‹›one(order.number)')).toEqual([]);
    expect(await titles('function twice(a: string): string = a + a', '  log ‹›twice(order.number)')).toEqual(['Inline this call of `twice`']);
  });

  it('not where a name of it means something else, or there is none', async () => {
    const titles = async (steps: string): Promise<string[]> => {
      const text = flowWith(steps);
      const start = text.indexOf('‹›');
      return (await actionsOf({ '/main.flow': text.replace('‹›', '') }, '/main.flow', { start, end: start }, ['refactor.inline'])).titles;
    };
    expect(await titles('  let n‹›umber = order.number\n  log order.lines.map(order => number).length')).toEqual([]);
    expect(await titles('  let n‹›umber = order.number\n  log 1')).toEqual([]);
    expect(await titles('  let number = or‹›der.number\n  log number')).toEqual([]);
  });
});

describe('of an endpoint', () => {
  it('the parameters of its URL become a query', async () => {
    const one = (path: string, more = ''): Record<string, string> => desk(`  endpoint list(state: string?, page: integer): Ticket[] {\n    GET ${path}${more}\n    records body\n  }`);
    const title = "Turn the URL's parameters into `query`";
    expect(await refactored(one('‹›"/x?state={state}&page={page}&depth=50&sort=a%20b&tag=t-{page}"'), title)).toEqual(["    GET '/x'", '    query { state, page, depth: 50, sort: \'a b\', tag: "t-{page}" }']);
    expect(await refactored(one('"/x/{page}?dep‹›th=50"', '\n    query { state }'), title)).toEqual(['    GET "/x/{page}"', '    query { state, depth: 50 }']);
  });

  it('the end of its pages is said', async () => {
    const paging = desk('  endpoint list(): Ticket[] {\n    GET \'/x\'\n    pagi‹›nate page query.page size query.limit = 50\n    records body.items\n  }');
    expect(await refactored(paging, 'Check the number of records: `total`')).toEqual(['    paginate page query.page size query.limit = 50 total body.total']);
    expect(await refactored(paging, 'Go on while the answer says so: `while`')).toEqual(['    paginate page query.page size query.limit = 50 while body.hasMore']);
  });

  it('the next page is got', async () => {
    const full = desk("  endpoint list(): Ticket[] {\n    GET '/x'\n    query { sort: 'a', limit: 50 }\n    records body.items\n  }");
    expect(await fixed(full, 'page-without-next', 'Follow the `Link` header: `paginate link`')).toEqual(['    paginate link']);
    expect(await fixed(full, 'page-without-next', 'Go on with a cursor: `paginate cursor`')).toEqual(['    paginate cursor query.after = body.next']);
    expect(await fixed(full, 'page-without-next', 'Count the pages: `paginate page`')).toEqual(["    query { sort: 'a' }", '    paginate page query.page size query.limit = 50']);
  });

  it('the next page is got where the URL asks for a size', async () => {
    const list = (path: string, more = ''): Record<string, string> => desk(`  endpoint list(state: string?): Ticket[] {\n    GET ${path}${more}\n    records body.items\n  }`);
    const count = 'Count the pages: `paginate page`';
    const page = '    paginate page query.page size query.limit = 50';
    expect(await fixed(list("'/x?limit=50'", '\n    query { state }'), 'page-without-next', count)).toEqual(["    GET '/x'", page]);
    expect(await fixed(list("'/x?limit=50&sort=a'", '\n    query { state }'), 'page-without-next', count)).toEqual(["    GET '/x?sort=a'", page]);
    expect(await fixed(list('"/x?state={state}&limit=50"'), 'page-without-next', count, { leaves: ['may-be-null'] })).toEqual(['    GET "/x?state={state}"', page]);
    expect(await fixed(list("'/x?limit=50'", '\n    query { state }'), 'page-without-next', 'Follow the `Link` header: `paginate link`')).toEqual(['    paginate link']);
  });

  it('the next page is got where a header asks for a size', async () => {
    const list = desk("  endpoint list(): Ticket[] {\n    GET '/x'\n    headers { 'Prefer': 'odata.maxpagesize=50' }\n    records body.value\n  }");
    expect(await fixed(list, 'page-without-next', 'Go on at the next link: `paginate next`')).toEqual(["    paginate next body['@odata.nextLink']"]);
  });

  it('the next page is got where a parameter says the size', async () => {
    const list = (query: string): Record<string, string> => desk(`  endpoint list(limit: integer = 50, state: string?): Ticket[] {\n    GET '/x'\n    query { ${query} }\n    records body.items\n  }`);
    const count = 'Count the pages: `paginate page`';
    expect(await fixed(list('limit, state'), 'page-without-next', count)).toEqual(['    query { state }', '    paginate page query.page size query.limit = limit']);
    expect(await fixed(list('per_page: limit, state'), 'page-without-next', count)).toEqual(['    query { state }', '    paginate page query.page size query.per_page = limit']);
    expect(await fixed(list('limit, state'), 'page-without-next', 'Go on with a cursor: `paginate cursor`')).toEqual(['    paginate cursor query.after = body.next']);
    const only = desk("  endpoint list(limit: integer = 50): Ticket[] {\n    GET '/x'\n    query { limit }\n    records body.items\n  }");
    expect(await fixed(only, 'page-without-next', count)).toEqual(['    paginate page query.page size query.limit = limit']);
  });
});
