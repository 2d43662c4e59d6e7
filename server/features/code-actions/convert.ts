import { ast, isNullable, scalarOf, nonNull, type Type } from '#language';
import { conversion } from './conversions.ts';
import { around, type Edit, expressionOf, type Fix, type FixSource, type Problem } from './problem.ts';

/** A value of another type is converted, by its method or, where it is written out, by another spelling. */
export const convert: FixSource = function* (problem): Iterable<Fix> {
  const { semantics, start, end, text } = problem;
  const shorthand = around(problem, ast.isShorthandEntry);
  if (shorthand !== undefined && text.slice(start, end) === shorthand.key) {
    const symbol = semantics.resolve(shorthand);
    const wanted = shorthand.$container && nonNull(semantics.types.expectedType(shorthand.$container) ?? { kind: 'any' });
    const field = wanted?.kind === 'object' ? wanted.fields.get(shorthand.key) : undefined;
    const call = symbol && field && conversion(semantics.types.typeOfSymbol(symbol, shorthand), field.type);
    if (call !== undefined) yield { title: `Convert it with \`${call}\``, edits: [{ start: end, end, text: `: ${shorthand.key}${call}` }], preferred: true };
    return;
  }
  const expression = expressionOf(problem);
  if (expression === undefined) return;
  const wanted = semantics.types.expectedType(expression);
  if (wanted !== undefined) {
    const direct = converted(expression, wanted, problem);
    if (direct !== undefined) { yield direct; return; }
  }
  if (ast.isBinaryExpression(expression)) yield* sides(expression, problem);
};

/** `order.total == '5'`: the text is the one that is converted. */
function* sides({ left, right }: ast.BinaryExpression, problem: Problem): Iterable<Fix> {
  if (left === undefined || right === undefined) return;
  const { types } = problem.semantics;
  for (const [side, other] of [[left, right], [right, left]] as const) {
    if (scalarOf(nonNull(types.typeOf(side))) !== 'string') continue;
    const type = nonNull(types.typeOf(other));
    const wanted: Type = numeric.has(scalarOf(type) ?? '') ? { kind: 'scalar', name: 'decimal' } : type;
    const fix = converted(side, wanted, problem);
    if (fix !== undefined) { yield fix; return; }
  }
}

const numeric: ReadonlySet<string> = new Set(['integer', 'decimal', 'number']);

function converted(expression: ast.Expression, wanted: Type, { semantics }: Problem): Fix | undefined {
  const cst = expression.$cstNode;
  if (cst === undefined) return undefined;
  const type = semantics.types.typeOf(expression);
  const spelled = respelled(expression, wanted);
  if (spelled !== undefined) return { title: `Write \`${spelled}\``, edits: [{ start: cst.offset, end: cst.end, text: spelled }], preferred: true };
  const call = conversion(type, wanted);
  return call === undefined ? undefined : { title: `Convert it with \`${call}\``, edits: withCall(expression, cst, `${isNullable(type) ? '?' : ''}${call}`), preferred: true };
}

/** A number in quotes, and one that lacks them. */
function respelled(expression: ast.Expression, wanted: Type): string | undefined {
  const to = scalarOf(nonNull(wanted));
  if (ast.isStringLiteral(expression) && (to === 'integer' ? /^-?\d+$/ : /^-?\d+(?:\.\d+)?$/).test(expression.value) && numeric.has(to ?? '')) return expression.value;
  if (to === 'string' && (ast.isIntegerLiteral(expression) || ast.isDecimalLiteral(expression))) return `'${expression.$cstNode!.text}'`;
  return undefined;
}

const tight: ReadonlySet<string> = new Set(['NameReference', 'MemberAccess', 'IndexAccess', 'Call', 'ParenthesizedExpression', 'StringLiteral', 'InterpolatedText', 'ArrayLiteral', 'ObjectLiteral']);

function withCall(expression: ast.Expression, cst: { offset: number; end: number }, call: string): Edit[] {
  if (tight.has(expression.$type)) return [{ start: cst.end, end: cst.end, text: call }];
  return [{ start: cst.offset, end: cst.offset, text: '(' }, { start: cst.end, end: cst.end, text: `)${call}` }];
}

/** `order.placedText > '2026-01-01'`: times are compared as times. */
export const timeAsText: FixSource = function* (problem): Iterable<Fix> {
  const { start, end, semantics } = problem;
  const comparison = around(problem, (node): node is ast.BinaryExpression => ast.isBinaryExpression(node) && node.$cstNode?.offset === start && node.$cstNode.end === end);
  if (comparison?.left === undefined || comparison.right === undefined) return;
  const edits: Edit[] = [];
  for (const side of [comparison.left, comparison.right]) {
    const cst = side.$cstNode;
    if (cst === undefined || ast.isStringLiteral(side)) continue;
    const target = ast.isCall(side) && ast.isMemberAccess(side.callee) && /^(?:iso|format)$/.test(side.callee.member ?? '') ? side.callee.target?.$cstNode : undefined;
    if (target !== undefined) edits.push({ start: target.end, end: cst.end, text: '' });
    else if (tight.has(side.$type)) {
      const literal = [comparison.left, comparison.right].find(ast.isStringLiteral);
      const method = literal !== undefined && /^\d{4}-\d\d-\d\d$/.test(literal.value) ? 'date' : 'datetime';
      edits.push({ start: cst.end, end: cst.end, text: `${isNullable(semantics.types.typeOf(side)) ? '?' : ''}.${method}()` });
    }
  }
  if (edits.length > 0) yield { title: 'Compare the times', edits, preferred: true };
};

/** A number where a duration is wanted gets its unit. */
export const durationUnit: FixSource = function* (problem): Iterable<Fix> {
  const expression = expressionOf(problem);
  const cst = expression?.$cstNode;
  if (!ast.isIntegerLiteral(expression) || cst === undefined) return;
  for (const [unit, name] of [['s', 'seconds'], ['m', 'minutes'], ['h', 'hours']]) yield { title: `Write \`${expression.value}${unit}\` (${name})`, edits: [{ start: cst.end, end: cst.end, text: unit! }] };
};
