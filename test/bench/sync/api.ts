// The source and the sink of the bench, as a process of its own: `node api.ts <records> <latency in ms>`. Prints its port as JSON.
//   GET  /v1/records?page=1&per_page=250   an array of records, the next page in the `Link` header (RFC 8288)
//   POST /v1/sink                          an array of at most 100 mapped records
//   GET  /v1/stats                         what it saw, as `ApiStats`
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPageMaker } from './catalogue.ts';
import { createSink, type SinkCounts } from './sink.ts';

/** What the API saw of a run. Times are milliseconds since 1970, null before anything came. */
export interface ApiStats extends SinkCounts {
  gets: number;
  posts: number;
  firstGetMs: number | null;
  lastPostMs: number | null;
  /** The most requests that were open at a time. */
  getsAtOnce: number;
  postsAtOnce: number;
  largestBatch: number;
}

const records = Number(process.argv[2] ?? 1000);
const latencyMs = Number(process.argv[3] ?? 0);
const largestPage = 250;
const largestBatch = 100;

const makePage = createPageMaker();
const sink = createSink(records);
const stats: Omit<ApiStats, keyof SinkCounts> = { gets: 0, posts: 0, firstGetMs: null, lastPostMs: null, getsAtOnce: 0, postsAtOnce: 0, largestBatch: 0 };
let openGets = 0;
let openPosts = 0;

const now = (): number => performance.timeOrigin + performance.now();
const later = (answer: () => void): void => {
  if (latencyMs === 0) answer();
  else setTimeout(answer, latencyMs);
};

function answerJson(response: ServerResponse, status: number, body: string | Buffer, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}

function servePage(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): void {
  stats.gets += 1;
  stats.firstGetMs ??= now();
  stats.getsAtOnce = Math.max(stats.getsAtOnce, ++openGets);
  const size = Math.min(largestPage, Number(query.get('per_page') ?? 50));
  const page = Number(query.get('page') ?? 1);
  const start = (page - 1) * size;
  const count = Math.max(0, Math.min(size, records - start));
  const body = makePage(start, count);
  const url = `http://${request.headers.host}/v1/records?per_page=${size}&page=`;
  const links = [`<${url}1>; rel="first"`];
  if (start + count < records) links.push(`<${url}${page + 1}>; rel="next"`);
  later(() => {
    openGets -= 1;
    answerJson(response, 200, body, { link: links.join(', ') });
  });
}

function takeBatch(request: IncomingMessage, response: ServerResponse): void {
  stats.postsAtOnce = Math.max(stats.postsAtOnce, ++openPosts);
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const batch = JSON.parse(Buffer.concat(chunks).toString()) as unknown[];
    stats.posts += 1;
    stats.largestBatch = Math.max(stats.largestBatch, batch.length);
    const accepted = batch.length <= largestBatch;
    if (accepted) sink.take(batch);
    later(() => {
      openPosts -= 1;
      stats.lastPostMs = now();
      answerJson(response, accepted ? 200 : 413, JSON.stringify(accepted ? { accepted: batch.length } : { error: `more than ${largestBatch} records` }));
    });
  });
}

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (request.method === 'GET' && url.pathname === '/v1/records') servePage(request, response, url.searchParams);
  else if (request.method === 'POST' && url.pathname === '/v1/sink') takeBatch(request, response);
  else if (url.pathname === '/v1/stats') answerJson(response, 200, JSON.stringify({ ...stats, ...sink.counts() } satisfies ApiStats));
  else answerJson(response, 404, '{"error":"not found"}');
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`));
