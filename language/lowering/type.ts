import type { Type as PlanType } from '#plan';
import type { ObjectType, Type } from '../types/type.ts';

/** Where the types of entities are collected, by id. */
export type TypeTable = Map<string, PlanType>;

/** A type as the run needs it. Entities go into the table once, so that they may name one another; what has no value at run time is `any`. */
export function lowerType(type: Type, table: TypeTable): PlanType {
  switch (type.kind) {
    case 'null': return { kind: 'null' };
    case 'scalar': return { kind: 'scalar', name: type.name, ...formatOf(type) };
    case 'literal': return { kind: 'literal', of: type.of, text: type.text };
    case 'union': return { kind: 'union', members: type.members.map((member) => lowerType(member, table)) };
    case 'array': return { kind: 'array', of: lowerType(type.of, table) };
    case 'map': return { kind: 'map', of: lowerType(type.of, table) };
    case 'object': return lowerObject(type, table);
    default: return { kind: 'any' };
  }
}

/** The `@format` of a scalar, without a zone that only a setting knows. */
export function formatOf(type: Type): { format?: { pattern: string; whenFalse?: string; zone?: string } } {
  if (type.kind !== 'scalar' || type.format === undefined) return {};
  const { pattern, whenFalse, zone } = type.format;
  return { format: { pattern, ...(whenFalse !== undefined && { whenFalse }), ...(zone !== undefined && { zone }) } };
}

function lowerObject(type: ObjectType, table: TypeTable): PlanType {
  if (type.entity === undefined) return members(type, table);
  const id = `${type.entity.$container.$type === 'Connector' ? type.entity.$container.name : 'file'}.${type.entity.name}${type.derived === undefined ? '' : ` ${type.derived}`}`;
  if (!table.has(id)) {
    table.set(id, { kind: 'any' });
    table.set(id, members(type, table));
  }
  return { kind: 'named', id };
}

function members(type: ObjectType, table: TypeTable): PlanType {
  return {
    kind: 'object',
    open: type.open,
    fields: [...type.fields.values()].map((field) => ({
      name: field.name, type: lowerType(field.type, table), optional: field.optional, at: [0, 0, 0, 0, 0],
    })),
  };
}
