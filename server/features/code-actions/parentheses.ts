import { ast } from '#language';
import { around, type Fix, type FixSource } from './problem.ts';

/** `name.upper` gets its parentheses, `lines.length()` and `order.total()` lose them. */
export const parentheses: FixSource = function* (problem): Iterable<Fix> {
  const { message, text, end } = problem;
  const access = around(problem, ast.isMemberAccess);
  if (access?.member === undefined || text.slice(problem.start, end) !== access.member) return;
  const call = access.$container;
  if (/ is a function: write `/.test(message)) {
    if (ast.isCall(call) && call.callee === access) return;
    const needsMore = message.includes('(…)');
    yield { title: `Call \`${access.member}()\``, edits: [{ start: end, end, text: '()' }], preferred: !needsMore };
  } else if (/has no parentheses|without parentheses/.test(message) && ast.isCall(call) && call.callee === access && call.args.length === 0 && call.$cstNode !== undefined) {
    yield { title: 'Remove the parentheses', edits: [{ start: end, end: call.$cstNode.end, text: '' }], preferred: true };
  }
};
