import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A system that never stops: a page of ten drops after the other, slowly; and one path that is always broken. */
export interface Tap {
  readonly url: string;
  /** How many pages have been asked for. */
  pages(): number;
  close(): Promise<void>;
}

const pageSize = 10;
const slownessMs = 150;

/** Starts it on loopback: `/drops` in pages without an end, `/leak` answers 404 with a reason. */
export async function startTap(): Promise<Tap> {
  let pages = 0;
  const server = createServer((request, response) => void answer(new URL(request.url ?? '/', 'http://tap.invalid')).then(({ status, body, next }) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...(next !== undefined && { Link: `<${next}>; rel="next"` }) });
    response.end(JSON.stringify(body));
  }));
  const answer = async (url: URL): Promise<{ status: number; body: unknown; next?: string }> => {
    if (url.pathname !== '/drops') return { status: 404, body: { error: 'the pipe is closed' } };
    const page = Number(url.searchParams.get('page') ?? '1');
    pages += 1;
    await sleep(slownessMs);
    return { status: 200, body: Array.from({ length: pageSize }, (_, index) => ({ id: (page - 1) * pageSize + index, size: index })), next: `/drops?page=${page + 1}` };
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pages: () => pages,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
