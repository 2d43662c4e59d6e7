import { BigInteger, RawNumber, withMember } from '../expression/values.ts';
import { deepest } from './depth.ts';
import { invalidJson } from './failure.ts';

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const space = /[ \t\n\r]*/y;
/** Integers longer than this are no identifiers; their text is kept as it is. */
const longestInteger = 1000;

/** RFC 8259, keeping what JSON.parse damages; a byte order mark is skipped. Recursive, at most `deepest` levels. */
export function parseCarefully(text: string): unknown {
  let position = text.charCodeAt(0) === 0xFEFF ? 1 : 0;

  function fail(problem: string): never {
    throw invalidJson(position >= text.length ? `${problem}, but the text ends` : problem, text, position);
  }

  function skipSpace(): void {
    // Most values are followed by none.
    const code = text.charCodeAt(position);
    if (code > 32) return;
    space.lastIndex = position;
    space.test(text);
    position = space.lastIndex;
  }

  function value(depth: number): unknown {
    skipSpace();
    switch (text[position]) {
      case '{': return object(depth);
      case '[': return array(depth);
      case '"': return string();
      case 't': return word('true', true);
      case 'f': return word('false', false);
      case 'n': return word('null', null);
      default: return numeral();
    }
  }

  function word<T>(spelled: string, meant: T): T {
    if (!text.startsWith(spelled, position)) fail('expected a value');
    position += spelled.length;
    return meant;
  }

  function numeral(): unknown {
    number.lastIndex = position;
    const spelled = number.exec(text)?.[0];
    if (spelled === undefined) fail('expected a value');
    position += spelled.length;
    const double = Number(spelled);
    if (String(double) === spelled) return double;
    return /^-?\d+$/.test(spelled) && spelled !== '-0' && spelled.length <= longestInteger ? new BigInteger(BigInt(spelled)) : new RawNumber(spelled);
  }

  function string(): string {
    const start = position;
    let end = start + 1;
    for (;;) {
      end = text.indexOf('"', end);
      if (end === -1) {
        position = text.length;
        fail('expected the end of a text');
      }
      // A quote after an odd number of backslashes is part of the text.
      let before = end - 1;
      while (text.charCodeAt(before) === 92) before--;
      if ((end - before) % 2 === 1) break;
      end++;
    }
    position = end + 1;
    const literal = text.slice(start, position);
    try {
      return JSON.parse(literal) as string;
    } catch {
      position = start;
      return fail('a text has a control character or an unknown escape');
    }
  }

  function array(depth: number): unknown[] {
    enter(depth);
    const items: unknown[] = [];
    if (next(']')) return items;
    for (;;) {
      items.push(value(depth + 1));
      if (next(']')) return items;
      if (!next(',')) fail('expected `,` or `]`');
    }
  }

  function object(depth: number): Record<string, unknown> {
    enter(depth);
    let members: Record<string, unknown> = {};
    if (next('}')) return members;
    for (;;) {
      skipSpace();
      if (text[position] !== '"') fail('expected a key in double quotes');
      const key = string();
      if (!next(':')) fail('expected `:`');
      members = withMember(members, key, value(depth + 1));
      if (next('}')) return members;
      if (!next(',')) fail('expected `,` or `}`');
    }
  }

  function enter(depth: number): void {
    if (depth >= deepest) fail(`arrays and objects are nested more than ${deepest} deep`);
    position++;
  }

  /** Goes over this sign, and the white space before it, where it is the next. */
  function next(sign: string): boolean {
    skipSpace();
    if (text[position] !== sign) return false;
    position++;
    return true;
  }

  const result = value(0);
  skipSpace();
  if (position < text.length) fail('expected nothing more');
  return result;
}
