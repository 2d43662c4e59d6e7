import { expect, test } from 'vitest';
import type { Endpoint, Expr, Paginate, Slot } from '#plan';
import { all, bench } from '../../support/connector-bench.ts';
import { connector, endpoint, paginate, records, rule } from '../../support/connectors.ts';
import { binary, body, flag, get, integer, maybe, method, nothing, object, param, response, text } from '../../support/expressions.ts';
import { loopback, type Handler, type Received } from '../../support/loopback.ts';

type Details = Partial<Omit<Endpoint, 'request'>> & { request?: Partial<Endpoint['request']> };

async function reads(how: Parameters<typeof paginate>[0], handler: Handler, details: Details = {}) {
  const server = await loopback(handler);
  const { client, signal } = bench({ connector: connector(), instance: { baseUrl: server.origin } });
  const of = endpoint({ paginate: paginate(how), select: records(body('items')), ...details });
  const run = async (args: Record<string, unknown> = {}) => {
    const pages = await all(client.pages(of, args, { signal }));
    return { items: pages.flatMap((page) => page.records), why: pages.at(-1)?.why, numbers: pages.map((page) => page.number) };
  };
  return { run, server, client, signal, of };
}

const slot = (place: Slot['in'], ...path: string[]): Slot => ({ in: place, path });
const page = (length: number, start = 0) => Array.from({ length }, (_, index) => start + index);
/** Serves `total` numbers by offset and limit. */
const slice = (total: number, offset: number, limit: number) => page(total).slice(offset, offset + limit);

test('one page where nothing is said about paging', async () => {
  const server = await loopback(() => ({ body: { items: [1, 2] } }));
  const { client, signal } = bench({ connector: connector(), instance: { baseUrl: server.origin } });
  expect(await all(client.pages(endpoint({ select: records(body('items')) }), {}, { signal }))).toEqual([{ records: [1, 2], number: 1, why: 'one page' }]);
});

test('the next request begins only when the next page is asked for', async () => {
  const { client, signal, of, server } = await reads({ kind: 'link' }, ({ query }) => ({ headers: { link: `</things?p=${Number(query.get('p') ?? 0) + 1}>; rel="next"` }, body: { items: [query.get('p')] } }));
  const pages = client.pages(of, {}, { signal });
  await pages.next();
  expect(server.requests).toHaveLength(1);
  await pages.next();
  expect(server.requests).toHaveLength(2);
  await pages.return();
  expect(server.requests).toHaveLength(2);
});

test('a followed URL replaces the whole query, absolute or relative, at the vendor\'s own address too', async () => {
  const targets = ['/other/path?cursor=1', 'page?cursor=2', 'https://api.shelf.example/last?cursor=3&x=%20', '?cursor=4', null];
  let count = 0;
  const { run, server } = await reads({ kind: 'next', url: body('links', 'next') }, () => ({ body: { items: [count], links: { next: targets[count++] } } }), { request: { query: [object({ limit: integer(2), filter: text('all') })] } });
  expect((await run()).why).toBe('no next link');
  expect(server.requests.map((request) => request.target)).toEqual(['/things?limit=2&filter=all', '/other/path?cursor=1', '/other/page?cursor=2', '/last?cursor=3&x=%20', '/last?cursor=4']);
});

test.each([null, '', false])('the next link %j ends paging', async (next) => {
  const { run } = await reads({ kind: 'next', url: body('next') }, () => ({ body: { items: [1], next } }));
  expect(await run()).toMatchObject({ items: [1], why: 'no next link' });
});

test('a next link that is no URL is an error, not an end', async () => {
  for (const next of ['https://', 'ftp://files.example/x', 'javascript:alert(1)', 7]) {
    const { run } = await reads({ kind: 'next', url: body('next') }, () => ({ body: { items: [1], next } }));
    await expect(run()).rejects.toMatchObject({ code: 'paging-broken', scope: 'run' });
  }
});

const cursorServer = (place: (request: Received) => string | null | undefined): Handler => (request) => {
  const at = Number(place(request) ?? 0);
  return { headers: at < 2 ? { 'x-next-cursor': String(at + 1) } : {}, body: { items: [at], next: at < 2 ? String(at + 1) : null, more: at < 2 } };
};

test('a cursor goes into query, header, path, body and variables', async () => {
  const value = body('next');
  expect((await (await reads({ kind: 'cursor', slot: slot('query', 'page[after]'), value }, cursorServer(({ query }) => query.get('page[after]')))).run())).toEqual({ items: [0, 1, 2], why: 'no cursor', numbers: [1, 2, 3] });
  const byHeader = await reads({ kind: 'cursor', slot: slot('header', 'X-Cursor'), value: get(response('header'), 'X-Next-Cursor') }, cursorServer(({ headers }) => headers['x-cursor'] as string | undefined));
  expect(await byHeader.run()).toMatchObject({ items: [0, 1, 2], why: 'no cursor' });
  const byPath = await reads({ kind: 'cursor', slot: slot('path', 'day'), value }, cursorServer(({ path }) => path.split('/')[2]), { request: { path: { op: 'template', use: 'path', parts: ['/days/', param('day')], at: [0, 1, 1, 1, 1] } } });
  expect(await byPath.run({ day: '0' })).toMatchObject({ items: [0, 1, 2] });
  const byBody = await reads({ kind: 'cursor', slot: slot('body', 'page', 'after'), value }, cursorServer(({ body: sent }) => (JSON.parse(sent) as { page: { after?: string } }).page.after), {
    request: { method: 'POST', body: { format: 'json', value: object({ text: text('x'), page: object({ size: integer(1) }) }) } },
  });
  expect(await byBody.run()).toMatchObject({ items: [0, 1, 2] });
  expect(byBody.server.requests.map((request) => request.body)).toEqual(['{"text":"x","page":{"size":1}}', '{"text":"x","page":{"size":1,"after":"1"}}', '{"text":"x","page":{"size":1,"after":"2"}}']);
  const byVariables = await reads({ kind: 'cursor', slot: slot('variables', 'after'), value, while: body('more') }, cursorServer(({ body: sent }) => (JSON.parse(sent) as { variables?: { after?: string } }).variables?.after), {
    request: { method: 'POST', body: { format: 'graphql', document: text('query ($after: String) { x }') } },
  });
  expect(await byVariables.run()).toMatchObject({ items: [0, 1, 2], why: '`while` is false' });
});

test('keyset paging goes by the last record', async () => {
  const { run, server } = await reads({ kind: 'cursor', slot: slot('query', 'starting_after'), value: get(method(response('records'), 'array', 'last'), 'id'), while: body('has_more') }, ({ query }) => {
    const from = Number(query.get('starting_after') ?? 0);
    return { body: { items: [{ id: from + 1 }, { id: from + 2 }], has_more: from < 2 } };
  });
  expect((await run()).items).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }]);
  expect(server.requests.map((request) => request.target)).toEqual(['/things', '/things?starting_after=2']);
});

test('a cursor that does not move ends the run', async () => {
  const { run, server } = await reads({ kind: 'cursor', slot: slot('query', 'after'), value: body('next') }, () => ({ body: { items: [1], next: 'same' } }));
  await expect(run()).rejects.toMatchObject({ code: 'page-repeated', scope: 'run', remedy: expect.stringContaining('paginate') as string });
  expect(server.requests).toHaveLength(2);
});

const byPage = (total: number, size: number): Handler => ({ query }) => {
  const number = Number(query.get('page') ?? -1);
  return { body: { items: slice(total, (number - 1) * size, size), pages: Math.ceil(total / size), count: total, more: number * size < total } };
};

test('pages are counted until one is short, or empty', async () => {
  const how = { kind: 'page', slot: slot('query', 'page'), size: { slot: slot('query', 'per_page'), value: integer(10) } } as const;
  const short = await reads(how, byPage(25, 10));
  expect(await short.run()).toEqual({ items: page(25), why: 'last page: 5 of 10', numbers: [1, 2, 3] });
  expect(short.server.requests.map((request) => request.target)).toEqual(['/things?page=1&per_page=10', '/things?page=2&per_page=10', '/things?page=3&per_page=10']);
  expect(await (await reads(how, byPage(20, 10))).run()).toMatchObject({ items: page(20), why: 'empty page', numbers: [1, 2, 3] });
  expect(await (await reads({ kind: 'page', slot: slot('query', 'page') }, byPage(25, 10))).run()).toMatchObject({ items: page(25), why: 'empty page' });
  const fixed = await reads({ kind: 'page', slot: slot('query', 'p'), from: integer(0), size: { value: integer(10) } }, ({ query }) => ({ body: { items: slice(25, Number(query.get('p')) * 10, 10) } }));
  expect(await fixed.run()).toMatchObject({ items: page(25), why: 'last page: 5 of 10' });
  expect(fixed.server.requests[0]?.target).toBe('/things?p=0');
});

test('`until page >= body.pages` saves the empty page', async () => {
  const { run, server } = await reads({ kind: 'page', slot: slot('query', 'page'), size: { slot: slot('query', 'per_page'), value: integer(10) }, until: binary(response('page'), '>=', body('pages')), total: body('count') }, byPage(20, 10));
  expect(await run()).toMatchObject({ items: page(20), why: '`until` is true' });
  expect(server.requests).toHaveLength(2);
});

test('with a condition of its own a short page is not the last', async () => {
  const { run } = await reads({ kind: 'offset', slot: slot('query', 'offset'), size: { slot: slot('query', 'limit'), value: integer(1000) }, while: body('hasMore') }, ({ query }) => {
    const offset = Number(query.get('offset'));
    // A server that caps the size at 10, whatever is asked for.
    return { body: { items: slice(25, offset, 10), hasMore: offset + 10 < 25 } };
  });
  expect((await run()).items).toEqual(page(25));
});

test('offsets are counted by what came', async () => {
  const { run, server } = await reads({ kind: 'offset', slot: slot('query', 'offset'), size: { slot: slot('query', 'limit'), value: integer(10) } }, ({ query }) => ({ body: { items: slice(25, Number(query.get('offset')), Number(query.get('limit'))) } }));
  expect(await run()).toMatchObject({ items: page(25), why: 'last page: 5 of 10' });
  expect(server.requests.map((request) => request.query.get('offset'))).toEqual(['0', '10', '20']);
});

test('offsets go into a form as well', async () => {
  const { run, server } = await reads({ kind: 'offset', slot: slot('body', 'start'), from: integer(0), size: { slot: slot('body', 'rows'), value: integer(10) }, until: binary(get(response('records'), 'length'), '==', integer(0)) },
    ({ body: sent }) => ({ body: { items: slice(15, Number(new URLSearchParams(sent).get('start')), 10) } }), { request: { method: 'POST', body: { format: 'form', value: object({ branch: text('all') }) } } });
  expect((await run()).items).toEqual(page(15));
  expect(server.requests.map((request) => request.body)).toEqual(['branch=all&start=0&rows=10', 'branch=all&start=10&rows=10', 'branch=all&start=15&rows=10']);
});

test('a server that ignores the page number does not keep the run going for ever', async () => {
  for (const how of [{ kind: 'page', slot: slot('query', 'pge') }, { kind: 'offset', slot: slot('query', 'ofset') }] as const) {
    const { run, server } = await reads(how, () => ({ body: { items: [1, 2, 3] } }));
    await expect(run()).rejects.toMatchObject({ code: 'page-repeated', message: expect.stringContaining('two pages in a row are the same') as string });
    expect(server.requests).toHaveLength(2);
  }
});

test('nor does one that sends the same large page for ever, whose memory is given back', async () => {
  const items = Array.from({ length: 2000 }, (_, index) => `${index}`.padStart(60));
  const { run, server } = await reads({ kind: 'page', slot: slot('query', 'p') }, () => (server.requests.length > 5 ? { body: { items: [] } } : { body: { items } }));
  await expect(run()).rejects.toMatchObject({ code: 'page-repeated' });
  expect(server.requests).toHaveLength(2);
});

test.each(['/things', '/things?p=1'])('links that go round in a circle by %s end the run', async (back) => {
  const { run, server } = await reads({ kind: 'link' }, ({ query }) => {
    const at = Number(query.get('p') ?? 0);
    return { headers: { link: `<${at === 3 ? back : `/things?p=${at + 1}`}>; rel="next"` }, body: { items: [at, server.requests.length] } };
  });
  await expect(run()).rejects.toMatchObject({ code: 'page-repeated' });
  expect(server.requests).toHaveLength(4);
});

test('a link that is new each time but leads to the same page ends the run', async () => {
  let count = 0;
  const { run, server } = await reads({ kind: 'link' }, () => ({ headers: { link: `</things?token=${++count}>; rel="next"` }, body: { items: [1, 2] } }));
  await expect(run()).rejects.toMatchObject({ code: 'page-repeated' });
  expect(server.requests).toHaveLength(2);
});

test('a page without records is the last, unless a condition says otherwise, and not for ever', async () => {
  let count = 0;
  const endless: Handler = () => ({ headers: { link: `</things?p=${++count}>; rel="next"` }, body: { items: [], more: true } });
  expect(await (await reads({ kind: 'link' }, endless)).run()).toMatchObject({ items: [], why: 'empty page' });
  await expect((await reads({ kind: 'link', while: body('more') }, endless)).run()).rejects.toMatchObject({ code: 'paging-endless' });
});

test('an answer that says more follows but not where is an error, not an end', async () => {
  await expect((await reads({ kind: 'link', while: body('more') }, () => ({ body: { items: [1], more: true } }))).run()).rejects.toMatchObject({ code: 'paging-broken', message: expect.stringContaining('no next link') as string });
  await expect((await reads({ kind: 'cursor', slot: slot('query', 'c'), value: body('next'), while: body('more') }, () => ({ body: { items: [1], more: true, next: null } }))).run()).rejects.toMatchObject({ code: 'paging-broken' });
});

test('a condition that is neither true nor false is an error, not an end', async () => {
  await expect((await reads({ kind: 'link', while: body('more') }, () => ({ body: { items: [1], more: 'yes' } }))).run()).rejects.toMatchObject({ code: 'invalid-value', message: expect.stringContaining('`while`') as string });
});

const total = (count: unknown): Promise<unknown> => reads({ kind: 'link', total: maybe(body(), 'count') }, () => ({ body: { items: [1, 2], count } })).then(({ run }) => run());

test('records that are missing in the end are counted', async () => {
  await expect(total(5)).rejects.toMatchObject({ code: 'records-missing', message: '3 of 5 records did not come: paging ended after 2.' });
  await expect(total('5')).rejects.toMatchObject({ code: 'records-missing' });
  for (const fine of [2, 1, null]) await expect(total(fine)).resolves.toMatchObject({ items: [1, 2] });
});

test('each page is tried again on its own', async () => {
  let failed = false;
  const { run, server } = await reads({ kind: 'page', slot: slot('query', 'page'), size: { value: integer(10) } }, (request, raw) => {
    if (request.query.get('page') === '2' && !failed) {
      failed = true;
      return { status: 500 };
    }
    return byPage(25, 10)(request, raw);
  });
  expect((await run()).items).toEqual(page(25));
  expect(server.requests.map((request) => request.query.get('page'))).toEqual(['1', '2', '2', '3']);
});

test('`empty` ends a list, `ok with` stands for it', async () => {
  const none = await reads({ kind: 'link' }, () => ({ status: 404 }), { rules: [rule(404, { kind: 'empty' })] });
  expect(await none.run()).toEqual({ items: [], why: 'nothing there', numbers: [1] });
  const some = await reads({ kind: 'link' }, () => ({ status: 404 }), { rules: [rule(404, { kind: 'ok', value: { op: 'array', items: [{ spread: false, value: flag(true) }], at: [0, 1, 1, 1, 1] } })] });
  expect(await some.run()).toMatchObject({ items: [true] });
});

test('`call` of a list gives all its records', async () => {
  const { client, signal, of } = await reads({ kind: 'page', slot: slot('query', 'page'), size: { value: integer(10) } }, byPage(25, 10));
  expect(await client.call(of, {}, { signal })).toEqual({ kind: 'value', value: page(25) });
});

test('a value of null is not sent as a cursor', async () => {
  const { run, server } = await reads({ kind: 'cursor', slot: slot('query', 'after'), value: nothing as Expr }, () => ({ body: { items: [1] } }) as const, { request: { query: [object({ after: text('start') })] } } satisfies Details as Details & { paginate?: Paginate });
  expect((await run()).why).toBe('no cursor');
  expect(server.requests.map((request) => request.target)).toEqual(['/things?after=start']);
});
