import type { Expr, Incremental as PlanIncremental, Type as PlanType } from '#plan';
import type { Endpoint, Incremental } from '../generated/ast.ts';
import { hasAttribute } from '../types/declared.ts';
import { endpointType, recordType } from '../types/endpoints.ts';
import { nonNull, scalar, scalarOf, type Type } from '../types/type.ts';
import { chain } from './conversion.ts';
import type { FieldLowering } from './field.ts';
import { given } from './lowering.ts';
import { lowerType } from './type.ts';

/** The type of one record of an endpoint, or of its result, and the field that is its `@key`. */
export function selectedType(node: Endpoint, lowering: FieldLowering): { type: PlanType; key?: string } {
  const { context } = lowering.types;
  const type = node.members.some((member) => member.$type === 'Records') ? recordType(node, context) : endpointType(node, context);
  return { type: lowerType(type, lowering), ...given('key', keyOf(recordType(node, context))) };
}

/** The field of a record that is its `@key`, where it has just one. */
export function keyOf(type: Type): string | undefined {
  const record = nonNull(type);
  if (record.kind !== 'object') return undefined;
  const keys = [...record.fields.values()].filter((field) => field.node?.$type === 'Field' && hasAttribute(field.node as Parameters<typeof hasAttribute>[0], 'key'));
  return keys.length === 1 ? keys[0]!.name : undefined;
}

const markTypes: ReadonlySet<string> = new Set<PlanIncremental['type']>(['datetime', 'date', 'integer', 'decimal', 'number', 'string']);

/** What the mark of an endpoint is, and how it is read from the name `record`; without `by` it is the time of the request. */
export function lowerMark(node: Incremental, endpoint: Endpoint, lowering: FieldLowering): { type: PlanIncremental['type']; by?: Expr } {
  const path = node.field?.parts ?? [];
  if (path[0] === 'request' && path[1] === 'time') return { type: 'datetime' };
  const at = lowering.at(node.field ?? node);
  let value: Expr = { op: 'name', scope: 'response', name: 'record', at };
  let type: Type | undefined = recordType(endpoint, lowering.types.context);
  for (const name of path) {
    value = { op: 'get', of: value, key: { op: 'literal', type: 'string', text: name, at }, optional: true, at };
    type = type && lowering.types.memberOf(nonNull(type), name);
  }
  const found = type && scalarOf(nonNull(type));
  const known = found !== undefined && markTypes.has(found) ? (found as PlanIncremental['type']) : 'string';
  const own = type && nonNull(type);
  if (known === 'datetime' || known === 'date') {
    const format = own?.kind === 'scalar' ? own.format : undefined;
    return { type: known, by: chain(value, [{ to: known, from: 'string', ...given('format', format) }]) };
  }
  return { type: known, by: known === 'decimal' ? chain(value, [{ to: 'decimal', from: scalar('number').name }]) : value };
}
