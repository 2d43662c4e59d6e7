import { createHash, hash } from 'node:crypto';
import type { At } from '#plan';
import { PatchbayError } from '../../errors.ts';
import type { Outgoing } from '../http/exchange.ts';

/** Requests remembered at a time. A circle of pages is longer than this only on purpose, and is found a round later. */
const remembered = 20_000;
/** Pages in a row without a record, while the answers say that more follows. */
const mostEmptyPages = 100;

/** Ends paging that does not get anywhere (LANGUAGE.md section 3): each page is a new request, and a new answer. */
export interface RepetitionGuard {
  request(request: Outgoing): void;
  /** The bytes of a page, which are not kept, and how many records it has. */
  page(bytes: Buffer, records: number): void;
}

export function guardRepetition(at: At): RepetitionGuard {
  const seen = new Set<string>();
  let previous: string | undefined;
  let empty = 0;
  return {
    request({ url, body, headers }) {
      // A cursor may travel in a header; what differs from attempt to attempt (a signature) is put on later.
      const text = createHash('sha1').update(`${url.href} ${typeof body === 'string' ? body : ''} ${JSON.stringify(headers)}`).digest('base64');
      if (seen.has(text)) throw pageRepeated('the next page is one that was read before', at);
      if (seen.size >= remembered) seen.clear();
      seen.add(text);
    },
    page(bytes, records) {
      // Not the bytes themselves: their memory is given back before the next page comes (`release`).
      const digest = records > 0 ? hash('sha1', bytes, 'base64') : undefined;
      if (digest !== undefined && digest === previous) throw pageRepeated('two pages in a row are the same', at);
      previous = digest;
      empty = records === 0 ? empty + 1 : 0;
      if (empty > mostEmptyPages) {
        throw new PatchbayError('paging-endless', `The last ${empty} pages had no record, and the answers still say that more follows.`, { at, remedy: 'Check the condition in `paginate`.' });
      }
    },
  };
}

/** The pages go round in a circle. */
export function pageRepeated(how: string, at: At): PatchbayError {
  return new PatchbayError('page-repeated', `Paging does not get on: ${how}.`, {
    at, remedy: 'Check `paginate`: does the API know this parameter under this name, and is the link or cursor read from the right place?',
  });
}
