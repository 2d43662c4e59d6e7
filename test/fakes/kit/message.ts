import type { IncomingHttpHeaders } from 'node:http';
import type { Json } from './json.ts';
import type { Twist } from './faults.ts';

/** One request as a fake system sees it, its body already read. */
export interface FakeRequest {
  readonly id: number;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Scheme, host and port for links in answers; a `next-origin` fault puts another host there. */
  readonly origin: string;
  /** What the fault plan asks of the pager for this request. */
  readonly twist: Twist;
  /** Runs when the answer has left or the connection is gone: frees a place in a concurrency gate. */
  onEnd(run: () => void): void;
}

/** What a system answers: `json` or `text`, or neither for an empty body. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  json?: Json;
  text?: string;
}

/** A whole fake service: what the server of the kit needs to know of it. */
export interface FakeSystem<State> {
  readonly name: string;
  readonly state: State;
  respond(request: FakeRequest): Reply | Promise<Reply>;
  /** The system's own 429 and 500, for faults that a test plans. */
  tooMany(request: FakeRequest): Reply;
  failure(request: FakeRequest): Reply;
}

export const answer = (status: number, json?: Json, headers?: Record<string, string>): Reply => ({
  status,
  ...(json === undefined ? {} : { json }),
  ...(headers === undefined ? {} : { headers }),
});

/** A reply thrown out of a handler: the rest of the request is not looked at. */
export class Refusal extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super(`refused with ${reply.status}`);
    this.reply = reply;
  }
}

/** The reply of a handler, thrown or returned. */
export const settled = async (run: () => Reply | Promise<Reply>): Promise<Reply> => {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
};

export const withHeaders = (reply: Reply, headers: Record<string, string>): Reply => ({ ...reply, headers: { ...reply.headers, ...headers } });
