import type { Auth, Connector, Endpoint } from '#plan';
import { PatchbayError } from '../errors.ts';
import { compile } from '../expression/index.ts';
import type { Evaluate, Frame, Value } from '../expression/contract.ts';
import { attempt, carriedOut, type AttemptContext } from './attempts.ts';
import { createSignIn, type SignIn } from './auth/sign-in.ts';
import type { Tokens } from './auth/tokens.ts';
import type { CallOptions, CallOutcome, ClientOptions, InstanceClient, NetworkOptions, Page, Redactor } from './contract.ts';
import { destinationOf } from './destination.ts';
import { release } from './http/body.ts';
import type { Transport } from './http/exchange.ts';
import { isLiteral, readHosts, type Hosts } from './http/hosts.ts';
import { millisecondsOf } from './numbers.ts';
import type { Gate } from './pacing/gate.ts';
import { createPacer } from './pacing/pacer.ts';
import { compilePaginate, compileTotal, guardRepetition, type MakePager } from './pagination/index.ts';
import type { CheckTotal } from './pagination/total.ts';
import { redacted } from './redaction.ts';
import { compileRequest } from './request.ts';
import { compileRules } from './retry/rules.ts';
import { createSecrets } from './secrets.ts';
import { readSettings } from './settings.ts';
import { textOf } from './text.ts';
import { sendTokenRequest } from './auth/send-token-request.ts';

/** What the clients of one network share. */
export interface Shared {
  options: NetworkOptions;
  redactor: Redactor;
  transport: Transport;
  tokens: Tokens;
  gates: Map<string, Gate>;
}

interface CompiledEndpoint { attempts: AttemptContext; select: Evaluate | undefined; makePager: MakePager; checkTotal: CheckTotal | undefined }

const defaultTimeoutMs = 60_000;
/** A wait as long as this is told to whoever watches the run. */
const longWaitMs = 15 * 60_000;

/** Binds a connector to an instance. Throws `PatchbayError` where settings are missing or lead to hosts that are not the connector's. */
export function createClient(shared: Shared, { connector, instance, bundled, files }: ClientOptions): InstanceClient {
  const { clock, log, state } = shared.options;
  const { functions } = connector;
  const auth = chooseAuth(connector, instance.auth, instance.name);
  const emptyFrame = (setting: Record<string, Value>): Frame => ({
    record: {}, input: {}, setting, secret: {}, param: {}, response: {}, grant: undefined, use: {}, locals: [], clock,
  });
  const setting = readSettings([...connector.settings, ...(auth?.settings ?? [])], instance, functions, emptyFrame({}));
  const hosts = hostsOf(connector, instance, emptyFrame(setting));
  const destination = destinationOf(connector, auth, hosts);
  const secrets = createSecrets({
    source: shared.options.secrets, redactor: shared.redactor, instance: instance.name, auth, bundled: bundled && hosts.literal, destination: () => destination,
  });
  const announce = (ms: number, why: string) => {
    if (ms >= longWaitMs) log.warn(`${instance.name} waits ${Math.round(ms / 60_000)} minutes before its next request: ${why}.`);
  };
  const signIn: SignIn | undefined = auth && createSignIn({
    auth, functions, instance: instance.name, hosts, secrets, tokens: shared.tokens, clock, redactor: shared.redactor, frame: () => emptyFrame(setting),
    send: (request, signal) => sendTokenRequest(request, { transport: shared.transport, clock, announce, signal }),
  });

  const compiled = new WeakMap<Endpoint, CompiledEndpoint>();
  const compiledFor = (endpoint: Endpoint): CompiledEndpoint => {
    let known = compiled.get(endpoint);
    if (known === undefined) compiled.set(endpoint, known = compileEndpoint(endpoint));
    return known;
  };

  function compileEndpoint(endpoint: Endpoint): CompiledEndpoint {
    const timeout = endpoint.timeout && compile(endpoint.timeout, functions);
    const { select } = endpoint;
    return {
      attempts: {
        instance: instance.name, endpoint, hosts, clock, log, announce, transport: shared.transport,
        build: compileRequest(endpoint, functions, hosts),
        rules: compileRules(endpoint.rules, functions),
        pacer: createPacer({
          limits: endpoint.limits, functions, files, connector: connector.name, credential: `${connector.name}/${instance.name}/${auth?.name ?? ''}`,
          gates: shared.gates, context: { clock, announce, take: state && ((...args) => state.take(...args)) }, frame: emptyFrame(setting),
        }),
        timeoutMs: (frame) => (timeout && millisecondsOf(timeout(frame))) ?? defaultTimeoutMs,
        signIn: endpoint.authenticated ? signIn : undefined,
      },
      select: select.kind === 'none' ? undefined : compile(select.value, functions),
      makePager: compilePaginate(endpoint.paginate, functions),
      checkTotal: compileTotal(endpoint.paginate, functions),
    };
  }

  function frameFor(endpoint: Endpoint, args: Record<string, Value>): Frame {
    const frame = emptyFrame(setting);
    const param: Record<string, Value> = { ...args };
    for (const field of endpoint.params) {
      if (param[field.name] === undefined && field.default !== undefined) param[field.name] = compile(field.default, functions)({ ...frame, param });
    }
    frame.param = param;
    return frame;
  }

  async function* readPages(endpoint: Endpoint, args: Record<string, Value>, { signal, key }: CallOptions, scope: 'record' | 'run'): AsyncGenerator<Page, void, void> {
    const { attempts, select, makePager, checkTotal } = compiledFor(endpoint);
    const frame = frameFor(endpoint, args);
    const pager = makePager();
    const guard = endpoint.paginate && guardRepetition(endpoint.paginate.at);
    let request = pager.first(frame);
    let read = 0;
    for (let number = 1; ; number++) {
      const attempted = await attempt(attempts, frame, request, { signal, key, scope, ...(guard !== undefined && { inspect: guard.request }) });
      if (attempted.kind !== 'answer') {
        const records = attempted.kind === 'empty' ? [] : listOf(attempted.value, endpoint);
        yield { records, number, why: attempted.kind === 'empty' ? 'nothing there' : 'one page' };
        return;
      }
      const records = listOf(select?.(frame), endpoint);
      frame.response['records'] = records;
      read += records.length;
      guard?.page(attempted.answer.content.bytes, records.length);
      const step = pager.after({ frame, answer: attempted.answer, records });
      if ('why' in step) {
        yield { records, number, why: step.why };
        checkTotal?.(frame, read);
        return;
      }
      // What is left of the page are its records: whoever works on them should not hold the rest of the answer too.
      frame.response = {};
      release(attempted.answer.content);
      yield { records, number };
      request = step.next.url === undefined ? step.next : { ...step.next, url: hosts.rehome(step.next.url) };
    }
  }

  async function callOnce(endpoint: Endpoint, args: Record<string, Value>, options: CallOptions): Promise<CallOutcome> {
    if (endpoint.select.kind === 'records') {
      const all: Value[] = [];
      for await (const page of readPages(endpoint, args, options, 'record')) for (const record of page.records) all.push(record);
      return { kind: 'value', value: all };
    }
    const { attempts, select } = compiledFor(endpoint);
    const frame = frameFor(endpoint, args);
    const attempted = await attempt(attempts, frame, { filled: [] }, { signal: options.signal, key: options.key, scope: 'record' });
    if (attempted.kind !== 'answer') return attempted;
    try {
      return { kind: 'value', value: select === undefined ? null : select(frame) ?? null };
    } catch (error) {
      throw carriedOut(error, endpoint, attempted.answer.status);
    }
  }

  /** What leaves here holds no secret, and names the endpoint. */
  function outgoing(error: unknown, endpoint: Endpoint, scope?: 'run'): unknown {
    return error instanceof PatchbayError ? redacted(error, shared.redactor, { endpoint: `${instance.name}.${endpoint.name}`, scope }) : error;
  }

  return {
    instance,
    destination: () => destination,
    async *pages(endpoint, args, options) {
      try {
        yield* readPages(endpoint, args, options, 'run');
      } catch (error) {
        throw outgoing(error, endpoint, 'run');
      }
    },
    async call(endpoint, args, options) {
      try {
        return await callOnce(endpoint, args, options);
      } catch (error) {
        throw outgoing(error, endpoint);
      }
    },
  };
}

function chooseAuth({ name, auths }: Connector, chosen: string | undefined, instance: string): Auth | undefined {
  const names = Object.keys(auths);
  if (chosen !== undefined) {
    const auth = Object.hasOwn(auths, chosen) ? auths[chosen] : undefined;
    if (auth !== undefined) return auth;
    throw new PatchbayError('unknown-auth', `The instance ${instance} signs in by "${chosen}", which ${name} does not have.`, {
      remedy: names.length === 0 ? `${name} needs no \`auth\`: take it out of the instance.` : `Choose one of ${names.join(', ')}.`,
    });
  }
  if (names.length > 1) throw new PatchbayError('auth-not-chosen', `The instance ${instance} does not say how to sign in to ${name}.`, { remedy: `Set its \`auth\` to one of ${names.join(', ')}.` });
  return names[0] === undefined ? undefined : auths[names[0]];
}

function hostsOf(connector: Connector, instance: ClientOptions['instance'], frame: Frame): Hosts {
  const { functions } = connector;
  return readHosts({
    connector: connector.name, instance: instance.name, baseUrl: instance.baseUrl,
    entries: connector.hosts.map((expr) => ({ value: compile(expr, functions)(frame), literal: isLiteral(expr) })),
    base: textOf(compile(connector.base, functions)(frame), '`base`'), baseIsLiteral: isLiteral(connector.base),
  });
}

function listOf(value: Value, { name, select }: Endpoint): Value[] {
  if (Array.isArray(value)) return value as Value[];
  // APIs written in Go say null for an empty list; a member that is not there is something else.
  if (value === null) return [];
  throw new PatchbayError('not-a-list', value === undefined ? `The answer has no list where \`records\` of ${name} looks for one.` : `\`records\` of ${name} finds ${typeof value === 'object' ? 'an object' : JSON.stringify(value)}, not a list.`, {
    at: select.at, remedy: 'Compare `records` with what the API answers.',
  });
}
