import { randomUUID } from 'node:crypto';
import { answer, router, sameSecret, settled, startServer, systemClock, withHeaders, type Clock, type FakeRequest, type FakeServer, type FakeSystem, type Reply } from '../kit/index.ts';
import { makeWorld, type World, type WorldOptions } from '../world/index.ts';
import { notFound, refused, tooManyCalls, unauthorized } from './answers.ts';
import { graphqlEndpoint } from './graphql/endpoint.ts';
import { costBucket, planLimits, restBucket, type ShopLimits } from './limits.ts';
import { restRoutes } from './rest.ts';
import { makeShop, type ShopState } from './shop.ts';
import { tokenAnswer } from './token.ts';

export type { ShopArrival, ShopState } from './shop.ts';

export interface ShopifyOptions extends WorldOptions {
  shop: string;
  clientId: string;
  clientSecret: string;
  /** The static token of a legacy custom app; without it only tokens from the client credentials grant are taken. */
  accessToken?: string;
  scopes?: readonly string[];
  plan?: keyof typeof planLimits;
  limits?: Partial<ShopLimits>;
  currency?: string;
  timezone?: string;
  clock?: Clock;
  port?: number;
  latencyMs?: number;
  /** Shares the people and articles of other fakes; else one is made from the seed. */
  world?: World;
}

const defaultScopes = ['customers', 'inventory', 'orders', 'products'].flatMap((name) => [`read_${name}`, `write_${name}`]).concat('read_all_orders', 'read_locations');
const versions = ['2025-10', '2026-01', '2026-04', '2026-07', '2026-10'];

/** A shop at `{url}/admin`: client credentials and static tokens, REST with its leaky bucket, GraphQL with its costs. */
export const startShopify = (options: ShopifyOptions): Promise<FakeServer<ShopState>> => {
  const clock = options.clock ?? systemClock;
  const scopes = options.scopes ?? defaultScopes;
  const limits: ShopLimits = { ...planLimits[options.plan ?? 'standard'], ...options.limits };
  const state = makeShop({
    shop: options.shop,
    world: options.world ?? makeWorld(options),
    clock,
    currency: options.currency ?? 'GBP',
    timezone: options.timezone ?? 'America/New_York',
  });
  const bucket = restBucket(limits, clock);
  const graphql = graphqlEndpoint({ state, clock, scopes, bucket: costBucket(limits, clock), restorePerSecond: limits.graphqlPerSecond });
  const find = router(restRoutes({ state, clock, allOrders: scopes.includes('read_all_orders') }));

  const admin = async (request: FakeRequest, version: string, path: string): Promise<Reply> => {
    const token = request.headers['x-shopify-access-token'];
    const given = typeof token === 'string' ? token : undefined;
    if (!state.tokens.holds(given) && !sameSecret(given, options.accessToken)) return unauthorized();
    const answering = answeringVersion(version);
    if (answering === null) return notFound();
    const reply = await (path === '/graphql.json' && request.method === 'POST' ? graphql(request) : restReply(request, path));
    return withHeaders(reply, { 'x-shopify-api-version': answering });
  };

  const restReply = async (request: FakeRequest, path: string): Promise<Reply> => {
    const taken = bucket.take();
    const level = { 'x-shopify-shop-api-call-limit': bucket.level() };
    if (!taken) return withHeaders(tooManyCalls(), level);
    const found = find(request.method, path);
    if (found === null || found === 'method') return withHeaders(notFound(), level);
    const scope = `${request.method === 'GET' ? 'read' : 'write'}_${resourceOf(path)}`;
    if (!path.startsWith('/shop.json') && !scopes.includes(scope)) {
      return withHeaders(refused(403, `[API] This action requires merchant approval for ${scope} scope.`), level);
    }
    return withHeaders(await settled(() => found.handler(request, found.parameters)), level);
  };

  const system: FakeSystem<ShopState> = {
    name: 'Shopify',
    state,
    respond: async (request) => {
      const [, version, path] = /^\/admin\/api\/([^/]+)(\/.*)$/.exec(request.path) ?? [];
      const reply =
        request.path === '/admin/oauth/access_token' && request.method === 'POST'
          ? tokenAnswer(request, { clientId: options.clientId, clientSecret: options.clientSecret, scopes }, state.tokens)
          : version === undefined || path === undefined
            ? notFound()
            : await admin(request, version, path);
      return withHeaders(reply, { 'x-request-id': randomUUID() });
    },
    tooMany: () => withHeaders(tooManyCalls(), { 'x-request-id': randomUUID() }),
    failure: () => answer(500, { errors: 'Internal Server Error' }, { 'x-request-id': randomUUID() }),
  };
  return startServer(system, options);
};

/** The version that answers: an expired one falls forward to the oldest there is (assumed); null for what never was one. */
const answeringVersion = (asked: string): string | null => {
  if (asked === 'unstable' || versions.includes(asked)) return asked;
  const [oldest = ''] = versions;
  return /^\d{4}-(01|04|07|10)$/.test(asked) && asked < oldest ? oldest : null;
};

const resourceOf = (path: string): string => {
  const name = /^\/(\w+)/.exec(path)?.[1] ?? '';
  return { variants: 'products', inventory_levels: 'inventory' }[name] ?? name;
};
