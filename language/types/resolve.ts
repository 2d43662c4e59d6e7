import type { Builtin } from '#plan';
import type { AstNode } from 'langium';
import type {
  Argument, Attribute, Call, EachResult, Endpoint, Entity, Extend, FieldPath, FromStep, Import, Incremental, IndexAccess, InstanceReference, MemberAccess, NamedType, NameReference,
  RunStep, ShorthandEntry, Slot, StringLiteral, Test,
} from '../generated/ast.ts';
import { declaredSymbol } from '../references/declarations.ts';
import { lookUp } from '../references/scope.ts';
import type { NamedSymbol } from '../references/symbol.ts';
import { enclosing } from '../references/walk.ts';
import { pairArguments, type TypeContext } from './context.ts';
import { recordType } from './endpoints.ts';
import { chainType } from './members.ts';
import { parametersOf } from './symbol-types.ts';
import { type FieldType, membersOf, nonNull, type Type } from './type.ts';
import { resolveInWorkspaceFile } from './resolve-json.ts';

/** What a name at a place means; `property` says which name of the node, `index` which part of a field path. */
export function resolveName(node: AstNode, property: string | undefined, index: number | undefined, context: TypeContext): NamedSymbol | undefined {
  switch (node.$type) {
    case 'NameReference': return resolveReference(node as NameReference, context);
    case 'ShorthandEntry': return property === 'field' ? fieldOfEntry(node, (node as ShorthandEntry).key, context) : lookUp(context.scopes.at(node), (node as ShorthandEntry).key);
    case 'StringLiteral': return resolveText(node as StringLiteral, context);
    case 'MemberAccess': return resolveMember(node as MemberAccess, context);
    case 'Argument': return resolveArgument(node as Argument, context);
    case 'PairEntry': return fieldOfEntry(node, (node as unknown as { key: string }).key, context);
    case 'NamedType': return resolveType(node as NamedType, property, context);
    case 'Entity': { const base = (node as Entity).base; return symbolOf(base === undefined ? undefined : context.names.entitiesAt(node).get(base)); }
    case 'InstanceReference': return resolveInstance(node as InstanceReference, property, context);
    case 'Extend': return resolveExtend(node as Extend, property, context);
    case 'Test': return resolveTest(node as Test, property, context);
    case 'RunStep': return symbolOf(context.scopes.flow((node as RunStep).flow, node));
    case 'FieldPath': return resolvePath(node as FieldPath, index ?? 0, context);
    case 'EachResult': return parameterNamed((node as EachResult).parameter, node);
    case 'Incremental': return parameterNamed((node as Incremental)[property === 'until' ? 'until' : 'parameter'], node);
    case 'SlotPart': return (node.$container as Slot | undefined)?.root === 'path' ? parameterNamed((node as { name?: string } & AstNode).name, node) : undefined;
    case 'Import': { const target = context.index.imported(node as Import); return target && { kind: 'file', name: (node as Import).path, node: target.parseResult.value }; }
    case 'JsonMember': case 'JsonString': return resolveInWorkspaceFile(node, context);
    default: return undefined;
  }
}

function symbolOf(node: AstNode | undefined): NamedSymbol | undefined {
  return node && declaredSymbol(node);
}

function resolveReference(node: NameReference, context: TypeContext): NamedSymbol | undefined {
  // `@values(listBoards, id, name)`: an endpoint, and fields of what it lists.
  const attribute = enclosing<Attribute>(node, 'Attribute');
  if (attribute?.name === 'values') {
    const endpoint = context.index.enclosingConnector(node)?.endpoints.get((attribute.args[0]?.value as NameReference | undefined)?.name ?? '');
    if (node.$container === attribute.args[0]) return symbolOf(endpoint);
    const record = endpoint && recordType(endpoint, context);
    return record?.kind === 'object' ? fieldSymbol(record.fields.get(node.name)) : undefined;
  }
  return lookUp(context.scopes.at(node), node.name);
}

function resolveMember(node: MemberAccess, context: TypeContext): NamedSymbol | undefined {
  const name = node.member;
  if (name === undefined) return undefined;
  const target = nonNull(chainType(node.target, context).type);
  return memberSymbol(target, name, context);
}

/** What `.name` means on a value of that type: a field, an endpoint or webhook of an alias, a built-in method. */
export function memberSymbol(type: Type, name: string, context: TypeContext): NamedSymbol | undefined {
  if (type.kind === 'alias') {
    const connector = context.names.connectorOfUse(type.use);
    return symbolOf(connector?.endpoints.get(name) ?? connector?.webhooks.get(name)) ?? (name === 'name' ? { kind: 'given', name } : undefined);
  }
  const keyed = lookUpMethods[type.kind === 'table' || type.kind === 'cache' ? `${type.kind}.${name}` : ''];
  if (keyed !== undefined) return { kind: 'builtin', name, builtin: keyed };
  const field = fieldNamed(type, name);
  if (field !== undefined) return field;
  const method = context.builtins.method(type, name);
  return method && { kind: 'builtin', name, builtin: method.signature.builtin };
}

/** Methods of tables and caches, which are no values and so not in the catalogue. */
export const lookUpMethods: Record<string, Builtin> = {
  'table.keyOf': {
    name: 'keyOf', params: [{ name: 'value', type: 'any' }], returns: 'string?', documentation: 'The key of an entry with that value, or null.',
    example: { code: 'terms.keyOf(30)', value: "'net30'" },
  },
  'table.require': {
    name: 'require', params: [{ name: 'key', type: 'any' }], returns: 'any', documentation: 'The entry of that key; without one the record is rejected.',
    example: { code: "terms.require('net30')", value: '30' },
  },
  'cache.require': {
    name: 'require', params: [{ name: 'key', type: 'any' }], returns: 'any', documentation: 'The element of that key; without one the record is rejected.',
    example: { code: 'accounts.require(email).id', value: "'A-1'" },
  },
};

/** A field of an object, or of each object of a union that has it: those are one thing, as in TypeScript. */
function fieldNamed(type: Type, name: string): NamedSymbol | undefined {
  const fields = membersOf(type).flatMap((member) => (member.kind === 'object' ? [member.fields.get(name)] : [])).filter((field) => field !== undefined);
  const symbol = fieldSymbol(fields[0]);
  const others = [...new Set(fields.flatMap((field) => field.node ?? []))].filter((node) => node !== symbol?.node);
  return symbol === undefined || others.length === 0 ? symbol : { ...symbol, others };
}

/** The text in `order['x-y']` and in `order.pick('id')`: a field. */
function resolveText(node: StringLiteral, context: TypeContext): NamedSymbol | undefined {
  if (node.$container?.$type === 'IndexAccess') return fieldNamed(nonNull(chainType((node.$container as IndexAccess).target, context).type), node.value);
  const callee = enclosing<Call>(node, 'Call')?.callee;
  return callee?.$type === 'MemberAccess' ? fieldNamed(nonNull(chainType(callee.target, context).type), node.value) : undefined;
}

function fieldSymbol(field: FieldType | undefined): NamedSymbol | undefined {
  if (field === undefined) return undefined;
  return (field.node && declaredSymbol(field.node)) ?? { kind: 'field', name: field.name };
}

function resolveArgument(node: Argument, context: TypeContext): NamedSymbol | undefined {
  const owner = node.$container;
  if (node.name === undefined) return undefined;
  if (owner?.$type === 'Call') {
    const target = context.callTarget(owner as Call);
    const parameter = target && pairArguments(target.parameters, owner as Call).find((one) => one.argument === node)?.parameter;
    return parameter?.node === undefined ? (parameter && { kind: 'parameter', name: parameter.name }) : declaredSymbol(parameter.node);
  }
  if (owner?.$type !== 'RunStep') return undefined;
  const flow = context.scopes.flow((owner as RunStep).flow, owner);
  const parameter = flow && parametersOf(flow.parameters, context).find((one) => one.name === node.name);
  return symbolOf(parameter?.node ?? flow?.steps.find((step) => step.$type === 'Use' && step.name === node.name));
}

/** The declared field that an entry in braces fills. */
export function fieldOfEntry(entry: AstNode, key: string, context: TypeContext): NamedSymbol | undefined {
  const wanted = entry.$container && context.expected(entry.$container);
  return wanted && fieldNamed(wanted, key);
}

function resolveType(node: NamedType, property: string | undefined, context: TypeContext): NamedSymbol | undefined {
  if ((property ?? 'member') === 'member' || node.member === undefined) return symbolOf(context.names.entity(node));
  return context.names.qualifier(node.name, node);
}

function resolveInstance(node: InstanceReference, property: string | undefined, context: TypeContext): NamedSymbol | undefined {
  if (property === 'connector') return symbolOf(node.connector ? context.index.connector(node.connector, node)?.node : undefined);
  return node.instance === undefined ? undefined : symbolOf(context.index.instance(node.instance, node)?.node);
}

function resolveExtend(node: Extend, property: string | undefined, context: TypeContext): NamedSymbol | undefined {
  const connector = node.connector ? context.index.connector(node.connector, node) : undefined;
  if (property === 'connector') return symbolOf(connector?.node);
  return symbolOf(connector && node.entity !== undefined ? context.names.entityOf(connector, node.entity) : undefined);
}

function resolveTest(node: Test, property: string | undefined, context: TypeContext): NamedSymbol | undefined {
  if (node.member === undefined && node.dangling === undefined) return symbolOf(node.subject ? context.scopes.flow(node.subject, node) : undefined);
  const connector = context.index.connector(node.subject, node);
  return symbolOf(property === 'subject' || node.member === undefined ? connector?.node : connector?.endpoints.get(node.member));
}

function parameterNamed(name: string | undefined, node: AstNode): NamedSymbol | undefined {
  return symbolOf(enclosing<Endpoint>(node, 'Endpoint')?.parameters.find((one) => one.name === name));
}

/** A part of `by a.b`: a field of the record that the clause reads. */
function resolvePath(node: FieldPath, index: number, context: TypeContext): NamedSymbol | undefined {
  let type = pathRoot(node, context);
  let symbol: NamedSymbol | undefined;
  for (const part of node.parts.slice(0, index + 1)) {
    if (symbol === undefined && part === 'request' && node.$container?.$type === 'Incremental') return { kind: 'given', name: 'request', scope: 'response' };
    const field = type?.kind === 'object' ? type.fields.get(part) : undefined;
    if (field === undefined) return undefined;
    symbol = fieldSymbol(field);
    type = field.type;
  }
  return symbol;
}

/** The record whose fields a path names. */
export function pathRoot(node: FieldPath, context: TypeContext): Type | undefined {
  const owner = node.$container;
  switch (owner?.$type) {
    case 'Incremental': case 'More': case 'Decode': { const endpoint = enclosing<Endpoint>(owner, 'Endpoint'); return endpoint && recordType(endpoint, context); }
    case 'Cache': { const type = context.typeOfSymbol({ kind: 'cache', name: '', node: owner }); return type.kind === 'cache' ? type.value : undefined; }
    case 'FromStep': {
      const step = owner as FromStep;
      const type = step.binding && context.typeOfSymbol({ kind: 'step', name: '', node: step.binding });
      return type?.kind === 'object' ? type.fields.get('record')?.type : undefined;
    }
    default: return undefined;
  }
}
