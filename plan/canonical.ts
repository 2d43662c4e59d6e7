/**
 * The text of plain data that a hash is taken of: members sorted by name, `undefined` and the members named in `without` left out (positions
 * and titles are no part of what a plan does).
 */
export function canonicalJson(value: unknown, without: ReadonlySet<string> = new Set(['at'])): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, without)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).filter(([name, member]) => member !== undefined && !without.has(name));
    members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member, without)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
