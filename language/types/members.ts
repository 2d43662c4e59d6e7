import type { Expression, IndexAccess, MemberAccess, Use } from '../generated/ast.ts';
import { chainTarget, type TypeContext } from './context.ts';
import { any, type FieldType, isNullable, membersOf, nonNull, nullable, type ObjectType, scalar, type Type, union } from './type.ts';

/**
 * The type of an expression as a link of a chain: `short` where a `?.` before it may already have ended the chain with null, as in
 * TypeScript. `a?.b.c` is null where `a` is, and an error only where `b` is null.
 */
export interface ChainType { type: Type; short: boolean }

/** See `ChainType`; anything that is no link of a chain is just its type. */
export function chainType(expression: Expression | undefined, context: TypeContext): ChainType {
  if (expression === undefined || chainTarget(expression) === undefined) return { type: context.typeOf(expression), short: false };
  return context.chain(expression);
}

/** The type of a link by that of its target; narrowing comes on top. */
export function linkType(expression: Expression, context: TypeContext): ChainType {
  switch (expression.$type) {
    case 'MemberAccess': case 'IndexAccess': {
      const target = chainType(expression.target, context);
      const type = expression.$type === 'MemberAccess' ? memberType(nonNull(target.type), expression, context) : indexType(nonNull(target.type), expression, context);
      return { type, short: target.short || (expression.optional && isNullable(target.type)) };
    }
    case 'Call': {
      const callee = expression.callee;
      // `a?.trim()`: the `?.` stands in the callee.
      const short = callee?.$type === 'MemberAccess' ? chainShort(callee, context) : false;
      return { type: context.callTarget(expression)?.returns ?? any, short };
    }
    default: return { type: context.typeOf(expression), short: false };
  }
}

function chainShort(callee: MemberAccess, context: TypeContext): boolean {
  const target = chainType(callee.target, context);
  return target.short || (callee.optional && isNullable(target.type));
}

/** Whether what stands before a `.` or `[` may be null without a `?` that asks. */
export function mayFailOnNull(access: MemberAccess | IndexAccess, context: TypeContext): boolean {
  return !access.optional && isNullable(chainType(access.target, context).type);
}

function memberType(target: Type, node: MemberAccess, context: TypeContext): Type {
  const name = node.member;
  if (name === undefined) return any;
  return union(membersOf(target).map((one) => memberOf(one, name, context) ?? any));
}

/** What `value.name` is for a value of that type, without methods that are called; undefined where there is no such member. */
export function memberOf(type: Type, name: string, context: TypeContext): Type | undefined {
  switch (type.kind) {
    case 'any': case 'never': return type;
    case 'alias': return ofAlias(type.use, name, context);
    case 'object': {
      const field = type.fields.get(name);
      if (field !== undefined) return readField(field);
      return type.open ? any : undefined;
    }
    case 'map': return nullable(type.of);
    case 'union': {
      const found = type.members.map((member) => memberOf(member, name, context));
      return found.some((one) => one === undefined) ? undefined : union(found as Type[]);
    }
    default: {
      const method = context.builtins.method(type, name);
      return method?.signature.builtin.property ? method.signature.returns : undefined;
    }
  }
}

/** The value of a field as it is read. */
export function readField(field: FieldType): Type {
  return field.optional ? nullable(field.type) : field.type;
}

function ofAlias(use: Use, name: string, context: TypeContext): Type | undefined {
  const connector = context.names.connectorOfUse(use);
  const endpoint = connector?.endpoints.get(name);
  if (endpoint !== undefined) return { kind: 'endpoint', endpoint };
  const webhook = connector?.webhooks.get(name);
  if (webhook !== undefined) return { kind: 'webhook', webhook };
  if (name === 'name') return scalar('string');
  return connector === undefined ? any : undefined;
}

function indexType(target: Type, node: IndexAccess, context: TypeContext): Type {
  return union(membersOf(target).map((one) => elementAt(one, node.index, context)));
}

function elementAt(type: Type, index: Expression | undefined, context: TypeContext): Type {
  switch (type.kind) {
    case 'array': case 'map': return nullable(type.of);
    case 'table': case 'cache': return nullable(type.value);
    case 'object': return index?.$type === 'StringLiteral' ? (memberOf(type, index.value, context) ?? any) : anyField(type);
    default: return any;
  }
}

function anyField(type: ObjectType): Type {
  return type.open ? any : nullable(union([...type.fields.values()].map(readField)));
}
