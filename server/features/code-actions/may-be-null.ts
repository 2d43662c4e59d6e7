import { ast, isAssignable, nonNull } from '#language';
import { around, type Edit, expressionOf, type Fix, type FixSource, type Problem } from './problem.ts';
import { placeholder } from './value-for.ts';

/** A value that may be null: `?.`, `??` with a value, or a record that is rejected without it. */
export const mayBeNull: FixSource = function* (problem): Iterable<Fix> {
  const { text, start, end } = problem;
  const shorthand = around(problem, ast.isShorthandEntry);
  if (shorthand !== undefined && text.slice(start, end) === shorthand.key) {
    yield { title: 'Reject the record without it', edits: [{ start: end, end, text: `: ${shorthand.key} ?? ${rejection(shorthand.key)}` }], preferred: true };
    return;
  }
  const access = around(problem, (node): node is ast.MemberAccess | ast.IndexAccess => (ast.isMemberAccess(node) || ast.isIndexAccess(node)) && isReported(node, problem));
  if (access !== undefined) yield* ofAccess(access, problem);
  else {
    const expression = expressionOf(problem);
    if (expression !== undefined) yield* ofValue(expression, problem);
  }
};

/** Under the member's name, or under the whole of what is taken by a key. */
function isReported(access: ast.MemberAccess | ast.IndexAccess, { semantics, text, start, end }: Problem): boolean {
  if (!semantics.types.mayFailOnNull(access)) return false;
  if (ast.isIndexAccess(access)) return access.$cstNode?.offset === start && access.$cstNode.end === end;
  return text.slice(start, end) === access.member && access.$cstNode?.end === end;
}

function* ofAccess(access: ast.MemberAccess | ast.IndexAccess, problem: Problem): Iterable<Fix> {
  const target = access.target?.$cstNode;
  if (access.target === undefined || target === undefined) return;
  const dot = ast.isMemberAccess(access) ? problem.text.lastIndexOf('.', problem.start) : problem.text.lastIndexOf('[', (access.index?.$cstNode?.offset ?? 0) - 1);
  if (dot <= target.offset) return;
  const mark = ast.isMemberAccess(access) ? '?.' : '?.[';
  // The whole chain is null then, which what stands around it may not take.
  let chain: ast.Expression = access;
  while (isLink(chain)) chain = chain.$container as ast.Expression;
  const wanted = problem.semantics.types.expectedType(chain);
  const takesNull = wanted === undefined || isAssignable({ kind: 'null' }, wanted);
  yield { title: `Write \`${mark}\`, which gives null`, edits: [{ start: dot, end: dot, text: ast.isMemberAccess(access) ? '?' : '?.' }], preferred: takesNull };
  yield { title: 'Reject the record without it', edits: enclosed(target, '(', ` ?? ${rejection(lastName(access.target))})`), preferred: !takesNull };
}

function isLink(node: ast.Expression): boolean {
  const parent = node.$container;
  return ((ast.isMemberAccess(parent) || ast.isIndexAccess(parent)) && parent.target === node) || (ast.isCall(parent) && parent.callee === node);
}

function* ofValue(expression: ast.Expression, { semantics, start, end, node }: Problem): Iterable<Fix> {
  const place = { offset: start, end };
  if (expression.$type === 'NullLiteral') return;
  const type = nonNull(semantics.types.typeOf(expression));
  if (type.kind === 'null' || type.kind === 'never') return;
  const wanted = nonNull(semantics.types.expectedType(expression) ?? type);
  const [open, close] = needsParentheses(expression) ? ['(', ')'] : ['', ''];
  const [inner, after] = expression.$type === 'Conditional' || expression.$type === 'Lambda' ? ['(', ')'] : ['', ''];
  const wrapped = (fallback: string): Edit[] => enclosed(place, `${open}${inner}`, `${after} ?? ${fallback}${close}`);
  const value = placeholder(wanted.kind === 'any' ? type : wanted);
  const isList = around({ node }, ast.isEachStep)?.source === expression;
  const other: Fix[] = value === 'null' ? [] : [{ title: `Use \`${value}\` where it is null`, edits: wrapped(value), preferred: isList }];
  yield* isList ? other : [];
  yield { title: 'Reject the record without it', edits: wrapped(rejection(lastName(expression))), preferred: !isList };
  yield* isList ? [] : other;
}

function needsParentheses(expression: ast.Expression): boolean {
  const parent = expression.$container;
  return isLink(expression) || parent?.$type === 'UnaryExpression' || (ast.isBinaryExpression(parent) && parent.operator !== '??');
}

function enclosed({ offset, end }: { offset: number; end: number }, before: string, after: string): Edit[] {
  return [...(before === '' ? [] : [{ start: offset, end: offset, text: before }]), { start: end, end, text: after }];
}

function rejection(name: string): string {
  return `reject "no ${name}"`;
}

/** What a value is called, for a message. */
function lastName(node: ast.Expression): string {
  switch (node.$type) {
    case 'NameReference': return node.name;
    case 'MemberAccess': return node.member ?? 'value';
    case 'IndexAccess': return ast.isStringLiteral(node.index) && /^[\w -]+$/.test(node.index.value) ? node.index.value : lastName(node.target);
    case 'Call': return ast.isMemberAccess(node.callee) && node.callee.target !== undefined ? lastName(node.callee.target) : 'value';
    case 'ParenthesizedExpression': return node.inner === undefined ? 'value' : lastName(node.inner);
    default: return 'value';
  }
}
