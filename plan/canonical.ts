import type { At } from './type.ts';

/**
 * The text of plain data that a hash is taken of: members sorted by name, `undefined` left out, and so is every position (a member
 * `at` that holds five numbers: an argument may be called `at` too).
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).filter(([name, member]) => member !== undefined && !(name === 'at' && isPosition(member)));
    members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

function isPosition(value: unknown): value is At {
  return Array.isArray(value) && value.length === 5 && value.every((part) => typeof part === 'number');
}
