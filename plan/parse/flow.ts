import type { Call, EachSource, Flow, Source, Step, Trigger, Use } from '../plan.ts';
import type { Expr } from '../expression.ts';
import { expr } from './expression.ts';
import { at } from './scalar.ts';
import { count, flag, lazy, list, map, object, optional, tagged, text, word, type Parse, type Variant } from './schema.ts';
import { field } from './type.ts';

const call: Parse<Call> = object<Call>({ use: text, endpoint: text, args: map(expr), at });

const described = object<Variant<Trigger, 'kind', 'http'>>({ kind: word('webhook', 'http'), text, at });
const trigger: Parse<Trigger> = tagged<Trigger, 'kind'>('kind', {
  schedule: object<Variant<Trigger, 'kind', 'schedule'>>({ kind: word('schedule'), cron: text, timezone: optional(text), at }),
  every: object<Variant<Trigger, 'kind', 'every'>>({ kind: word('every'), everyMs: count, at }),
  webhook: described, http: described,
});

const source: Parse<Source> = tagged<Source, 'kind'>('kind', {
  endpoint: object<Variant<Source, 'kind', 'endpoint'>>({
    kind: word('endpoint'), call, incremental: optional(object<{ starting?: Expr }>({ starting: optional(expr) })), key: optional(text), as: text, at,
  }),
  list: object<Variant<Source, 'kind', 'list'>>({ kind: word('list'), items: expr, as: text, at }),
});

const eachSource: Parse<EachSource> = tagged<EachSource, 'kind'>('kind', {
  value: object<Variant<EachSource, 'kind', 'value'>>({ kind: word('value'), value: expr }),
  endpoint: object<Variant<EachSource, 'kind', 'endpoint'>>({ kind: word('endpoint'), call }),
});

type Of<K extends Step['kind']> = Variant<Step, 'kind', K>;
type Block = NonNullable<Of<'each'>['block']>;

const every = { id: text, at };
const ending = object<Of<'fail'>>({ ...every, kind: word('reject', 'fail'), message: expr });
const request = object<Of<'send'>>({ ...every, kind: word('call', 'send'), call, as: optional(text) });

/** One entry for each kind of step. */
const step: Parse<Step> = lazy(() => tagged<Step, 'kind'>('kind', {
  bind: object<Of<'bind'>>({ ...every, kind: word('bind'), name: text, value: expr, word: word('map', 'let') }),
  filter: object<Of<'filter'>>({ ...every, kind: word('filter'), condition: expr }),
  assert: object<Of<'assert'>>({ ...every, kind: word('assert'), condition: expr, message: expr }),
  skip: object<Of<'skip'>>({ ...every, kind: word('skip') }),
  reject: ending, fail: ending, call: request, send: request,
  each: object<Of<'each'>>({
    ...every, kind: word('each'), source: eachSource, as: text,
    block: optional(object<Block>({ steps: list(step), yield: expr, as: text, concurrency: optional(expr) })),
  }),
  batch: object<Of<'batch'>>({ ...every, kind: word('batch'), size: expr, within: optional(expr), as: text, names: list(text) }),
  route: object<Of<'route'>>({ ...every, kind: word('route'), all: flag, cases: list(object<Of<'route'>['cases'][number]>({ when: optional(expr), steps: list(step) })) }),
  dedupe: object<Of<'dedupe'>>({ ...every, kind: word('dedupe'), key: expr, pool: optional(text), keep: optional(expr) }),
  track: object<Of<'track'>>({ ...every, kind: word('track'), value: expr }),
  log: object<Of<'log'>>({ ...every, kind: word('log'), level: word('debug', 'info', 'warn', 'error'), value: expr }),
}));

export const flow: Parse<Flow> = object<Flow>({
  name: text, uses: map(object<Use>({ connector: text, instances: list(text), at })), inputs: list(field), triggers: list(trigger), source, steps: list(step),
  stopAfterRejected: optional(count), concurrency: optional(object<NonNullable<Flow['concurrency']>>({ count: expr, by: optional(expr) })), at,
});
