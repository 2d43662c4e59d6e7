/** JSON that nests deeper is refused: what walks through values may then recurse without a look at the stack. */
export const deepest = 512;

/** True where arrays and objects are nested more than `deepest` levels. */
export function tooDeep(value: unknown, left: number = deepest): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object' && item !== null && tooDeep(item, left - 1)) return true;
    return false;
  }
  for (const key in value) {
    const member = (value as Record<string, unknown>)[key];
    if (typeof member === 'object' && member !== null && tooDeep(member, left - 1)) return true;
  }
  return false;
}
