import type { Scalar } from '#plan';
import type { AstNode } from 'langium';
import type { Argument, Attribute, Entity, Extend, Field, LiteralType as LiteralTypeNode, MatchPattern, NamedType, ObjectType as ObjectTypeNode, Parameter, Type as TypeNode, UnionType } from '../generated/ast.ts';
import type { TypeNames } from '../references/type-names.ts';
import type { WorkspaceIndex } from '../references/workspace-index.ts';
import { any, type Derivation, type FieldFormat, type FieldType, type LiteralType, nonNull, nullable, nullType, type ObjectType, scalar, type Type, union } from './type.ts';

const scalarNames: ReadonlySet<string> = new Set<Scalar>(['string', 'integer', 'decimal', 'number', 'boolean', 'date', 'datetime', 'duration', 'bytes']);

/** Names of types that the language itself has. */
export const typeWords: readonly string[] = [...scalarNames, 'any'];

export interface DeclaredTypes {
  /** The type that a type expression says. `stored` where it is that of a member of a record. Unknown names are `any`. */
  of(node: TypeNode | undefined, stored?: boolean): Type;
  /** The type of a field or parameter with its `@format`, without null where it is optional. */
  ofField(node: Field | Parameter): FieldType;
  /** An entity as an object, by the name under which it is known at `from`. */
  entity(entity: Entity, derived?: Derivation, from?: AstNode): ObjectType;
}

/** Types from the tree. What is made holds for one generation of the workspace. */
export function createDeclaredTypes(names: TypeNames, index: WorkspaceIndex): DeclaredTypes {
  let generation = -1;
  let entities = new WeakMap<Entity, Map<string, ObjectType>>();
  /** A union of thousands of texts, as a parameter may have it, is asked for with each call. */
  let unions = { stored: new WeakMap<TypeNode, Type>(), sent: new WeakMap<TypeNode, Type>() };

  function refresh(): void {
    if (generation === index.generation) return;
    generation = index.generation;
    entities = new WeakMap();
    unions = { stored: new WeakMap(), sent: new WeakMap() };
  }

  function unionOf(node: UnionType, stored: boolean): Type {
    refresh();
    const known = stored ? unions.stored : unions.sent;
    let type = known.get(node);
    if (type === undefined) known.set(node, type = union(node.members.map((member) => of(member, stored))));
    return type;
  }

  function of(node: TypeNode | undefined, stored = false): Type {
    switch (node?.$type) {
      case 'LiteralType': return literalOf(node) ?? any;
      case 'UnionType': return unionOf(node, stored);
      case 'ArrayType': return { kind: 'array', of: of(node.element, stored) };
      case 'OptionalType': return nullable(of(node.inner, stored));
      case 'ParenthesizedType': return of(node.inner, stored);
      case 'ObjectType': return node.key !== undefined ? { kind: 'map', of: of(node.value, true) } : objectType(node);
      case 'NamedType': return named(node, stored);
      default: return any;
    }
  }

  function named(node: NamedType, stored: boolean): Type {
    if (node.member === undefined && node.dangling === undefined && scalarNames.has(node.name)) {
      return stored ? { kind: 'scalar', name: node.name as Scalar, stored: true } : scalar(node.name as Scalar);
    }
    const entity = names.entity(node);
    return entity === undefined ? any : declared.entity(entity, node.derived, node);
  }

  function objectType(node: ObjectTypeNode): ObjectType {
    return lazyObject({ open: false }, () => node.fields.map(ofField));
  }

  function ofField(node: Field | Parameter): FieldType {
    const stored = node.$container?.$type === 'Entity' || node.$container?.$type === 'ObjectType' || node.$container?.$type === 'Extend';
    const optional = isOptional(node.type);
    const whole = of(node.type, stored);
    const type = optional ? nonNull(whole) : whole;
    const format = formatOf(node.attributes);
    return { name: node.name ?? '', type: format === undefined ? type : withFormat(type, format), optional: optional || node.wrongOptional, node };
  }

  const declared: DeclaredTypes = {
    of, ofField,
    entity(entity, derived, from) {
      const name = names.qualified(entity, from);
      const key = `${derived ?? ''} ${name}`;
      refresh();
      const known = entities.get(entity) ?? new Map<string, ObjectType>();
      entities.set(entity, known);
      let type = known.get(key);
      if (type === undefined) {
        type = lazyObject({ name, entity, open: isOpen(entity), ...(derived === undefined ? {} : { derived }) }, () => entityFields(entity, derived));
        known.set(key, type);
      }
      return type;
    },
  };

  function isOpen(entity: Entity): boolean {
    return chain(entity).some((one) => one.open);
  }

  /** The entity and what it extends, the furthest first; a circle ends where it closes. */
  function chain(entity: Entity): Entity[] {
    const found: Entity[] = [];
    for (let at: Entity | undefined = entity; at !== undefined && !found.includes(at); at = at.base === undefined ? undefined : names.entitiesAt(at).get(at.base)) found.unshift(at);
    return found;
  }

  function entityFields(entity: Entity, derived: Derivation | undefined): FieldType[] {
    const fields: FieldType[] = [];
    for (const one of chain(entity)) {
      for (const source of [one, ...names.extensions(one)] as (Entity | Extend)[]) {
        for (const node of source.fields) {
          const field = derive(node, ofField(node), derived);
          if (field !== undefined) fields.push(field);
        }
      }
    }
    return fields;
  }

  function derive(node: Field, field: FieldType, derived: Derivation | undefined): FieldType | undefined {
    const has = (name: string): boolean => hasAttribute(node, name);
    if (derived === undefined) return has('writeOnly') ? { ...field, optional: true } : field;
    if (has('readOnly')) return undefined;
    if (has('key') && !has('writable')) {
      if (derived !== 'nested') return undefined;
      return { ...field, optional: true };
    }
    return { ...field, type: nested(field.type), optional: field.optional || derived === 'partial' || node.default !== undefined };
  }

  /** Entities inside of what is written are written too. */
  function nested(type: Type): Type {
    switch (type.kind) {
      case 'array': return { ...type, of: nested(type.of) };
      case 'map': return { ...type, of: nested(type.of) };
      case 'union': return union(type.members.map(nested));
      case 'object': return type.entity !== undefined && type.derived === undefined ? declared.entity(type.entity, 'nested', type.entity) : type;
      default: return type;
    }
  }

  return declared;
}

/** `T?`, and `'a' | 'b'?`, which is optional as a whole. */
function isOptional(node: TypeNode | undefined): boolean {
  return node?.$type === 'OptionalType' || (node?.$type === 'UnionType' && node.members.at(-1)?.$type === 'OptionalType');
}

/** An object whose fields are made when they are first asked for. The first of two fields of one name counts. */
export function lazyObject(head: Omit<ObjectType, 'kind' | 'fields'>, make: () => FieldType[]): ObjectType {
  let fields: Map<string, FieldType> | undefined;
  return {
    kind: 'object', ...head,
    get fields() {
      if (fields === undefined) {
        fields = new Map();
        for (const field of make()) if (field.name !== '' && !fields.has(field.name)) fields.set(field.name, field);
      }
      return fields;
    },
  };
}

/** A literal of a type or of a case of `match`; undefined where it is broken. */
export function literalOf(node: LiteralTypeNode | MatchPattern): LiteralType | { kind: 'null' } | undefined {
  if (node.number !== undefined) {
    return { kind: 'literal', of: node.number.$type === 'IntegerLiteral' ? 'integer' : 'decimal', text: `${node.negative ? '-' : ''}${node.number.value}` };
  }
  switch (node.literal?.$type) {
    case 'StringLiteral': return { kind: 'literal', of: 'string', text: node.literal.value };
    case 'BooleanLiteral': return { kind: 'literal', of: 'boolean', text: String(node.literal.value) };
    case 'NullLiteral': return nullType as { kind: 'null' };
    default: return undefined;
  }
}

/** Whether a field has an attribute, `@readOnly` as `readOnly`. */
export function hasAttribute(node: Field | Parameter, name: string): boolean {
  return node.attributes.some((one) => one.name === name);
}

/** The attribute of that name. */
export function attribute(node: Field | Parameter, name: string): Attribute | undefined {
  return node.attributes.find((one) => one.name === name);
}

/** The text of an attribute's argument at a position among those without a name, or of that name. */
export function attributeText(node: Attribute | undefined, which: number | string): string | undefined {
  const value = argument(node, which)?.value;
  switch (value?.$type) {
    case 'StringLiteral': case 'IntegerLiteral': case 'DecimalLiteral': return value.value;
    case 'UnaryExpression': return value.operand?.$type === 'IntegerLiteral' || value.operand?.$type === 'DecimalLiteral' ? `${value.operator}${value.operand.value}` : undefined;
    default: return undefined;
  }
}

function argument(node: Attribute | undefined, which: number | string): Argument | undefined {
  if (typeof which === 'string') return node?.args.find((one) => one.name === which);
  return node?.args.filter((one) => one.name === undefined)[which];
}

function formatOf(attributes: Attribute[]): FieldFormat | undefined {
  const node = attributes.find((one) => one.name === 'format');
  const pattern = attributeText(node, 0);
  if (node === undefined || pattern === undefined) return undefined;
  const format: FieldFormat = { pattern };
  const whenFalse = attributeText(node, 1);
  if (whenFalse !== undefined) format.whenFalse = whenFalse;
  const zone = argument(node, 'zone')?.value;
  if (zone?.$type === 'StringLiteral') format.zone = zone.value;
  else if (zone !== undefined) format.zoneOf = zone;
  return format;
}

function withFormat(type: Type, format: FieldFormat): Type {
  switch (type.kind) {
    case 'scalar': return type.name === 'date' || type.name === 'datetime' || type.name === 'boolean' ? { ...type, format } : type;
    case 'array': return { ...type, of: withFormat(type.of, format) };
    case 'union': return union(type.members.map((member) => withFormat(member, format)));
    default: return type;
  }
}
