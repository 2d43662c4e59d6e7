import { ast } from '#language';
import { around, type Fix, type FixSource } from './problem.ts';

/** `a?: T` as TypeScript writes it becomes `a: T?`. */
export const optionalInType: FixSource = function* (problem): Iterable<Fix> {
  const { text, start, end } = problem;
  const type = around(problem, (node) => ast.isField(node) || ast.isParameter(node))?.type;
  const cst = type?.$cstNode;
  if (cst === undefined || text.slice(start, end) !== '?') return;
  const written = text.slice(cst.offset, cst.end);
  const isOptional = type?.$type === 'OptionalType' || written.endsWith('?');
  yield { title: `Write \`${written}${isOptional ? '' : '?'}\``, edits: [{ start, end, text: '' }, ...(isOptional ? [] : [{ start: cst.end, end: cst.end, text: '?' }])], preferred: true, safe: true };
};
