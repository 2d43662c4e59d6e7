import type { Lambda, Paginate } from '#plan';
import { PatchbayError } from '../../errors.ts';
import type { Frame } from '../../expression/contract.ts';
import { compile } from '../../expression/index.ts';
import { numberOf } from '../numbers.ts';

/** Checks in the end that nothing is missing: what the last page says there is, against what was read. */
export type CheckTotal = (lastPage: Frame, read: number) => void;

export function compileTotal(paginate: Paginate | undefined, functions: Readonly<Record<string, Lambda>>): CheckTotal | undefined {
  if (paginate?.total === undefined) return undefined;
  const total = compile(paginate.total, functions);
  const { at } = paginate;
  return (lastPage, read) => {
    const expected = numberOf(total(lastPage));
    if (expected === undefined || read >= expected) return;
    throw new PatchbayError('records-missing', `${expected - read} of ${expected} records did not come: paging ended after ${read}.`, {
      at, remedy: 'Check the size and the end of `paginate`; a list that changes while it is read also loses records between its pages.',
    });
  };
}
