import { createServer, type IncomingHttpHeaders, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as it arrived, its target exactly as it was sent. */
export interface Received { method: string; target: string; path: string; query: URLSearchParams; headers: IncomingHttpHeaders; body: string }

/** What a handler answers: a status, headers, and a body that is sent as JSON unless it is a text or bytes. */
export interface Answer { status?: number; headers?: Record<string, string | string[]>; body?: unknown }

export type Handler = (request: Received, raw: { request: IncomingMessage; response: ServerResponse }) => Answer | undefined | Promise<Answer | undefined>;

export interface Loopback { origin: string; host: string; port: number; requests: Received[]; connections(): number }

/** A server on 127.0.0.1 for one test. A handler that answers nothing has written to the response itself. */
export async function loopback(handler: Handler): Promise<Loopback> {
  const requests: Received[] = [];
  let connections = 0;
  const server = createServer(listener(handler, requests));
  server.on('connection', () => { connections++; });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  onTestFinished(() => { server.closeAllConnections(); server.close(); });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, port, requests, connections: () => connections };
}

/** The listener alone, for servers of another kind. */
export function listener(handler: Handler, requests: Received[]): RequestListener {
  return (request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const target = request.url ?? '';
      const url = new URL(target, 'http://x');
      const received = { method: request.method ?? '', target, path: url.pathname, query: url.searchParams, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      requests.push(received);
      const answer = await handler(received, { request, response });
      if (answer === undefined) return;
      const content = answer.body === undefined ? '' : typeof answer.body === 'string' || Buffer.isBuffer(answer.body) ? answer.body : JSON.stringify(answer.body);
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
      response.end(content);
    })().catch((error: unknown) => response.destroy(error as Error));
  };
}
