import type { Entry, Expr, Scope, TypeName } from '#plan';
import type {
  ArrayLiteral, BinaryExpression, Call, DecimalLiteral, Expression, FunctionDeclaration, InterpolatedText, MatchExpression, MatchPattern, MemberAccess,
  NameReference, ObjectEntry, Parameter,
} from '../generated/ast.ts';
import { textSegments } from '../parser/text-values.ts';
import { nonNull, scalarOf, type Type } from '../types/type.ts';
import { lowerArguments } from './arguments.ts';
import { converted, convertedTo, written } from './conversion.ts';
import { given, type ExpressionUse, type Lowering } from './lowering.ts';
import type { Semantics } from './semantics.ts';
import { formatOf } from './type.ts';

/** What the lowering of expressions needs beside positions: the checker, and where functions that are called are collected. */
export interface ExpressionLowering extends Lowering {
  readonly semantics: Semantics;
  /** The id under which the plan keeps a function; lowers it when it is met first. */
  functionId(node: FunctionDeclaration): string;
}

/** An expression of the tree as an expression of the plan. */
export function lowerExpression(node: Expression, context: ExpressionLowering, use: ExpressionUse = {}): Expr {
  const at = context.at(node);
  const plain = (inner: Expression): Expr => lowerExpression(inner, context);
  const same = (inner: Expression): Expr => lowerExpression(inner, context, use);
  const used = (inner: Expression): Expr => converted(plain(inner), inner, context.semantics.typeOf(inner));

  switch (node.$type) {
    case 'StringLiteral': return { op: 'literal', type: 'string', text: node.value, at };
    case 'IntegerLiteral': return { op: 'literal', type: 'integer', text: node.value, at };
    case 'DecimalLiteral': return { op: 'literal', type: fractionType(node, context.semantics), text: node.value, at };
    case 'DurationLiteral': return { op: 'literal', type: 'duration', text: node.value, at };
    case 'BooleanLiteral': return { op: 'literal', type: 'boolean', text: String(node.value), at };
    case 'NullLiteral': return { op: 'literal', type: 'null', text: 'null', at };
    case 'InterpolatedText': return lowerText(node, context, use);
    case 'ParenthesizedExpression': return same(node.inner);
    case 'NameReference': return finish(lowerName(node, context), node, context, use);
    case 'MemberAccess': return finish(lowerMember(node, context), node, context, use);
    case 'IndexAccess': return finish({ op: 'get', of: plain(node.target), key: plain(node.index), optional: node.optional, at }, node, context, use);
    case 'Call': return finish(lowerCall(node, context), node, context, use);
    case 'UnaryExpression': return { op: 'unary', operator: node.operator, of: used(node.operand), at };
    case 'BinaryExpression': return lowerBinary(node, context, use);
    case 'Conditional': return { op: 'conditional', condition: plain(node.condition), then: same(node.then), else: same(node.otherwise), at };
    case 'ArrayLiteral': return lowerArray(node, context, use);
    case 'ObjectLiteral': return { op: 'object', entries: node.entries.map((entry) => lowerEntry(entry, context, use)), at };
    case 'MatchExpression': return lowerMatch(node, context, use);
    case 'Lambda': return { op: 'lambda', params: node.parameters.map((parameter) => parameter.name), body: plain(node.body), at };
    case 'RejectExpression': return { op: 'reject', message: lowerExpression(node.message, context, { template: 'message' }), at };
  }
}

/** A literal with a fraction is a decimal unless a `number` is expected. */
function fractionType(node: DecimalLiteral, semantics: Semantics): 'decimal' | 'number' {
  return scalarOf(semantics.typeOf(node)) === 'number' ? 'number' : 'decimal';
}

/** What an outer place wants of a value that is passed on: its own format where it is written into a request, that of the field which it fills. */
function finish(value: Expr, node: Expression, context: ExpressionLowering, use: ExpressionUse): Expr {
  if (use.template === 'url' || use.template === 'path') return value;
  const own = context.semantics.typeOf(node);
  const wanted = context.semantics.expected(node);
  const target = wanted && nonNull(wanted);
  if (target?.kind === 'scalar' && !use.written) {
    const format = formatOf(target).format;
    const from = formatOf(nonNull(own)).format;
    if (format?.pattern !== from?.pattern && (target.name === 'date' || target.name === 'datetime' || target.name === 'boolean')) {
      const typed = convertedTo(value, node, own, target.name);
      if (format === undefined) return typed;
      const epoch = format.pattern === 'epoch' || format.pattern === 'epochMillis';
      return { op: 'convert', to: epoch ? 'integer' : 'string', from: target.name, format, of: typed, at: value.at };
    }
  }
  return use.written ? written(value, node, own) : value;
}

function lowerText(node: InterpolatedText, context: ExpressionLowering, use: ExpressionUse): Expr {
  const parts = textSegments(node).flatMap((segment): (string | Expr)[] => {
    if (segment.kind === 'text') return [segment.value];
    return segment.expression === undefined ? [] : [lowerExpression(segment.expression, context, use.written ? { written: true } : {})];
  });
  return { op: 'template', use: use.template ?? 'text', parts, at: context.at(node) };
}

function lowerName(node: NameReference, context: ExpressionLowering): Expr {
  const symbol = context.semantics.resolve(node);
  return { op: 'name', scope: symbol?.scope ?? scopeOfKind(symbol?.kind), name: node.name, at: context.at(node) };
}

function scopeOfKind(kind: string | undefined): Scope {
  return kind === 'use' ? 'use' : 'record';
}

function lowerMember(node: MemberAccess, context: ExpressionLowering): Expr {
  const at = context.at(node);
  const target = context.semantics.typeOf(node.target);
  const of = lowerExpression(node.target, context);
  const name = node.member ?? '';
  const on = typeNameOf(target);
  if (name === 'length' && (on === 'string' || on === 'array' || on === 'any')) return { op: 'method', on, name, of, args: [], optional: node.optional, at };
  return { op: 'get', of, key: { op: 'literal', type: 'string', text: name, at }, optional: node.optional, at };
}

function lowerCall(node: Call, context: ExpressionLowering): Expr {
  const at = context.at(node);
  const callee = node.callee;
  if (callee.$type === 'MemberAccess') {
    const target = context.semantics.typeOf(callee.target);
    const on = typeNameOf(target);
    const name = callee.member ?? '';
    const of = converted(lowerExpression(callee.target, context), callee.target, target);
    const parameters = context.semantics.builtinParameters(name, on) ?? [];
    return { op: 'method', on, name, of, args: lowerArguments(node.args, parameters, lower), optional: callee.optional, at };
  }
  const symbol = callee.$type === 'NameReference' ? context.semantics.resolve(callee) : undefined;
  const name = callee.$type === 'NameReference' ? callee.name : '';
  if (symbol?.kind === 'function') {
    const declaration = symbol.node as FunctionDeclaration;
    const args = lowerArguments(node.args, declaration.parameters.map((parameter) => parameter.name), lower, (index) => lowerDefault(declaration.parameters[index], context));
    return { op: 'apply', function: context.functionId(declaration), args, at };
  }
  return { op: 'global', name, args: lowerArguments(node.args, context.semantics.builtinParameters(name, undefined) ?? [], lower), at };

  function lower(value: Expression): Expr {
    const type = context.semantics.typeOf(value);
    return value.$type === 'Lambda' ? lowerExpression(value, context) : converted(lowerExpression(value, context), value, type);
  }
}

function lowerDefault(parameter: Parameter | undefined, context: ExpressionLowering): Expr | undefined {
  return parameter?.default && lowerExpression(parameter.default, context);
}

function lowerBinary(node: BinaryExpression, context: ExpressionLowering, use: ExpressionUse): Expr {
  const at = context.at(node);
  const operator = node.operator;
  if (operator === '??') {
    return { op: 'binary', operator, on: 'any', left: lowerExpression(node.left, context, use), right: lowerExpression(node.right, context, use), at };
  }
  const types = { left: context.semantics.typeOf(node.left), right: context.semantics.typeOf(node.right) };
  const operand = (side: 'left' | 'right', other: 'left' | 'right'): Expr => {
    const value = lowerExpression(node[side], context);
    const wanted = scalarOf(nonNull(types[other]));
    const moment = wanted === 'date' || wanted === 'datetime';
    return moment && operator !== '+' && operator !== '-' ? convertedTo(value, node[side], types[side], wanted) : converted(value, node[side], types[side]);
  };
  const on = operator === 'in' ? typeNameOf(types.right) : combined(typeNameOf(types.left), typeNameOf(types.right));
  return { op: 'binary', operator, on, left: operand('left', 'right'), right: operand('right', 'left'), at };
}

/** What an operator works on, of the two sides: the more exact where they are numbers. */
function combined(left: TypeName, right: TypeName): TypeName {
  if (left === right) return left;
  for (const name of ['string', 'number', 'decimal'] as const) {
    const numeric = (side: TypeName): boolean => side === 'integer' || side === 'decimal' || side === 'number';
    if (left === name || right === name) {
      if (name === 'string') return left === 'any' || right === 'any' ? 'any' : 'string';
      return numeric(left) && numeric(right) ? name : 'any';
    }
  }
  return 'any';
}

function lowerArray(node: ArrayLiteral, context: ExpressionLowering, use: ExpressionUse): Expr {
  const items = node.items.map((item) => ({ spread: item.spread, value: lowerExpression(item.value, context, use.written ? { written: true } : {}) }));
  return { op: 'array', items, at: context.at(node) };
}

function lowerEntry(entry: ObjectEntry, context: ExpressionLowering, use: ExpressionUse): Entry {
  // A URL's part among the claims of an assertion is a URL too (`aud`).
  const inner: ExpressionUse = { ...given('template', use.template), ...given('written', use.written) };
  if (entry.$type === 'SpreadEntry') return { kind: 'spread', value: lowerExpression(entry.value, context) };
  if (entry.$type === 'PairEntry') return { kind: 'pair', key: entry.key, value: lowerExpression(entry.value, context, inner), optional: entry.optional };
  return { kind: 'pair', key: entry.key, value: shorthand(entry, context, use), optional: false };
}

/** `{ status }` is `{ status: status }`: a name that the checker resolves at the entry itself. */
function shorthand(entry: ObjectEntry & { $type: 'ShorthandEntry' }, context: ExpressionLowering, use: ExpressionUse): Expr {
  const reference = entry as unknown as NameReference & { key: string };
  const symbol = context.semantics.resolve(reference);
  const value: Expr = { op: 'name', scope: symbol?.scope ?? scopeOfKind(symbol?.kind), name: entry.key, at: context.at(entry) };
  return finish(value, reference, context, use);
}

function lowerMatch(node: MatchExpression, context: ExpressionLowering, use: ExpressionUse): Expr {
  const cases = node.cases.map((one) => ({
    patterns: one.isElse ? null : one.patterns.map((pattern) => lowerPattern(pattern, context)),
    value: lowerExpression(one.value, context, use),
  }));
  return { op: 'match', subject: lowerExpression(node.subject, context), cases, at: context.at(node) };
}

function lowerPattern(pattern: MatchPattern, context: ExpressionLowering): Expr {
  const at = context.at(pattern);
  if (pattern.number !== undefined) {
    const text = `${pattern.negative ? '-' : ''}${pattern.number.value}`;
    return { op: 'literal', type: pattern.number.$type === 'IntegerLiteral' ? 'integer' : 'decimal', text, at };
  }
  return lowerExpression(pattern.literal as Expression, context);
}

/** The name of a type by which built-in functions are found; `any` where only the run can tell. */
export function typeNameOf(type: Type): TypeName {
  const known = nonNull(type);
  switch (known.kind) {
    case 'scalar': return known.name;
    case 'literal': return known.of;
    case 'array': return 'array';
    case 'object': case 'map': return 'object';
    case 'union': {
      const names = new Set(known.members.map(typeNameOf));
      return names.size === 1 ? [...names][0]! : 'any';
    }
    default: return 'any';
  }
}
