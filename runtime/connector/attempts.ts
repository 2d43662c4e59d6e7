import { PatchbayError } from '../errors.ts';
import type { Endpoint } from '#plan';
import type { Frame, Value } from '../expression/contract.ts';
import { messageText } from '../expression/index.ts';
import type { Clock, Logger } from '../ports.ts';
import type { Credentials } from './auth/placements.ts';
import { withCredentials, withoutCredentials } from './auth/placements.ts';
import type { SignIn } from './auth/sign-in.ts';
import { decodeLeniently } from './formats/decode.ts';
import type { Answer, Outgoing, Transport } from './http/exchange.ts';
import { failureWords, type Failure } from './http/failures.ts';
import type { Hosts } from './http/hosts.ts';
import { sendFollowing } from './http/redirects.ts';
import { waitAsTold } from './pacing/gate.ts';
import type { Pacer } from './pacing/pacer.ts';
import type { PageRequest } from './pagination/index.ts';
import type { BuildRequest } from './request.ts';
import { earlyRequest, failureScope, responseScope } from './response-scope.ts';
import { failureError, statusError, type ErrorContext } from './retry/errors.ts';
import { mayRepeat } from './retry/repeatable.ts';
import { retryDecision, type Used } from './retry/decide.ts';
import type { CompiledRule, Outcome } from './retry/rules.ts';

/** What all attempts of one endpoint share. */
export interface AttemptContext {
  instance: string;
  endpoint: Endpoint;
  build: BuildRequest;
  rules: readonly CompiledRule[];
  pacer: Pacer;
  timeoutMs(frame: Frame): number;
  /** Absent where nobody signs in. */
  signIn: SignIn | undefined;
  hosts: Hosts;
  transport: Transport;
  clock: Clock;
  log: Logger;
  announce(ms: number, why: string): void;
}

export interface AttemptOptions {
  signal: AbortSignal;
  key: string | undefined;
  /** What an error ends. */
  scope: 'record' | 'run';
  /** Sees each page's request before it is sent for the first time. */
  inspect?: (request: Outgoing) => void;
}

/** What came of a request after all its attempts; with `answer` the frame holds its response. */
export type Attempted = { kind: 'answer'; answer: Answer } | { kind: 'empty' } | { kind: 'value'; value: Value };

/**
 * Sends one request as often as its rules, and then the built-in ones, allow (LANGUAGE.md section 3, Responses). Throws where an attempt fails
 * for good. Each attempt is built anew: keys, times and tokens may differ.
 */
export async function attempt(context: AttemptContext, frame: Frame, page: PageRequest, options: AttemptOptions): Promise<Attempted> {
  const { endpoint, clock, rules, signIn } = context;
  const used: Used = new Map();
  let refreshed = false;
  for (let count = 1; ; count++) {
    const extra = { key: options.key, time: clock.now() };
    frame.response = { request: earlyRequest(endpoint.request.method, extra), ...page.named };
    const built = context.build(frame, page.filled, page.url);
    checkHost(context, built, page);
    if (count === 1) options.inspect?.(built);
    const { credentials, sent } = await send(context, frame, built, options.signal);
    frame.response = 'answer' in sent ? responseScope(sent.answer, sent.request, endpoint.request.decode, extra) : failureScope(sent.request, extra);
    if (page.named !== undefined) Object.assign(frame.response, page.named);
    if ('answer' in sent) context.pacer.observe(frame);

    const outcome: Outcome = 'answer' in sent ? sent.answer.status : sent.failure.on;
    const rule = rules.find((one) => fits(one, outcome, frame, endpoint));
    const done = settle(rule, outcome, sent, frame, context, options, count);
    if (done !== undefined) return done;
    if (shouldRefresh(rule, outcome, signIn) && !refreshed && signIn !== undefined && credentials !== undefined) {
      refreshed = true;
      if (await signIn.refresh(credentials, options.signal)) continue;
    }
    const decision = retryDecision({ rule, outcome, failure: 'failure' in sent ? sent.failure : undefined, repeat: endpoint.repeat, frame, now: clock.now(), used, attempt: count });
    if (decision === undefined) throw finalError(outcome, sent, frame, context, options, count);
    const what = 'failure' in sent ? failureWords(sent.failure) : `answered ${outcome}`;
    context.announce(decision.waitMs, `${sent.request.url.host} ${what}`);
    // To be told to wait is how a limit is kept; anything else is trouble that somebody may have to look into.
    context.log[outcome === 429 ? 'debug' : 'warn'](`${endpoint.request.method} ${sent.request.url.host}${sent.request.url.pathname} ${what}; attempt ${count + 1} in ${(decision.waitMs / 1000).toFixed(1)} s`);
    await waitAsTold(clock, decision.waitMs, options.signal, sent.request.url.host);
  }
}

type Sent = ({ answer: Answer } | { failure: Failure }) & { request: Outgoing };

async function send(context: AttemptContext, frame: Frame, built: Outgoing, signal: AbortSignal): Promise<{ credentials: Credentials | undefined; sent: Sent }> {
  const { transport, hosts, endpoint, signIn } = context;
  const leave = await context.pacer.enter(signal);
  try {
    const credentials = await signIn?.current(signal);
    const sent = await sendFollowing(built, {
      transport, hosts, redirect: endpoint.request.redirect, timeoutMs: context.timeoutMs(frame), signal,
      prepare: (request, side) => (side === 'foreign' ? withoutCredentials(request) : credentials === undefined ? request : withCredentials(request, credentials)),
    });
    return { credentials, sent };
  } catch (error) {
    // Stopped while a write was on its way: nobody knows whether it arrived.
    if (error instanceof PatchbayError && error.code === 'stopped' && isUnsafeWrite(endpoint)) throw new PatchbayError(error.code, error.message, { inDoubt: true });
    throw error;
  } finally {
    leave();
  }
}

/** A declared address must be one of the connector's hosts; one that data gave may be another, and is then treated as such. */
function checkHost({ hosts, instance, endpoint }: AttemptContext, request: Outgoing, page: PageRequest): void {
  if (page.url !== undefined || hosts.covers(request.url)) return;
  throw new PatchbayError('host-not-allowed', `The endpoint ${instance}.${endpoint.name} leads to ${request.url.host}, which is not one of the connector's hosts.`, {
    remedy: `Add it to \`hosts\` of the connector; allowed are ${hosts.origins.join(', ')}.`,
  });
}

/** A condition that cannot be read from an answer that is an error (a web page, say) does not fit. */
function fits(rule: CompiledRule, outcome: Outcome, frame: Frame, endpoint: Endpoint): boolean {
  try {
    return rule.fits(outcome, frame);
  } catch (error) {
    if (typeof outcome === 'number' && outcome < 400) throw carriedOut(error, endpoint, outcome);
    return false;
  }
}

/** What to throw where an answer says well, but cannot be read: a write that must not happen twice has happened all the same. */
export function carriedOut(error: unknown, endpoint: Endpoint, status: number): unknown {
  if (!(error instanceof PatchbayError) || !isUnsafeWrite(endpoint)) return error;
  return new PatchbayError(error.code, error.message, {
    scope: 'record', at: error.at, status, inDoubt: true, remedy: `The request was carried out, but its answer is not as the connector says. ${error.remedy ?? ''}`.trim(),
  });
}

/** What a rule, or the lack of one, makes of the outcome: something final, or undefined where a repetition is to be considered. */
function settle(rule: CompiledRule | undefined, outcome: Outcome, sent: Sent, frame: Frame, context: AttemptContext, options: AttemptOptions, count: number): Attempted | undefined {
  const action = rule?.action;
  switch (action?.kind) {
    case 'empty': return { kind: 'empty' };
    case 'ok': {
      if (action.value !== undefined) return { kind: 'value', value: action.value(frame) };
      if ('answer' in sent) return { kind: 'answer', answer: sent.answer };
      return { kind: 'value', value: null };
    }
    case 'reject':
    case 'fail': {
      let message;
      try {
        message = messageText(action.message(frame));
      } catch {
        throw finalError(outcome, sent, frame, context, options, count);
      }
      throw new PatchbayError(action.kind === 'reject' ? 'rejected' : 'failed', message, {
        endpoint: `${context.instance}.${context.endpoint.name}`, attempt: count, scope: action.kind === 'reject' ? options.scope : 'run', status: typeof outcome === 'number' ? outcome : undefined, at: rule?.rule.at,
      });
    }
    case undefined: {
      const manual = context.endpoint.request.redirect === 'manual';
      const well = typeof outcome === 'number' && outcome >= 200 && outcome < (manual ? 400 : 300);
      return well && 'answer' in sent ? { kind: 'answer', answer: sent.answer } : undefined;
    }
    default: return undefined;
  }
}

function shouldRefresh(rule: CompiledRule | undefined, outcome: Outcome, signIn: SignIn | undefined): boolean {
  return rule === undefined ? outcome === 401 && signIn?.renewable === true : rule.action.kind === 'refresh';
}

function finalError(outcome: Outcome, sent: Sent, frame: Frame, context: AttemptContext, options: AttemptOptions, count: number): PatchbayError {
  const unsafe = isUnsafeWrite(context.endpoint);
  if ('failure' in sent) {
    return failureError(sent.failure.error, sent.failure.lasting, errorContext(context, options, count, unsafe && sent.failure.reached));
  }
  // A gateway that gave up waiting says nothing about what stands behind it.
  const inDoubt = unsafe && (outcome === 502 || outcome === 504 || outcome === 408) && !mayRepeat(context.endpoint.repeat, outcome, { reached: true, retryAfter: false });
  return statusError(sent.answer, decodeLeniently(sent.answer), sent.request, errorContext(context, options, count, inDoubt));
}

function errorContext({ instance, endpoint }: AttemptContext, { scope }: AttemptOptions, count: number, inDoubt: boolean): ErrorContext {
  return { instance, endpoint: `${instance}.${endpoint.name}`, scope, attempt: count, inDoubt };
}

/** A write that must not be sent twice. */
export function isUnsafeWrite(endpoint: Endpoint): boolean {
  return endpoint.effect === 'write' && endpoint.repeat.kind === 'unsafe';
}
