import type { Type as PlanType } from '#plan';
import type { ObjectType, Type } from '../types/type.ts';
import type { FieldLowering } from './field.ts';

/** Where the types of entities are collected, by id. */
export type TypeTable = Map<string, PlanType>;

/** A type as the run needs it. Entities go into the table once, so that they may name one another; what has no value at run time is `any`. */
export function lowerType(type: Type, lowering: Pick<FieldLowering, 'table' | 'at'>): PlanType {
  switch (type.kind) {
    case 'null': return { kind: 'null' };
    case 'scalar': return { kind: 'scalar', name: type.name, ...formatOf(type) };
    case 'literal': return { kind: 'literal', of: type.of, text: type.text };
    case 'union': return { kind: 'union', members: type.members.map((member) => lowerType(member, lowering)) };
    case 'array': return { kind: 'array', of: lowerType(type.of, lowering) };
    case 'map': return { kind: 'map', of: lowerType(type.of, lowering) };
    case 'object': return lowerObject(type, lowering);
    default: return { kind: 'any' };
  }
}

/** The `@format` of a scalar, without a zone that only a setting knows. */
export function formatOf(type: Type): { format?: { pattern: string; whenFalse?: string; zone?: string } } {
  if (type.kind !== 'scalar' || type.format === undefined) return {};
  const { pattern, whenFalse, zone } = type.format;
  return { format: { pattern, ...(whenFalse !== undefined && { whenFalse }), ...(zone !== undefined && { zone }) } };
}

function lowerObject(type: ObjectType, lowering: Pick<FieldLowering, 'table' | 'at'>): PlanType {
  if (type.entity === undefined) return members(type, lowering);
  const { table } = lowering;
  const id = `${type.entity.$container.$type === 'Connector' ? type.entity.$container.name : 'file'}.${type.entity.name}${type.derived === undefined ? '' : ` ${type.derived}`}`;
  if (!table.has(id)) {
    table.set(id, { kind: 'any' });
    table.set(id, members(type, lowering));
  }
  return { kind: 'named', id };
}

function members(type: ObjectType, lowering: Pick<FieldLowering, 'table' | 'at'>): PlanType {
  return {
    kind: 'object',
    open: type.open,
    fields: [...type.fields.values()].map((field) => ({
      name: field.name, type: lowerType(field.type, lowering), optional: field.optional, at: field.node === undefined ? [0, 0, 0, 0, 0] : lowering.at(field.node),
    })),
  };
}
