import type { Paginate } from '#plan';
import { countOf } from '../numbers.ts';
import type { Filled } from '../slots.ts';
import { compileCondition } from './end.ts';
import type { CompilePager, PageRequest } from './pager.ts';

type Counted = Extract<Paginate, { kind: 'page' | 'offset' }>;

/** `paginate page` and `paginate offset`: a number that this side counts on. */
export const compileCounted: CompilePager<Counted['kind']> = (paginate, compile) => {
  const condition = compileCondition(paginate, compile);
  const { kind, slot } = paginate;
  const from = paginate.from && compile(paginate.from);
  const sizeOf = paginate.size && compile(paginate.size.value);
  const sizeSlot = paginate.size?.slot;
  return () => {
    let number = 0;
    let size: number | undefined;
    const request = (): PageRequest => {
      const filled: Filled[] = [{ slot, value: number }];
      if (sizeSlot !== undefined) filled.push({ slot: sizeSlot, value: size });
      return { filled, named: kind === 'page' ? { page: number } : { offset: number } };
    };
    return {
      first(frame) {
        number = from === undefined ? (kind === 'page' ? 1 : 0) : countOf(from(frame), '`from`', 0);
        size = sizeOf && countOf(sizeOf(frame), '`size`');
        return request();
      },
      after(page) {
        const count = page.records.length;
        const said = condition(page);
        if (said !== undefined && 'why' in said) return said;
        if (said === undefined) {
          if (count === 0) return { why: 'empty page' };
          if (size !== undefined && count < size) return { why: `last page: ${count} of ${size}` };
        }
        // By what came, not by what was asked for: a server that caps the size would otherwise be read with gaps.
        number += kind === 'page' ? 1 : count === 0 ? size ?? 1 : count;
        return { next: request() };
      },
    };
  };
};
