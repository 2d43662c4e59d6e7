import type { Paginate } from '#plan';
import { PatchbayError } from '../../errors.ts';
import { shortened } from '../formats/server-message.ts';
import type { Condition } from './end.ts';
import { nothingToFollow } from './end.ts';
import type { ReadPage, Step } from './pager.ts';

/** Servers take 8 to 16 KB; some put whole queries into their cursors. */
const longestLink = 64 * 1024;

/** The step to a URL that the answer gave, absolute or relative to the one it came from. */
export function follow(page: ReadPage, said: ReturnType<Condition>, target: () => string | undefined, at: Paginate['at']): Step {
  if (said !== undefined && 'why' in said) return said;
  if (said === undefined && page.records.length === 0) return { why: 'empty page' };
  const text = target();
  if (text === undefined || text === '') {
    if (said !== undefined) throw nothingToFollow('next link', at);
    return { why: 'no next link' };
  }
  if (text.length > longestLink) throw new PatchbayError('paging-broken', `The link to the next page has ${text.length} characters, more than an address can have.`, { at });
  if (!URL.canParse(text, page.answer.url.href) || !/^https?:$/.test(new URL(text, page.answer.url).protocol)) {
    throw new PatchbayError('paging-broken', `The link to the next page is no URL: ${shortened(text, 200)}`, { at });
  }
  const url = new URL(text, page.answer.url);
  url.hash = '';
  return { next: { filled: [], url } };
}
