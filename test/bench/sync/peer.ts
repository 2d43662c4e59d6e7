// The peer: the same job as a script that an experienced developer would write for speed, with undici: the next page is asked for while this
// one is worked on, four posts are in flight. `node peer.ts <base URL>`.
import { Agent, request, setGlobalDispatcher } from 'undici';
import { mapRecord, type MappedRecord, type SourceRecord } from './catalogue.ts';

const base = process.argv[2] ?? '';
const postsInFlight = 4;
const batchSize = 100;

setGlobalDispatcher(new Agent({ connections: postsInFlight + 2, pipelining: 1 }));

const inFlight = new Set<Promise<void>>();

async function post(batch: MappedRecord[]): Promise<void> {
  const { statusCode, body } = await request(`${base}/v1/sink`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(batch) });
  await body.dump();
  if (statusCode !== 200) throw new Error(`The sink answered ${statusCode}.`);
}

function begin(batch: MappedRecord[]): void {
  const sending: Promise<void> = post(batch).finally(() => inFlight.delete(sending));
  inFlight.add(sending);
}

const nextLink = (header: string | string[] | undefined): string | undefined => /<([^>]+)>;\s*rel="next"/.exec(String(header ?? ''))?.[1];

let batch: MappedRecord[] = [];
let next: ReturnType<typeof request> | undefined = request(`${base}/v1/records?per_page=250`);
while (next !== undefined) {
  const { headers, body } = await next;
  const link = nextLink(headers['link']);
  next = link === undefined ? undefined : request(link);
  for (const record of (await body.json()) as SourceRecord[]) {
    batch.push(mapRecord(record));
    if (batch.length === batchSize) {
      begin(batch);
      batch = [];
    }
  }
  while (inFlight.size >= postsInFlight) await Promise.race(inFlight);
}
if (batch.length > 0) begin(batch);
await Promise.all(inFlight);
