import type { IncomingHttpHeaders } from 'node:http';
import { Agent, type Dispatcher } from 'undici';
import { PatchbayError } from '../../errors.ts';
import type { NetworkPolicy } from '../../ports.ts';
import type { Names } from '../contract.ts';
import { checkedConnect } from './connect.ts';
import { failureOf, tooLarge, type Failure } from './failures.ts';
import { discard, readContent, type Content } from './body.ts';

/** The most that one answer may hold, uncompressed (SECURITY.md 11). */
export const maximumBodyBytes = 64 * 1024 * 1024;
const maximumHeaderBytes = 64 * 1024;
const maximumHeaders = 200;

/** One request as it goes out; header names in lower case. */
export interface Outgoing {
  url: URL;
  method: Dispatcher.HttpMethod;
  headers: Record<string, string>;
  body: string | Uint8Array | undefined;
}

/** What came back, the body not yet decoded. */
export interface Answer { status: number; headers: IncomingHttpHeaders; content: Content; url: URL }

/** The two ways out: to the connector's own hosts, and to hosts that came from data (SECURITY.md 2). */
export interface Transport {
  send(side: 'own' | 'foreign', request: Outgoing, options: { timeoutMs: number; signal: AbortSignal }): Promise<{ answer: Answer } | { failure: Failure }>;
  close(): Promise<void>;
}

/** Pools by origin with keep-alive, one request at a time on a connection. */
export function createTransport(policy: NetworkPolicy, names?: Names): Transport {
  const agents = new Map<'own' | 'foreign', Agent>();
  const agent = (side: 'own' | 'foreign') => {
    let known = agents.get(side);
    if (known === undefined) {
      known = new Agent({
        connect: checkedConnect(policy, side, names), pipelining: 1, connections: 64, allowH2: false,
        maxResponseSize: maximumBodyBytes, maxHeaderSize: maximumHeaderBytes,
        // The attempt's own timer ends it; undici's coarser ones would only name another reason.
        headersTimeout: 0, bodyTimeout: 0,
      });
      agents.set(side, known);
    }
    return known;
  };
  return {
    send: (side, request, options) => send(agent(side), request, options),
    async close() {
      await Promise.all([...agents.values()].map((one) => one.destroy()));
    },
  };
}

async function send(agent: Agent, { url, method, headers, body }: Outgoing, { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal }) {
  if (signal.aborted) throw stopped();
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new AttemptTimeout()), timeoutMs);
  const onAbort = () => controller.abort(stopped());
  signal.addEventListener('abort', onAbort, { once: true });
  let reached = false;
  try {
    const response = await agent.request({
      origin: url.origin, path: url.pathname + url.search, method, headers, signal: controller.signal, ...(body !== undefined && { body }),
    });
    reached = true;
    const count = Object.keys(response.headers).length;
    if (count > maximumHeaders) {
      discard(response.body);
      const error = new PatchbayError('answer-too-large', `The answer of ${url.host} has ${count} headers.`);
      return { failure: { on: 'network' as const, reached: true, lasting: true, error } };
    }
    const content = await readContent(response, maximumBodyBytes);
    if (content === undefined) return { failure: { on: 'network' as const, reached: true, lasting: true, error: tooLarge(url.host) } };
    return { answer: { status: response.statusCode, headers: response.headers, content, url } };
  } catch (cause) {
    if (signal.aborted) throw stopped();
    const failure = failureOf(cause, url.host, timeoutMs);
    return { failure: reached ? { ...failure, reached } : failure };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/** The run was stopped from outside. */
export function stopped(): PatchbayError {
  return new PatchbayError('stopped', 'The run was stopped.');
}

class AttemptTimeout extends Error {
  readonly code = 'attempt-timeout';
}
