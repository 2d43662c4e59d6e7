import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { faultPlan, type Fault, type FaultKind, type Twist } from './faults.ts';
import { isObject, readJson, writeJson, type Json } from './json.ts';
import { settled, type FakeRequest, type FakeSystem, type Reply } from './message.ts';
import { requestLog, type LogEntry, type RequestLog } from './request-log.ts';

/** A fake service that listens on 127.0.0.1. `state` shows what it holds and what arrived. */
export interface FakeServer<State> extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly log: RequestLog;
  readonly state: State;
  /** Plans faults; they hit in the order planned. */
  fault(plan: Fault | readonly Fault[]): void;
  clearFaults(): void;
  pendingFaults(): number;
  /** Stops listening and cuts what is still connected. */
  close(): Promise<void>;
}

const maxBodyBytes = 64 * 1024 * 1024;
const loggedBodyBytes = 64 * 1024;

/** Serves a system over plain http on loopback; port 0 takes a free one. `latencyMs` is the time each answer takes (real time). */
export const startServer = async <State>(system: FakeSystem<State>, options: { port?: number; latencyMs?: number } = {}): Promise<FakeServer<State>> => {
  const log = requestLog();
  const plan = faultPlan();
  let nextId = 1;

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    // As it was sent: a URL object would resolve `..` and hide what a client should never send.
    const target = incoming.url ?? '/';
    const mark = target.indexOf('?');
    const entry: LogEntry = {
      id: nextId++,
      method: incoming.method ?? 'GET',
      path: mark < 0 ? target : target.slice(0, mark),
      search: mark < 0 ? '' : target.slice(mark),
      headers: incoming.headers,
      body: '',
      status: null,
    };
    const ends: (() => void)[] = [() => log.ended(entry)];
    outgoing.once('close', () => {
      for (const end of ends) end();
    });
    log.began(entry);

    const body = await readBody(incoming);
    entry.body = body.slice(0, loggedBodyBytes);
    const twist: Twist = {};
    const request = { ...entry, query: new URLSearchParams(entry.search), body, origin: url, twist, onEnd: (run: () => void) => ends.push(run) };
    let fatal: FaultKind | undefined;
    const holds: Promise<unknown>[] = [];
    for (const fault of plan.take(request)) {
      if (fault.kind === 'meanwhile') fault.run();
      else if (fault.kind === 'hold') holds.push(fault.until);
      else if (fault.kind === 'next-origin') request.origin = fault.origin;
      else if (fault.kind === 'endless-next') twist.endless = fault.link ?? 'same';
      else if (fault.kind === 'empty-last-page') twist.emptyLastPage = true;
      else fatal = fault;
    }
    const reply = await replyTo(system, request, fatal);
    await Promise.all(holds);
    if (options.latencyMs !== undefined && options.latencyMs > 0) await sleep(options.latencyMs);
    entry.status = reply === null ? null : reply.status;
    await send(outgoing, reply, fatal);
  };

  const server = createServer({ keepAliveTimeout: 30_000 }, (incoming, outgoing) => {
    // A client that goes away in the middle is a normal event here; anything else is a bug of the fake and is answered as one.
    handle(incoming, outgoing).catch((error: unknown) => {
      if (outgoing.destroyed || incoming.destroyed) return;
      outgoing.writeHead(500, { 'content-type': 'text/plain' }).end(`fake ${system.name} broke: ${String(error)}`);
    });
  });
  server.on('connection', () => log.connected());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  return {
    url,
    port,
    log,
    state: system.state,
    fault: plan.add,
    clearFaults: plan.clear,
    pendingFaults: plan.pending,
    close,
    [Symbol.asyncDispose]: close,
  };
};

const readBody = async (incoming: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxBodyBytes) throw new Error('the request body is over 64 MB');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
};

/** The answer as the fault leaves it; null is no answer at all. */
const replyTo = async <State>(system: FakeSystem<State>, request: FakeRequest, fault: FaultKind | undefined): Promise<Reply | null> => {
  if (fault?.kind === 'too-many') {
    const reply = system.tooMany(request);
    return fault.retryAfter === undefined ? reply : { ...reply, headers: { ...reply.headers, 'retry-after': fault.retryAfter } };
  }
  if (fault?.kind === 'html') return { status: fault.status ?? 200, headers: { 'content-type': 'text/html; charset=utf-8' }, text: htmlPage };
  if (fault?.kind === 'redirect') return { status: fault.status ?? 302, headers: { location: fault.to } };
  if (fault?.kind === 'reset' && fault.applied !== true) return null;
  const broken = fault?.kind === 'error' ? brokenReply(system, request, fault) : undefined;
  if (broken !== undefined && fault?.kind === 'error' && fault.applied !== true) return broken;
  const reply = await settled(() => system.respond(request));
  if (fault?.kind === 'reset') return null;
  if (fault?.kind === 'huge-record') return withHugeRecord(reply, fault.bytes ?? 10 * 1024 * 1024);
  return broken ?? reply;
};

const brokenReply = <State>(system: FakeSystem<State>, request: FakeRequest, fault: FaultKind & { kind: 'error' }): Reply => {
  const own = system.failure(request);
  return {
    status: fault.status ?? own.status,
    headers: { ...own.headers, ...fault.headers },
    json: fault.body ?? own.json ?? null,
  };
};

const htmlPage = '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>We will be back soon</h1></body></html>\n';

const withHugeRecord = (reply: Reply, bytes: number): Reply => {
  if (reply.json === undefined) return reply;
  const copy = readJson(writeJson(reply.json));
  const record = firstRecord(copy);
  if (record !== undefined) record['note'] = 'x'.repeat(bytes);
  return { ...reply, json: copy };
};

/** The first object in the first list of an answer, or the innermost single object. */
const firstRecord = (value: Json): { [key: string]: Json } | undefined => {
  if (Array.isArray(value)) return value.find(isObject);
  if (!isObject(value)) return undefined;
  const list = Object.values(value).find((each) => Array.isArray(each) && each.some(isObject));
  if (list !== undefined) return firstRecord(list);
  const members = Object.values(value);
  return members.length === 1 && isObject(members[0]) ? members[0] : value;
};

const send = async (outgoing: ServerResponse, reply: Reply | null, fault: FaultKind | undefined): Promise<void> => {
  if (outgoing.destroyed) return;
  if (reply === null) {
    outgoing.socket?.resetAndDestroy();
    return;
  }
  const text = reply.text ?? (reply.json === undefined ? '' : writeJson(reply.json));
  const whole = Buffer.from(text);
  const body = fault?.kind === 'truncated' ? whole.subarray(0, Math.floor(whole.length * (fault.at ?? 0.5))) : whole;
  const headers: Record<string, string> = { ...(text === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }), ...reply.headers };
  if (reply.status !== 204) headers['content-length'] = String(body.length);
  outgoing.writeHead(reply.status, headers);
  if (fault?.kind === 'cut') {
    const { socket } = outgoing;
    outgoing.flushHeaders();
    outgoing.write(body.subarray(0, fault.bytes ?? 0));
    // Destroyed only when what stands before the cut has left the process: the client must see it.
    await new Promise<void>((resolve) => (socket === null ? resolve() : socket.write('', () => resolve())));
    socket?.destroy();
    return;
  }
  if (fault?.kind === 'slow') {
    const step = fault.bytes ?? 64;
    for (let at = 0; at < body.length && !outgoing.destroyed; at += step) {
      outgoing.write(body.subarray(at, at + step));
      await sleep(fault.everyMs ?? 20);
    }
  }
  outgoing.end(fault?.kind === 'slow' ? undefined : body);
};
