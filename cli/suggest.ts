import { distance } from 'fastest-levenshtein';

/** The known name that was probably meant: at most a third of its letters away, or the same letters in another order. */
export function closest(name: string, known: readonly string[]): string | undefined {
  const near = known
    .map((candidate) => ({ candidate, away: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, away }) => away <= Math.ceil(candidate.length / 3) || letters(candidate) === letters(name))
    .sort((a, b) => a.away - b.away);
  return near[0]?.candidate;
}

/** ` Did you mean 'x'?`, or nothing: put behind a sentence that says what is unknown. */
export function didYouMean(name: string, known: readonly string[]): string {
  const meant = closest(name, known);
  return meant === undefined ? '' : ` Did you mean '${meant}'?`;
}

function letters(name: string): string {
  return [...name.toLowerCase()].sort().join('');
}
