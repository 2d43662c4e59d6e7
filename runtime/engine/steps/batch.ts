import type { Value } from '../../expression/contract.ts';
import type { Claim, OrderKey, Row } from '../row.ts';
import type { StepKind } from './operation.ts';

/** `batch`: one record of up to so many; its name is the array of objects with the names bound before. */
export const batch: StepKind<'batch'> = (step, compiler) => {
  const { names, as } = step;
  return {
    mode: 'gather',
    id: step.id,
    size: compiler.count(step.size, 'the size of a batch'),
    withinMs: step.within === undefined ? undefined : compiler.milliseconds(step.within, 'within'),
    gather: (rows) => batchRow(rows, { [as]: rows.map((row) => onlyNames(row.values, names)) }),
  };
};

function batchRow(rows: Row[], values: Record<string, Value>): Row {
  const keys: OrderKey[] = [];
  const claims: Claim[] = [];
  let units = 0;
  let expanded = 0;
  for (const row of rows) {
    units += row.units;
    expanded += row.expanded;
    if (Array.isArray(row.key)) keys.push(...row.key);
    else if (row.key !== undefined) keys.push(row.key);
    if (row.claims !== undefined) claims.push(...row.claims);
  }
  return { values, key: keys.length === 0 ? undefined : keys, units, expanded, claims: claims.length === 0 ? undefined : claims, members: rows };
}

/** The row's own object where it has exactly these names, which is the rule. */
function onlyNames(values: Record<string, Value>, names: readonly string[]): Record<string, Value> {
  let count = 0;
  for (const name in values) {
    if (name !== names[count++]) return picked(values, names);
  }
  return count === names.length ? values : picked(values, names);
}

function picked(values: Record<string, Value>, names: readonly string[]): Record<string, Value> {
  const result: Record<string, Value> = {};
  for (const name of names) result[name] = values[name];
  return result;
}
