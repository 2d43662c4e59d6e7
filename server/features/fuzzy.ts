/**
 * How well a name fits what was typed, or undefined where its letters are not all there in that order. Higher is better: the whole name,
 * then its beginning, then beginnings of its words, then letters anywhere; short names before long ones. Capitals do not matter.
 */
export function matchOf(query: string, name: string): number | undefined {
  if (query === '') return 0;
  const wanted = query.toLowerCase();
  const text = name.toLowerCase();
  const length = name.length / 1000;
  if (text === wanted) return 100 - length;
  if (text.startsWith(wanted)) return 80 - length;
  const inside = text.indexOf(wanted);
  if (inside > 0) return (isWordStart(name, inside) ? 60 : 40) - length;
  let at = 0;
  let starts = 0;
  for (const letter of wanted) {
    // A letter that begins a word is meant first: `lo` of `listOrders`.
    const next = nextStart(name, text, letter, at) ?? indexFrom(text, letter, at);
    if (next === undefined) return inOrder(wanted, text) ? 5 - length : undefined;
    if (isWordStart(name, next)) starts++;
    at = next + 1;
  }
  return 10 + (20 * starts) / wanted.length - length;
}

function inOrder(wanted: string, text: string): boolean {
  let at = 0;
  for (const letter of wanted) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function nextStart(name: string, text: string, letter: string, from: number): number | undefined {
  if (text.charAt(from) === letter) return from;
  for (let at = from; at < text.length; at++) if (text.charAt(at) === letter && isWordStart(name, at)) return at;
  return undefined;
}

function indexFrom(text: string, letter: string, from: number): number | undefined {
  const at = text.indexOf(letter, from);
  return at < 0 ? undefined : at;
}

function isWordStart(name: string, at: number): boolean {
  if (at === 0) return true;
  const before = name.charAt(at - 1);
  const here = name.charAt(at);
  return !/[A-Za-z0-9]/.test(before) || (/[A-Z]/.test(here) && !/[A-Z]/.test(before));
}
