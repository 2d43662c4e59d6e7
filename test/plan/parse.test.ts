import { parsePlan, PlanError, planVersion, type Connector, type Endpoint, type Expr, type Plan, type Step } from '#plan';
import { describe, expect, test } from 'vitest';
import { expression } from '../support/expression-source.ts';
import { at, duration, flag, get, integer, list, object, param, response, setting, template, text } from '../support/expressions.ts';

const order: Expr = { op: 'name', scope: 'record', name: 'order', at };
const call = { use: 'shop', endpoint: 'getOrder', args: { id: get(order, 'id') }, at };

/** One of every expression, with every operand there is. */
const everyExpression: Expr[] = [
  expression("[1, 2.5, 30s, true, null, ...rest]"), expression("{ a: 1, b?: order.x, ...rest }"), expression('a ? b : -c'), expression("match a { 'x' | 1 -> !b, else -> reject \"no {a}\" }"), expression('xs.map((x, i) => x?.y[i])'),
  expression("f(now(), 'a')", [], ['f']), template('path', '/orders/', order), template('url', setting('url')), template('message', order),
  { op: 'convert', to: 'datetime', from: 'string', format: { pattern: 'yyyy', zone: 'UTC' }, of: order, at }, { op: 'convert', to: 'boolean', format: { pattern: 'T', whenFalse: 'F' }, of: order, at },
  { op: 'literal', type: 'number', text: '1e3', at }, { op: 'method', on: 'string', name: 'json', of: order, args: [], optional: true, at },
  ...(['*', '/', '%', '+', '-', '<', '<=', '>', '>=', 'in', '==', '!=', '&&', '||', '??'] as const).map((operator): Expr => ({ op: 'binary', operator, on: 'any', left: order, right: order, at })),
];

const everyStep: Step[] = [
  { id: '0', kind: 'bind', word: 'let', name: 'all', value: list(...everyExpression), at }, { id: '1', kind: 'filter', condition: flag(true), at }, { id: '2', kind: 'assert', condition: flag(true), message: text('m'), at },
  { id: '3', kind: 'skip', at }, { id: '4', kind: 'reject', message: text('m'), at }, { id: '5', kind: 'fail', message: text('m'), at }, { id: '6', kind: 'call', call, as: 'found', at }, { id: '7', kind: 'send', call, at },
  { id: '8', kind: 'each', source: { kind: 'value', value: order }, as: 'line', at },
  { id: '9', kind: 'each', source: { kind: 'endpoint', call }, as: 'line', block: { steps: [{ id: '9.0', kind: 'skip', at }], yield: order, as: 'lines', concurrency: integer(4) }, at },
  { id: '10', kind: 'batch', size: integer(100), within: duration('5s'), as: 'batch', names: ['order'], at }, { id: '11', kind: 'route', all: true, cases: [{ when: flag(true), steps: [{ id: '11.0', kind: 'skip', at }] }, { steps: [] }], at },
  { id: '12', kind: 'dedupe', key: order, pool: 'seen', keep: duration('90d'), at }, { id: '13', kind: 'track', value: order, at }, { id: '14', kind: 'log', level: 'warn', value: order, at },
];

const endpoint: Endpoint = {
  name: 'listOrders', effect: 'read', params: [{ name: 'since', type: { kind: 'scalar', name: 'datetime', format: { pattern: 'epoch' } }, optional: true, default: text('x'), at }],
  request: { method: 'POST', path: template('path', '/orders'), headers: [object({ Accept: text('application/json') })], query: [object({ since: param('since') })], body: { format: 'graphql', document: text('query'), variables: object({}) }, redirect: 'follow', decode: 'json' },
  select: { kind: 'records', value: get(response('body'), 'orders'), type: { kind: 'named', id: 'shop.Order' }, key: 'id', at },
  paginate: { kind: 'page', slot: { in: 'query', path: ['page'] }, from: integer(1), size: { slot: { in: 'query', path: ['size'] }, value: integer(50) }, while: flag(true), total: integer(3), at },
  incremental: { param: 'since', by: get(response('record'), 'updated'), type: 'datetime', overlap: duration('1m'), newestFirst: false, at },
  rules: [
    { on: [{ low: 500, high: 599 }, 'network', 'timeout'], action: { kind: 'retry', times: 5, backoff: { from: duration('1s'), to: duration('30s') }, wait: { kind: 'after', epoch: false, header: 'Retry-After' } }, at },
    { on: [{ low: 200, high: 200 }], when: flag(true), action: { kind: 'retry', wait: { kind: 'at', epoch: true, value: integer(1) } }, at },
    { on: [{ low: 401, high: 401 }], action: { kind: 'refresh' }, at }, { on: [{ low: 404, high: 404 }], action: { kind: 'empty' }, at }, { on: [{ low: 409, high: 409 }], action: { kind: 'ok', value: text('x') }, at },
    { on: [{ low: 422, high: 422 }], action: { kind: 'reject', message: text('m') }, at }, { on: [{ low: 400, high: 400 }], action: { kind: 'fail', message: text('m') }, at },
  ],
  limits: [
    { kind: 'rate', count: integer(2), per: duration('1s'), burst: integer(40), by: setting('shop'), at }, { kind: 'concurrent', count: integer(4), at }, { kind: 'day', count: integer(1000), at }, { kind: 'remaining', remaining: 'X-Left', reset: 'X-Reset', at },
    { kind: 'cost', cost: integer(1), available: integer(2), restore: integer(3), at },
  ],
  timeout: duration('30s'), authenticated: true, repeat: { kind: 'key', slot: { in: 'header', path: ['Idempotency-Key'] } }, at,
};

const others = (['link', 'next', 'cursor', 'offset', 'none'] as const).map((kind): Endpoint => ({
  ...endpoint, name: kind, request: { ...endpoint.request, body: { format: 'json', value: order }, decode: 'ndjson' }, repeat: kind === 'next' ? { kind: 'unsafe' } : { kind: 'safe' },
  select: kind === 'none' ? { kind: 'none', at } : { kind: 'result', value: order, type: { kind: 'any' }, at },
  ...(kind !== 'none' && { paginate: kind === 'link' ? { kind, until: flag(true), at } : kind === 'next' ? { kind, url: order, at } : { kind, slot: { in: 'body', path: ['a', 'b'] }, value: order, at } as Endpoint['paginate'] & object }),
}));
const paged = others.map((one) => (one.paginate?.kind === 'offset' ? { ...one, paginate: { kind: 'offset', slot: { in: 'query', path: ['offset'] }, at } } as Endpoint : one));

const connector: Connector = {
  name: 'shop', version: '1.0.0', settings: [{ name: 'shop', type: { kind: 'scalar', name: 'string' }, optional: false, pattern: '^a$', min: '1', max: '2', maxLength: 3, at }], hosts: [text('*.example')], base: template('url', 'https://', setting('shop'), '.example'),
  auths: {
    token: { name: 'token', settings: [], secrets: [{ name: 'token', type: { kind: 'scalar', name: 'string' }, optional: false, at }], placements: [{ kind: 'header', name: 'X-Token', value: text('x'), at }, { kind: 'query', name: 'key', value: text('x'), at }, { kind: 'basic', username: text('u'), password: text('p'), at }], at },
    app: { name: 'app', settings: [], secrets: [], placements: [], token: { kind: 'oauth2', grant: 'clientCredentials', tokenUrl: text('https://a.example/token'), scopes: list(text('a')), separator: ' ', clientAuth: { kind: 'jwt', alg: text('PS256'), key: text('k'), kid: text('1'), claims: object({}) }, token: text('t'), expires: integer(1), at }, at },
  },
  endpoints: Object.fromEntries([endpoint, ...paged].map((one) => [one.name, one])), check: 'listOrders', functions: { f: { params: ['x'], body: order, at } }, at,
};

const plan: Plan = {
  version: planVersion, hash: 'a'.repeat(64), files: ['orders.flow'], connectors: { shop: connector },
  types: {
    'shop.Order': { kind: 'object', fields: [{ name: 'id', type: { kind: 'union', members: [{ kind: 'literal', of: 'integer', text: '1' }, { kind: 'null' }] }, optional: false, at }], open: true },
    'shop.Lines': { kind: 'array', of: { kind: 'map', of: { kind: 'any' } } },
  },
  functions: { 'orders.flow#f': { params: [], body: order, at } },
  flow: {
    name: 'orders', uses: { shop: { connector: 'shop', instances: ['acme'], at } }, inputs: [], source: { kind: 'endpoint', call, incremental: { starting: text('2026-01-01') }, key: 'id', as: 'order', at },
    triggers: [{ kind: 'schedule', cron: '*/15 * * * *', timezone: 'UTC', at }, { kind: 'every', everyMs: 1000, at }, { kind: 'webhook', text: 'x', at }, { kind: 'http', text: 'x', at }],
    steps: everyStep, stopAfterRejected: 100, concurrency: { count: integer(8), by: order }, at,
  },
};

const copy = (of: Plan = plan): Plan => JSON.parse(JSON.stringify(of)) as Plan;

/** Sets (or removes) a member by its path in a fresh copy. */
function changed(path: (string | number)[], value: unknown, of: Plan = plan): unknown {
  const whole: unknown = copy(of);
  let place = whole as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string | number, unknown>;
  const last = path.at(-1) as string | number;
  if (value === undefined) delete place[last];
  else place[last] = value;
  return whole;
}

describe('a plan is read', () => {
  test('with one of everything in it, and is the same object', () => {
    const json = copy();
    expect(parsePlan(json)).toBe(json);
    const { flow: _flow, ...endpointOnly } = copy();
    expect(parsePlan(endpointOnly).flow).toBeUndefined();
    expect(parsePlan({ ...copy(), flow: { ...copy().flow, source: { kind: 'list', items: list(), as: 'x', at } } })).toBeDefined();
  });

  test.each([
    [['version'], 2, 'version: version 2 of the format, this Patchbay reads version 1'],
    [['version'], '1', 'version: expected 1, found "1"'],
    [['extra'], 1, 'extra: a member that is not known'],
    [['hash'], undefined, 'hash: expected a string, found nothing'],
    [['flow', 'steps', 1, 'kind'], 'teleport', 'flow.steps[1].kind: expected one of bind, filter,'],
    [['flow', 'steps', 1, 'kind'], 'constructor', 'flow.steps[1].kind: expected one of'],
    [['flow', 'steps', 7, 'call', 'args', 'id', 'op'], 'eval', 'flow.steps[7].call.args.id.op: expected one of literal, name,'],
    [['flow', 'steps', 1, 'condition', 'text'], 'maybe', 'flow.steps[1].condition.text: expected a literal of type boolean, found "maybe"'],
    [['flow', 'steps', 9, 'block', 'steps', 0, 'at'], [0, 1, 1, 1], 'flow.steps[9].block.steps[0].at: expected five numbers'],
    [['flow', 'steps', 9, 'block', 'steps', 0, 'at', 0], -1, 'flow.steps[9].block.steps[0].at[0]: expected a whole number, found -1'],
    [['flow', 'steps', 0, 'value', 'items', 12, 'value', 'name'], 'constructor', 'string has no method `constructor`'],
    [['flow', 'steps', 0, 'value', 'items', 5, 'value', 'args', 0, 'name'], 'launch', 'expected a built-in function, found "launch"'],
    [['flow', 'uses', 'shop', 'instances'], 'acme', 'flow.uses.shop.instances: expected an array, found "acme"'],
    [['connectors', 'shop', 'endpoints', 'listOrders', 'request', 'method'], 'TRACE', 'connectors.shop.endpoints.listOrders.request.method: expected "GET" or "POST"'],
    [['connectors', 'shop', 'endpoints', 'listOrders', 'rules', 0, 'on', 1], 'weather', 'rules[0].on[1]: expected a status range, "network" or "timeout"'],
    [['connectors', 'shop', 'endpoints', 'listOrders', 'rules', 0, 'action', 'wait', 'value'], integer(1), 'rules[0].action.wait.value: a member that is not known'],
    [['connectors', 'shop', 'auths', 'token', 'placements', 0, 'username'], text('u'), 'connectors.shop.auths.token.placements[0].username: a member that is not known'],
    [['types', 'shop.Order', 'kind'], 'class', 'types["shop.Order"].kind: expected one of any, null, scalar'],
    [['connectors'], [], 'connectors: expected an object, found []'],
  ])('but not with %j being %j', (path, value, message) => {
    expect(() => parsePlan(changed(path, value))).toThrow(PlanError);
    expect(() => parsePlan(changed(path, value))).toThrow(message);
  });

  test.each([null, 1, 'plan', [], undefined])('%j is no plan', (value) => {
    expect(() => parsePlan(value)).toThrow(PlanError);
  });

  test('no member is missed: each that is taken away or added is noticed, unless it may be missing', () => {
    const optionalMembers = /\.(?:flow|at|timezone|starting|incremental|key|as|block|concurrency|within|when|pool|keep|stopAfterRejected|by|default|format|zone|whenFalse|from|pattern|min|max|maxLength|token|scopes|audience|params|headers|kid|claims|expires|paginate|timeout|check|body|variables|param|overlap|while|until|total|size|slot|times|backoff|wait|burst|reset|value)$/;
    let tried = 0;
    function visit(value: unknown, path: (string | number)[], isMap: boolean, whole: Plan): void {
      if (typeof value !== 'object' || value === null) return;
      if (!Array.isArray(value) && !isMap) expect(() => parsePlan(changed([...path, 'surplus'], 1, whole)), `${path.join('.')}.surplus`).toThrow(PlanError);
      for (const [key, member] of Object.entries(value)) {
        const next = [...path, Array.isArray(value) ? Number(key) : key];
        tried++;
        if (!Array.isArray(value) && !isMap && !optionalMembers.test(`.${key}`)) expect(() => parsePlan(changed(next, undefined, whole)), next.join('.')).toThrow(PlanError);
        visit(member, next, ['args', 'connectors', 'types', 'functions', 'auths', 'endpoints', 'uses'].includes(key) && !Array.isArray(member), whole);
      }
    }
    // The flow's own parts; those of connectors are many, one endpoint stands for all.
    const flowOnly = { ...plan, connectors: {} };
    visit(flowOnly, [], false, flowOnly);
    const endpointOnly = { ...plan, flow: undefined, connectors: { shop: { ...connector, endpoints: { listOrders: endpoint } } } } as unknown as Plan;
    visit(endpoint, ['connectors', 'shop', 'endpoints', 'listOrders'], false, endpointOnly);
    expect(tried).toBeGreaterThan(500);
  });

  test('nesting without end is refused', () => {
    let deep: unknown = order;
    for (let level = 0; level < 100_000; level++) deep = { op: 'unary', operator: '-', of: deep, at };
    expect(() => parsePlan({ ...copy(), functions: { f: { params: [], body: deep, at } } })).toThrow('nested too deep');
  });
});
