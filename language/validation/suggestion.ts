import { distance } from 'fastest-levenshtein';

/** Names to choose from; as a function where they are only gathered for a suggestion. */
export type KnownNames = Iterable<string> | (() => Iterable<string>);

/** How many names a check of one file may still compare. */
export interface Comparisons { left: number }

/** Hundreds of unknown names, each against thousands: of more mistakes in a file nobody reads what the last ones are nearest to. */
const mostComparisons = 1_000_000;

/** No name that somebody wrote; two texts of that length alone take a while to compare. */
const longestName = 120;

const unlimited: Comparisons = { left: Infinity };
let current = unlimited;

/** What one file may compare from the beginning of its check. */
export function comparisonsOfFile(): Comparisons {
  return { left: mostComparisons };
}

/** Calls a function without waiting for what it returns; what it compares counts for the file that is checked. */
export function countedFor<T>(file: Comparisons, check: () => T): T {
  const before = current;
  current = file;
  try {
    return check();
  } finally {
    current = before;
  }
}

/** The known name that a misspelt one most likely means: at most two fifths of its letters differ. */
export function nearest(name: string, known: KnownNames): string | undefined {
  if (current.left <= 0 || name.length > longestName) return undefined;
  const lower = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length * 0.4)) + 1;
  for (const candidate of listOf(known)) {
    current.left--;
    if (candidate === name) continue;
    const apart = steps(lower, candidate.toLowerCase(), bestDistance);
    if (apart < bestDistance) { best = candidate; bestDistance = apart; }
  }
  return best;
}

function listOf(known: KnownNames): Iterable<string> {
  return typeof known === 'function' ? known() : known;
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
export function didYouMean(name: string, known: KnownNames): string {
  if (current.left <= 0) return '';
  const names = [...listOf(known)];
  const best = nearest(name, names);
  return best === undefined ? knownNames(names) : ` Did you mean \`${best}\`?`;
}

/** The known names where there are few, as a sentence with a blank before it, or nothing. */
export function knownNames(names: readonly string[]): string {
  return names.length === 0 || names.length > 6 ? '' : ` Known: ${names.map((one) => `\`${one}\``).join(', ')}.`;
}
