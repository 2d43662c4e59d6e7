import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { pipeline } from 'node:stream';
import { isMarkedAsUntransferable } from 'node:worker_threads';
import type { Dispatcher } from 'undici';
import { PatchbayError } from '../../errors.ts';

/** What this side can read, for `Accept-Encoding`. */
export const acceptedEncodings = 'gzip, deflate, br';
/** Data that shrinks more than this is made to fill a memory, not to be read; small answers may. */
const maximumRatio = 200;
const ratioCountsFrom = 8 * 1024 * 1024;

/** What an answer holds: its bytes, uncompressed, and its text, which is made of them when it is first asked for. */
export interface Content {
  readonly bytes: Buffer;
  readonly text: string;
  /** The bytes are UTF-8, or claim nothing else. */
  readonly utf8: boolean;
}

/** The body, uncompressed; undefined where it goes beyond `limit` bytes or expands beyond reason. */
export async function readContent({ headers, body }: Dispatcher.ResponseData, limit: number): Promise<Content | undefined> {
  const encodings = String(headers['content-encoding'] ?? '').toLowerCase().split(',').map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
  const charset = /;\s*charset="?([^\s;"]+)/i.exec(String(headers['content-type'] ?? ''))?.[1]?.toLowerCase();
  const utf8 = charset === undefined || charset === 'utf-8' || charset === 'utf8' || charset === 'us-ascii';
  const bytes = encodings.length === 0 ? bufferOf(await body.bytes()) : await inflate(body, encodings, limit);
  if (bytes === undefined) return undefined;
  return utf8 ? contentOf(bytes) : { bytes, text: decode(bytes, charset), utf8 };
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/**
 * Gives the memory of an answer back at once; nobody may read it afterwards. Left to the collector, which sees only small objects that own it,
 * pages pile up, and what the system's allocator then makes of holes in different places grows with the length of a run.
 */
export function release({ bytes }: Content): void {
  const { buffer } = bytes;
  const isShared = buffer.byteLength > bytes.byteLength + byteOrderMark || isMarkedAsUntransferable(buffer);
  if (buffer instanceof ArrayBuffer && buffer.byteLength >= worthIt && !isShared) buffer.transfer(0);
}

const byteOrderMark = 3;
/** Bytes. Smaller ones come out of the pool that Node's buffers share, or cost more to give back than they hold. */
const worthIt = 64 * 1024;

/** UTF-8, without a byte order mark. */
function contentOf(given: Buffer): Content {
  const bytes = given[0] === 0xEF && given[1] === 0xBB && given[2] === 0xBF ? given.subarray(3) : given;
  let text: string | undefined;
  return {
    bytes,
    utf8: true,
    get text() {
      return text ??= bytes.toString('utf8');
    },
  };
}

function decode(bytes: Uint8Array, charset: string): string {
  let decoder;
  try {
    decoder = new TextDecoder(charset);
  } catch {
    throw new PatchbayError('unknown-charset', `The answer is written in "${charset}", which cannot be read.`);
  }
  return decoder.decode(bytes);
}

async function inflate(body: Dispatcher.ResponseData['body'], encodings: string[], limit: number): Promise<Buffer | undefined> {
  const encoding = encodings[0];
  const make = encoding === 'gzip' || encoding === 'x-gzip' ? createGunzip : encoding === 'deflate' ? createInflate : encoding === 'br' ? createBrotliDecompress : undefined;
  if (make === undefined || encodings.length > 1) {
    discard(body);
    throw new PatchbayError('unknown-encoding', `The answer is compressed as "${encodings.join(', ')}", which was not asked for and cannot be read.`);
  }
  let received = 0;
  body.on('data', (chunk: Buffer) => { received += chunk.length; });
  const chunks: Buffer[] = [];
  let size = 0;
  // A failure of either stream ends the loop below with that failure.
  const output = pipeline(body, make(), () => undefined);
  for await (const chunk of output as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit || (size > ratioCountsFrom && size > received * maximumRatio)) {
      discard(body);
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** Ends a body that is not wanted any more; that it was cut is no news to anybody. */
export function discard(body: Dispatcher.ResponseData['body']): void {
  body.on('error', () => undefined);
  body.destroy();
}
