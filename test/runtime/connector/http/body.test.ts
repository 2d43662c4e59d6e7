import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readContent, release } from '../../../../runtime/connector/http/body.ts';

describe('the memory of an answer', () => {
  let server: Server;
  let origin: string;
  const textOf = (bytes: number): string => 'abcdefghij'.repeat(bytes / 10 + 1).slice(0, bytes);

  beforeAll(async () => {
    server = createServer(({ url }, response) => {
      const { searchParams, pathname } = new URL(url ?? '', 'http://localhost');
      const text = textOf(Number(searchParams.get('bytes')));
      if (pathname === '/gzip') response.setHeader('content-encoding', 'gzip').end(gzipSync(text));
      else response.end(pathname === '/mark' ? `\ufeff${text}` : text);
    });
    await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => { server.close(); });

  it.each(['/plain', '/gzip', '/mark'])('is given back whatever its size, and nobody else loses any (%s)', async (path) => {
    // Around the sizes of Node's pool, of its parts, and of what a socket reads at once.
    for (const bytes of [0, 10, 4_000, 30_000, 32_768, 40_000, 65_535, 65_536, 65_537, 100_000, 300_000]) {
      const neighbour = Buffer.from(textOf(2_000));
      const content = await readContent(await request(`${origin}${path}?bytes=${bytes}`), 1e9);
      const beside = Buffer.from(textOf(2_000));
      expect(content?.text).toBe(textOf(bytes));
      release(content!);
      expect(neighbour.toString()).toBe(textOf(2_000));
      expect(beside.toString()).toBe(textOf(2_000));
      if (bytes >= 100_000) expect(content?.bytes.buffer.byteLength, `${bytes} bytes are held`).toBe(0);
    }
  });
});
