import type { Connector, Endpoint, Field, Flow, Plan, Source, Step } from '#plan';
import { at, line, path, text } from './expressions.ts';

/** A parameter of any kind. */
export const field = (name: string, more: Partial<Field> = {}): Field => ({ name, type: { kind: 'any' }, optional: false, at, ...more });

/** An endpoint that reads `GET /path`, each page a bare array, following `Link`. */
export const listEndpoint = (name: string, more: Partial<Endpoint> = {}): Endpoint => ({
  name, effect: 'read', params: [], rules: [], limits: [], authenticated: false, repeat: { kind: 'safe' }, at,
  request: { method: 'GET', path: text(`/${name}`), headers: [], query: [], redirect: 'follow', decode: 'json' },
  select: { kind: 'records', value: path('body', 'response'), type: { kind: 'any' }, at },
  paginate: { kind: 'link', at },
  ...more,
});

/** An endpoint that writes `POST /path` with its parameter `data` as the body. */
export const sendEndpoint = (name: string, more: Partial<Endpoint> = {}): Endpoint => ({
  name, effect: 'write', params: [field('data')], rules: [], limits: [], authenticated: false, repeat: { kind: 'safe' }, at,
  request: { method: 'POST', path: text(`/${name}`), headers: [], query: [], redirect: 'follow', decode: 'json', body: { format: 'json', value: path('data', 'param') } },
  select: { kind: 'result', value: path('body', 'response'), type: { kind: 'any' }, at },
  ...more,
});

export const connector = (name: string, endpoints: Endpoint[], more: Partial<Connector> = {}): Connector => ({
  name, version: '1.0.0', settings: [], hosts: [], base: text('https://api.example.com'), auths: {}, functions: {}, at,
  endpoints: Object.fromEntries(endpoints.map((endpoint) => [endpoint.name, endpoint])),
  ...more,
});

/** `from shop.<endpoint>() as <as>`, ordered by `id`. */
export const fromEndpoint = (endpoint: string, as: string, more: Partial<Extract<Source, { kind: 'endpoint' }>> = {}): Source => ({
  kind: 'endpoint', as, key: 'id', call: { use: 'shop', endpoint, args: {}, at }, at: line(2), ...more,
});

/** A step without its id and place, which `flow` gives. */
export type Draft = Step extends infer S ? (S extends Step ? Omit<S, 'id' | 'at'> : never) : never;

/** Numbers the steps as lowering does; the n-th stands on line n + 3. */
export const numbered = (drafts: readonly Draft[], prefix = ''): Step[] => drafts.map((draft, index) => ({ ...draft, id: `${prefix}${index + 1}`, at: line(index + 3) }) as Step);

export interface FlowDraft extends Partial<Omit<Flow, 'steps'>> { source: Source; steps: readonly Draft[] }

/** A plan of one flow over the connector `store`, whose instances are `shop` for the alias of that name. */
export const planOf = (endpoints: Endpoint[], { steps, ...flow }: FlowDraft, more: Partial<Plan> = {}): Plan => ({
  version: 1, hash: 'test', files: ['sync.flow'], types: {}, functions: {},
  connectors: { store: connector('store', endpoints) },
  flow: { name: 'sync', uses: { shop: { connector: 'store', instances: ['shop'], at } }, inputs: [], triggers: [], at, steps: numbered(steps), ...flow },
  ...more,
});
