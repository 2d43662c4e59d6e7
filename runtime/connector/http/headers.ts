import { PatchbayError } from '../../errors.ts';
import type { Value } from '../../expression/contract.ts';
import { sentEntries, textOf } from '../text.ts';

export type Headers = Record<string, string>;

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What undici or the connection decides alone. */
const reserved = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'keep-alive', 'upgrade', 'te', 'trailer', 'expect']);

/** Sets the members of `value`; names in any case, a later one wins, null is not sent. */
export function setHeaders(headers: Headers, value: Value): void {
  for (const [name, member] of sentEntries(value, '`headers`')) {
    setHeader(headers, name, Array.isArray(member) ? member.map((item) => textOf(item, `The header ${name}`)).join(', ') : textOf(member, `The header ${name}`));
  }
}

/** Sets one header. Refuses what would become another header or another request (SECURITY.md 10). */
export function setHeader(headers: Headers, name: string, value: string): void {
  if (!token.test(name) || reserved.has(name.toLowerCase())) {
    throw new PatchbayError('invalid-header', `A request cannot have a header named ${JSON.stringify(name)}.`, { scope: 'record' });
  }
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\0-\x08\x0A-\x1F\x7F]/.test(value)) {
    throw new PatchbayError('invalid-header', `The value of the header ${name} holds a line break or another control character.`, {
      scope: 'record', remedy: 'A header is one line. A secret that was pasted with a line break at its end must be entered again.',
    });
  }
  if (/[^\0-\xFF]/.test(value)) {
    throw new PatchbayError('invalid-header', `The value of the header ${name} has characters that a header cannot hold.`, { scope: 'record', remedy: 'Use `.urlEncode()` or `.base64()`.' });
  }
  headers[name.toLowerCase()] = value;
}

/** No member is inherited: a header may have any name. */
export function noHeaders(): Headers {
  return Object.create(null) as Headers;
}
