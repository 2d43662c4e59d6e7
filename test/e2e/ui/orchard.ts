import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Apple { id: number; name: string; grams: number }

/** A system that nobody has written a connector for yet: an orchard whose data is random for this run. */
export interface Orchard {
  readonly url: string;
  readonly key: string;
  readonly apples: readonly Apple[];
  /** Paths that were asked for with the right key. */
  readonly asked: string[];
  /** How many connections were opened to it, whatever they asked for. */
  connections(): number;
  close(): Promise<void>;
}

const pageSize = 20;

/** Starts it on loopback: `/apples` in pages of 20 with a Link header, `/orchard` for whoever wants to know whether the key is right. */
export async function startOrchard(): Promise<Orchard> {
  const key = randomBytes(12).toString('hex');
  const apples = Array.from({ length: randomInt(45, 75) }, (_, index): Apple => ({ id: index + 1, name: `apple-${randomBytes(3).toString('hex')}`, grams: randomInt(60, 300) }));
  const asked: string[] = [];
  const server = createServer((request, response) => {
    if (request.headers['x-orchard-key'] !== key) return void answer(response, 401, { error: 'no such key' });
    asked.push(request.url ?? '');
    serve(request, response, apples);
  });
  let connections = 0;
  server.on('connection', () => { connections += 1; });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key, apples, asked,
    connections: () => connections,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function serve(request: IncomingMessage, response: ServerResponse, apples: readonly Apple[]): void {
  const url = new URL(request.url ?? '/', 'http://orchard.invalid');
  if (url.pathname === '/orchard') return answer(response, 200, { name: 'Hill Orchard' });
  if (url.pathname !== '/apples') return answer(response, 404, { error: 'not here' });
  const page = Number(url.searchParams.get('page') ?? '1');
  if (page * pageSize < apples.length) response.setHeader('Link', `</apples?page=${page + 1}>; rel="next"`);
  answer(response, 200, apples.slice((page - 1) * pageSize, page * pageSize));
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}
