import type { ArrayLiteral, DecimalLiteral, Expression, Lambda, MatchExpression, NameReference, ObjectEntry, ObjectLiteral, ShorthandEntry } from '../generated/ast.ts';
import { lookUp } from '../references/scope.ts';
import type { TypeContext } from './context.ts';
import { functionOf } from './function-type.ts';
import { chainType, linkType } from './members.ts';
import { narrowed } from './narrowing.ts';
import { binaryType, unaryType } from './operators.ts';
import { any, type FieldType, isNullable, membersOf, never, nonNull, nullable, nullType, type ObjectType, scalar, type Type, union, widen } from './type.ts';

/** The type of an expression; see `TypeContext.typeOf`. */
export function inferType(node: Expression, context: TypeContext): Type {
  switch (node.$type) {
    case 'StringLiteral': return { kind: 'literal', of: 'string', text: node.value };
    case 'IntegerLiteral': return { kind: 'literal', of: 'integer', text: node.value };
    case 'DecimalLiteral': return decimalLiteral(node, context);
    case 'BooleanLiteral': return { kind: 'literal', of: 'boolean', text: String(node.value) };
    case 'DurationLiteral': return scalar('duration');
    case 'NullLiteral': return nullType;
    case 'InterpolatedText': return scalar('string');
    case 'ArrayLiteral': return arrayLiteral(node, context);
    case 'ObjectLiteral': return objectLiteral(node, context);
    case 'NameReference': return nameType(node, context);
    case 'MemberAccess': case 'IndexAccess': case 'Call': {
      const { type, short } = chainType(node, context);
      return short ? nullable(type) : type;
    }
    case 'UnaryExpression': return unaryType(node, context);
    case 'BinaryExpression': return binaryType(node, context);
    case 'Conditional': return union([context.typeOf(node.then), context.typeOf(node.otherwise)]);
    case 'MatchExpression': return matchType(node, context);
    case 'RejectExpression': return never;
    case 'Lambda': return lambdaType(node, context);
    case 'ParenthesizedExpression': return context.typeOf(node.inner);
    // `{ status }` stands for `{ status: status }`: who lowers or checks objects asks for the entry itself.
    default: return (node as Expression | ShorthandEntry).$type === 'ShorthandEntry' ? shorthandType(node as ShorthandEntry, context) : any;
  }
}

/** A link of a chain with what the conditions around it say; see `TypeContext.chain`. */
export function inferLink(node: Expression, context: TypeContext): { type: Type; short: boolean } {
  const link = linkType(node, context);
  if (node.$type === 'Call') return link;
  // Conditions speak of the value as it is read, null of a chain that ended early included.
  const read = link.short ? nullable(link.type) : link.type;
  const type = narrowed(node, read, context);
  if (type === read) return link;
  return isNullable(type) ? { type: isNullable(link.type) ? type : nonNull(type), short: link.short } : { type, short: false };
}

/** A fraction is a decimal unless a `number` is expected. */
function decimalLiteral(node: DecimalLiteral, context: TypeContext): Type {
  const wanted = context.expected(node);
  const names = wanted === undefined ? [] : membersOf(wanted).map((one) => (one.kind === 'scalar' ? one.name : undefined));
  return names.includes('number') && !names.includes('decimal') ? scalar('number') : { kind: 'literal', of: 'decimal', text: node.value };
}

function nameType(node: NameReference, context: TypeContext): Type {
  const symbol = lookUp(context.scopes.at(node), node.name);
  return symbol === undefined ? any : narrowed(node, context.typeOfSymbol(symbol, node), context);
}

/** The value that `{ email }` takes from the name. */
export function shorthandType(entry: ShorthandEntry, context: TypeContext): Type {
  const symbol = lookUp(context.scopes.at(entry), entry.key);
  return symbol === undefined ? any : narrowed(entry, context.typeOfSymbol(symbol, entry), context);
}

function arrayLiteral(node: ArrayLiteral, context: TypeContext): Type {
  const items = node.items.map((item) => {
    const type = context.typeOf(item.value);
    return item.spread ? union(membersOf(nonNull(type)).map((one) => (one.kind === 'array' ? one.of : any))) : type;
  });
  if (items.length === 0) return { kind: 'array', of: never };
  const wanted = context.expected(node);
  const of = wanted !== undefined && membersOf(wanted).some((one) => one.kind === 'array') ? union(items) : union(items.map(widen));
  return node.items.some((item) => !item.spread) ? { kind: 'array', of, nonEmpty: true } : { kind: 'array', of };
}

function objectLiteral(node: ObjectLiteral, context: TypeContext): Type {
  const fields = new Map<string, FieldType>();
  const wanted = context.expected(node);
  let open = false;
  for (const entry of node.entries) {
    if (entry.$type === 'SpreadEntry') open = spread(context.typeOf(entry.value), fields) || open;
    else if (entry.key) fields.set(entry.key, entryField(entry, wanted, context));
  }
  const object: ObjectType = { kind: 'object', open, fields, fresh: true };
  return object;
}

function entryField(entry: Exclude<ObjectEntry, { $type: 'SpreadEntry' }>, wanted: Type | undefined, context: TypeContext): FieldType {
  const whole = entry.$type === 'ShorthandEntry' ? shorthandType(entry, context) : context.typeOf(entry.value);
  const known = wanted !== undefined && membersOf(wanted).some((one) => one.kind === 'map' || (one.kind === 'object' && one.fields.has(entry.key)));
  const type = known ? whole : widen(whole);
  // `email?: e` writes the key only where the value is not null.
  return entry.$type === 'PairEntry' && entry.optional ? { name: entry.key, type: nonNull(type), optional: isNullable(type), node: entry } : { name: entry.key, type, optional: false, node: entry };
}

/** Adds what a spread brings; whether it may bring more than is known. Null brings nothing. */
function spread(type: Type, fields: Map<string, FieldType>): boolean {
  const value = nonNull(type);
  if (value.kind !== 'object') return value.kind !== 'never';
  for (const own of value.fields.values()) {
    const field = isNullable(type) ? { ...own, optional: true } : own;
    const before = fields.get(field.name);
    // An optional field may leave what was there before it.
    fields.set(field.name, field.optional && before !== undefined ? { ...field, type: union([before.type, field.type]), optional: before.optional } : field);
  }
  return value.open;
}

function matchType(node: MatchExpression, context: TypeContext): Type {
  return union(node.cases.map((one) => context.typeOf(one.value)));
}

function lambdaType(node: Lambda, context: TypeContext): Type {
  const wanted = functionOf(context.expected(node));
  const parameters = node.parameters.map((parameter, index) => ({ name: parameter.name, type: wanted?.parameters[index]?.type ?? any, optional: false, node: parameter }));
  return { kind: 'function', parameters, returns: context.typeOf(node.body) };
}
