import type { Entry, Expr, TypeName } from '#plan';
import type {
  ArrayLiteral, BinaryExpression, Call, Expression, FunctionDeclaration, InterpolatedText, MatchExpression, MatchPattern, MemberAccess, ObjectEntry,
} from '../generated/ast.ts';
import { textSegments } from '../parser/text-values.ts';
import { lookUp } from '../references/scope.ts';
import { typeNameOf } from '../types/builtins.ts';
import { scalarOf } from '../types/type.ts';
import type { Types } from '../types/types.ts';
import { lowerArguments } from './arguments.ts';
import { asExpected, used, withUsedElements, written } from './conversion.ts';
import type { ExpressionUse, Lowering } from './lowering.ts';

/** What the lowering of expressions needs beside positions: the checker, and where functions that are called are collected. */
export interface ExpressionLowering extends Lowering {
  readonly types: Types;
  /** The id under which the plan keeps a function; lowers it when it is met first. */
  functionId(node: FunctionDeclaration): string;
}

/** An expression of the tree as an expression of the plan. */
export function lowerExpression(node: Expression, context: ExpressionLowering, use: ExpressionUse = {}): Expr {
  const at = context.at(node);
  const plain = (inner: Expression): Expr => lowerExpression(inner, context);
  const same = (inner: Expression): Expr => lowerExpression(inner, context, use);

  switch (node.$type) {
    case 'StringLiteral': return finish({ op: 'literal', type: 'string', text: node.value, at }, node, context, use);
    case 'IntegerLiteral': return finish({ op: 'literal', type: 'integer', text: node.value, at }, node, context, use);
    case 'DecimalLiteral': return { op: 'literal', type: scalarOf(context.types.typeOf(node)) === 'number' ? 'number' : 'decimal', text: node.value, at };
    case 'DurationLiteral': return { op: 'literal', type: 'duration', text: node.value, at };
    case 'BooleanLiteral': return { op: 'literal', type: 'boolean', text: String(node.value), at };
    case 'NullLiteral': return { op: 'literal', type: 'null', text: 'null', at };
    case 'InterpolatedText': return lowerText(node, context, use);
    case 'ParenthesizedExpression': return same(node.inner);
    case 'NameReference': return finish(lowerName(node, node.name, context), node, context, use);
    case 'MemberAccess': return finish(lowerMember(node, context), node, context, use);
    case 'IndexAccess': return finish({ op: 'get', of: plain(node.target), key: plain(node.index), optional: node.optional, at }, node, context, use);
    case 'Call': return finish(lowerCall(node, context), node, context, use);
    case 'UnaryExpression': return { op: 'unary', operator: node.operator, of: used(plain(node.operand), node.operand, context.types), at };
    case 'BinaryExpression': return lowerBinary(node, context, use);
    case 'Conditional': return { op: 'conditional', condition: used(plain(node.condition), node.condition, context.types), then: same(node.then), else: same(node.otherwise), at };
    case 'ArrayLiteral': return lowerArray(node, context, use);
    case 'ObjectLiteral': return { op: 'object', entries: node.entries.map((entry) => lowerEntry(entry, context, use)), at };
    case 'MatchExpression': return lowerMatch(node, context, use);
    case 'Lambda': return { op: 'lambda', params: node.parameters.map((parameter) => parameter.name), body: plain(node.body), at };
    case 'RejectExpression': return { op: 'reject', message: lowerExpression(node.message, context, { template: 'message' }), at };
  }
}

/** What the place wants of a value that is passed on: the type of the field or parameter that it fills, or a format of its own where it is written. */
function finish(value: Expr, node: Expression, context: ExpressionLowering, use: ExpressionUse): Expr {
  const wanted = use.template === undefined ? context.types.expectedType(node) : undefined;
  const typed = wanted === undefined ? value : asExpected(value, node, wanted, context.types);
  return use.written && typed === value ? written(value, node, context.types) : typed;
}

function lowerText(node: InterpolatedText, context: ExpressionLowering, use: ExpressionUse): Expr {
  const parts = textSegments(node).flatMap((segment): (string | Expr)[] => {
    if (segment.kind === 'text') return [segment.value];
    return segment.expression === undefined ? [] : [lowerExpression(segment.expression, context, use.written ? { written: true } : {})];
  });
  return { op: 'template', use: use.template ?? 'text', parts, at: context.at(node) };
}

function lowerName(node: Expression | ObjectEntry, name: string, context: ExpressionLowering): Expr {
  const symbol = lookUp(context.types.context.scopes.at(node), name);
  return { op: 'name', scope: symbol?.scope ?? 'record', name, at: context.at(node) };
}

function lowerMember(node: MemberAccess, context: ExpressionLowering): Expr {
  const at = context.at(node);
  const of = lowerExpression(node.target, context);
  const name = node.member ?? '';
  const on = typeNameOf(context.types.typeOf(node.target));
  if (name === 'length' && (on === 'string' || on === 'array' || on === 'any')) return { op: 'method', on, name, of, args: [], optional: node.optional, at };
  return { op: 'get', of, key: { op: 'literal', type: 'string', text: name, at }, optional: node.optional, at };
}

function lowerCall(node: Call, context: ExpressionLowering): Expr {
  const at = context.at(node);
  const target = context.types.callTarget(node);
  const parameters = target?.parameters.map((parameter) => parameter.name) ?? [];
  // What a function's lambda or parameter sees is a value; a text of a record goes into `any` as it is.
  const lower = (value: Expression): Expr => (value.$type === 'Lambda' ? lowerExpression(value, context) : used(lowerExpression(value, context), value, context.types));
  if (target?.kind === 'function') {
    const declared = target.function.parameters;
    const args = lowerArguments(node.args, parameters, lower, (index) => declared[index]?.default && lowerExpression(declared[index].default, context));
    return { op: 'apply', function: context.functionId(target.function), args, at };
  }
  if (node.callee.$type === 'MemberAccess') {
    const callee = node.callee;
    const on = target?.kind === 'method' ? target.on : 'any';
    const name = callee.member ?? '';
    const receiver = used(lowerExpression(callee.target, context), callee.target, context.types);
    const of = comparing.has(name) && on === 'array' ? withUsedElements(receiver, callee.target, context.types) : receiver;
    return { op: 'method', on, name, of, args: lowerArguments(node.args, parameters, lower), optional: callee.optional, at };
  }
  const name = node.callee.$type === 'NameReference' ? node.callee.name : '';
  return { op: 'global', name, args: lowerArguments(node.args, parameters, lower), at };
}

/** Methods that compare or add up what an array holds: its elements are used, not passed on. */
const comparing: ReadonlySet<string> = new Set(['sum', 'min', 'max', 'sort', 'contains', 'distinct']);

function lowerBinary(node: BinaryExpression, context: ExpressionLowering, use: ExpressionUse): Expr {
  const at = context.at(node);
  const { types } = context;
  if (node.operator === '??') {
    return { op: 'binary', operator: '??', on: 'any', left: lowerExpression(node.left, context, use), right: lowerExpression(node.right, context, use), at };
  }
  const left = types.typeOf(node.left);
  const right = types.typeOf(node.right);
  const on = node.operator === 'in' ? typeNameOf(right) : combined(typeNameOf(left), typeNameOf(right));
  return {
    op: 'binary', operator: node.operator, on, at,
    left: used(lowerExpression(node.left, context), node.left, types),
    right: used(lowerExpression(node.right, context), node.right, types),
  };
}

const numeric: ReadonlySet<TypeName> = new Set(['integer', 'decimal', 'number']);

/** What an operator works on, of the two sides: the more exact where they are numbers. */
function combined(left: TypeName, right: TypeName): TypeName {
  if (left === right) return left;
  if (numeric.has(left) && numeric.has(right)) return left === 'number' || right === 'number' ? 'number' : 'decimal';
  return 'any';
}

function lowerArray(node: ArrayLiteral, context: ExpressionLowering, use: ExpressionUse): Expr {
  const items = node.items.map((item) => ({ spread: item.spread, value: lowerExpression(item.value, context, use.written ? { written: true } : {}) }));
  return { op: 'array', items, at: context.at(node) };
}

function lowerEntry(entry: ObjectEntry, context: ExpressionLowering, use: ExpressionUse): Entry {
  switch (entry.$type) {
    case 'SpreadEntry': return { kind: 'spread', value: lowerExpression(entry.value, context) };
    case 'PairEntry': return { kind: 'pair', key: entry.key, value: lowerExpression(entry.value, context, use), optional: entry.optional };
    // `{ status }` is `{ status: status }`.
    case 'ShorthandEntry': {
      const value = finish(lowerName(entry, entry.key, context), entry as unknown as Expression, context, use);
      return { kind: 'pair', key: entry.key, value, optional: false };
    }
  }
}

function lowerMatch(node: MatchExpression, context: ExpressionLowering, use: ExpressionUse): Expr {
  const cases = node.cases.map((one) => ({
    patterns: one.isElse ? null : one.patterns.map((pattern) => lowerPattern(pattern, context)),
    value: lowerExpression(one.value, context, use),
  }));
  const subject = used(lowerExpression(node.subject, context), node.subject, context.types);
  return { op: 'match', subject, cases, at: context.at(node) };
}

function lowerPattern(pattern: MatchPattern, context: ExpressionLowering): Expr {
  const at = context.at(pattern);
  if (pattern.number !== undefined) {
    const text = `${pattern.negative ? '-' : ''}${pattern.number.value}`;
    return { op: 'literal', type: pattern.number.$type === 'IntegerLiteral' ? 'integer' : 'decimal', text, at };
  }
  return lowerExpression(pattern.literal as Expression, context);
}
