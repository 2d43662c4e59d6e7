import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A source of numbered items in pages, and a sink that counts what takes effect. */
export interface MovingService {
  base: string;
  /** How often each item took effect: an upsert of the same item again changes nothing, a batch with a known key neither. */
  effects: Map<number, number>;
  requests(): number;
  /** The n-th request to the sink from now takes effect but is not answered; resolves when that has happened. */
  holdAnswer(n: number): Promise<void>;
  close(): Promise<void>;
}

/** `failEvery`: every so many requests are answered with 503, without an effect. */
export async function startMovingService({ items, perPage, failEvery }: { items: number; perPage: number; failEvery?: number }): Promise<MovingService> {
  const effects = new Map<number, number>();
  const keys = new Set<string>();
  let requests = 0;
  let hold: { left: number; held(): void } | undefined;

  const list = (url: URL, response: ServerResponse): void => {
    const page = Number(url.searchParams.get('page') ?? 1);
    const start = (page - 1) * perPage;
    const records = Array.from({ length: Math.max(0, Math.min(perPage, items - start)) }, (_, index) => ({ id: start + index + 1, name: `item ${start + index + 1}` }));
    const link = start + perPage < items ? { link: `<${url.pathname}?page=${page + 1}>; rel="next"` } : {};
    response.writeHead(200, { 'content-type': 'application/json', ...link }).end(JSON.stringify(records));
  };
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = (await json(request)) as { id: number } | { id: number }[];
    const key = request.headers['idempotency-key'];
    if (Array.isArray(body)) {
      if (typeof key !== 'string' || !keys.has(key)) for (const { id } of body) effects.set(id, (effects.get(id) ?? 0) + 1);
      if (typeof key === 'string') keys.add(key);
    } else effects.set(body.id, 1);
    if (hold !== undefined && --hold.left === 0) {
      hold.held();
      hold = undefined;
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
  };
  const server = createServer((request, response) => {
    requests += 1;
    const url = new URL(request.url ?? '/', 'http://sink.example');
    if (failEvery !== undefined && requests % failEvery === 0) {
      request.resume();
      response.writeHead(503).end();
    } else if (request.method === 'GET') list(url, response);
    else void take(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    effects,
    requests: () => requests,
    holdAnswer: (n) => new Promise((resolve) => void (hold = { left: n, held: resolve })),
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
