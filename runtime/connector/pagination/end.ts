import type { Expr, Paginate } from '#plan';
import { PatchbayError } from '../../errors.ts';
import type { Evaluate } from '../../expression/contract.ts';
import { isTrue } from '../numbers.ts';
import type { ReadPage } from './pager.ts';

/** What the connector's own condition says after a page: that more follows, why none does, or nothing where there is no condition. */
export type Condition = (page: ReadPage) => { more: true } | { why: string } | undefined;

export function compileCondition(paginate: Paginate, compile: (expr: Expr) => Evaluate): Condition {
  const whileTrue = paginate.while && compile(paginate.while);
  const untilTrue = paginate.until && compile(paginate.until);
  return ({ frame }) => {
    if (whileTrue !== undefined && !isTrue(whileTrue(frame), '`while`')) return { why: '`while` is false' };
    if (untilTrue !== undefined && isTrue(untilTrue(frame), '`until`')) return { why: '`until` is true' };
    return whileTrue === undefined && untilTrue === undefined ? undefined : { more: true };
  };
}

/** The answer says that more follows, but not where: to stop here would lose records unseen. */
export function nothingToFollow(missing: string, at: Paginate['at']): PatchbayError {
  return new PatchbayError('paging-broken', `The answer says that more pages follow, but has no ${missing}.`, {
    at, remedy: 'Check the condition and the place of the link or cursor in `paginate` against what the API answers.',
  });
}
