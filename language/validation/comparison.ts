import { isNumeric } from '../types/operators.ts';
import { scalarOf, type Type } from '../types/type.ts';

/** A type that says nothing about the value. */
export function isOpen(type: Type): boolean {
  return type.kind === 'any' || type.kind === 'never' || type.kind === 'variable';
}

/** Kinds of values that can be compared with one another. */
export function family(type: Type): string | undefined {
  const name = scalarOf(type);
  if (name !== undefined) return isNumeric(name) ? 'number' : name === 'date' || name === 'datetime' ? 'time' : name;
  switch (type.kind) {
    case 'null': return 'null';
    case 'array': return 'array';
    case 'object': case 'map': return 'object';
    default: return undefined;
  }
}

/** A text that is written out beside a date is read as one. */
export function comparable(a: Type, b: Type): boolean {
  const one = family(a);
  const other = family(b);
  if (one === undefined || other === undefined || one === other) return true;
  return (one === 'time' && other === 'string' && a !== b && b.kind === 'literal') || (other === 'time' && one === 'string' && a.kind === 'literal');
}

/** Two literals that differ. */
export function distinct(a: Type, b: Type): boolean {
  if (a.kind !== 'literal' || b.kind !== 'literal') return false;
  return a.of === 'string' || a.of === 'boolean' ? a.text !== b.text : Number(a.text) !== Number(b.text);
}
