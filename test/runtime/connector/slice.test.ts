import { expect, test } from 'vitest';
import { all, bench } from '../../support/connector-bench.ts';
import { auth, connector, endpoint, field, paginate, records, result } from '../../support/connectors.ts';
import { body, integer, object, param, secret, text } from '../../support/expressions.ts';
import { loopback } from '../../support/loopback.ts';

test('pages follow the Link header with the key on each request, and a POST sends its body', async () => {
  const server = await loopback(({ method, query, body: sent }) => {
    if (method === 'POST') return { status: 201, body: { order: { id: 7, ...(JSON.parse(sent) as { order: object }).order } } };
    const page = Number(query.get('page') ?? 1);
    return { headers: page < 3 ? { link: `</orders?page=${page + 1}>; rel="next", </orders?page=1>; rel="first"` } : {}, body: { orders: [{ id: page }] } };
  });
  const { client, signal } = bench({
    connector: connector({ auths: { key: auth({ secrets: [field('token')], placements: [{ kind: 'header', name: 'X-Token', value: secret('token'), at: [0, 1, 1, 1, 1] }] }) } }),
    instance: { baseUrl: server.origin },
    secrets: { token: 'opensesame-1' },
  });
  const list = endpoint({ name: 'listOrders', request: { path: text('/orders'), query: [object({ limit: integer(250) })] }, paginate: paginate({ kind: 'link' }), select: records(body('orders')) });
  const pages = await all(client.pages(list, {}, { signal }));
  expect(pages).toEqual([
    { records: [{ id: 1 }], number: 1 }, { records: [{ id: 2 }], number: 2 }, { records: [{ id: 3 }], number: 3, why: 'no next link' },
  ]);
  expect(server.requests.map((request) => request.target)).toEqual(['/orders?limit=250', '/orders?page=2', '/orders?page=3']);
  expect(server.requests.every((request) => request.headers['x-token'] === 'opensesame-1')).toBe(true);

  const create = endpoint({
    name: 'createOrder', effect: 'write', repeat: { kind: 'unsafe' }, params: [field('order')],
    request: { method: 'POST', path: text('/orders'), body: { format: 'json', value: object({ order: param('order') }) } }, select: result(body('order')),
  });
  expect(await client.call(create, { order: { name: '#1' } }, { signal })).toEqual({ kind: 'value', value: { id: 7, name: '#1' } });
  // Kept alive: undici opens a second one where a request begins before the first connection is free again.
  expect(server.connections()).toBeLessThanOrEqual(2);
});
