import { distance } from 'fastest-levenshtein';

/** The known name that a misspelt one most likely means: at most two fifths of its letters differ. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length * 0.4)) + 1;
  for (const candidate of known) {
    if (candidate === name) continue;
    const apart = steps(name.toLowerCase(), candidate.toLowerCase(), bestDistance);
    if (apart < bestDistance) { best = candidate; bestDistance = apart; }
  }
  return best;
}

/** Letters to change; what is still being typed is nearest to what begins with it. Infinite from `limit` on where the lengths say so. */
function steps(name: string, candidate: string, limit: number): number {
  if (name.length > 2 && candidate.startsWith(name) && candidate !== name) return 0.5;
  return Math.abs(name.length - candidate.length) < limit ? changes(name, candidate) : Infinity;
}

/** Letters to change; two neighbours that were typed the wrong way round count as one. */
function changes(a: string, b: string): number {
  if (a === b) return 0;
  if (a.length === b.length) {
    let at = 0;
    while (a[at] === b[at]) at++;
    if (a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)) return 1;
  }
  return distance(a, b);
}

/** ` Did you mean \`x\`?`, or the known names where there are few, or nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const names = [...known];
  const best = nearest(name, names);
  if (best !== undefined) return ` Did you mean \`${best}\`?`;
  if (names.length === 0 || names.length > 6) return '';
  return ` Known: ${names.map((one) => `\`${one}\``).join(', ')}.`;
}
