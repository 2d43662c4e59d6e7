import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { deepest, parseJson, parseJsonBytes, stringifyJson } from '../../../runtime/json/index.ts';
import { scanJson } from '../../../runtime/json/scan.ts';
import { randomJson, seeded } from '../../support/random-json.ts';

const again = (text: string, pieceBytes: number): string => {
  const bytes = Buffer.from(text);
  const written = stringifyJson(parseJsonBytes(bytes, pieceBytes));
  expect(bytes.toString()).toBe(text);
  return written;
};
/** What reading says: the value, or the error. */
const message = (read: () => unknown): string => {
  try {
    return `read as ${stringifyJson(read())}`;
  } catch (error) {
    return (error as Error).message;
  }
};
const fragile = (text: string): boolean => scanJson(Buffer.from(text), 1000).fragile.includes(true);

/** A long array of random values, `depth` objects deep, with members before and after it. */
function longArray(seed: number): { loose: string; tight: string } {
  const random = seeded(seed);
  const values = Array.from({ length: 3 + Math.floor(random() * 20) }, () => randomJson(random, 3));
  let loose = `[ ${values.map((value) => value.loose).join(',')}]`;
  let tight = `[${values.map((value) => value.tight).join(',')}]`;
  for (let depth = Math.floor(random() * 4); depth > 0; depth--) {
    const before = random() < 0.5 ? `"n${depth}":${randomJson(random, 1).tight},` : '';
    const after = random() < 0.5 ? `,"m${depth}":${randomJson(random, 2).tight},"2":1,"1":2` : '';
    loose = `{${before} "list" : ${loose}${after}}`;
    tight = `{${before}"list":${tight}${after}}`;
  }
  return { loose, tight };
}

describe('JSON of bytes comes out as it went in', () => {
  it('whatever its shape and spelling, whole or in pieces (500 random texts)', () => {
    let cut = 0;
    for (let seed = 1; seed <= 500; seed++) {
      const { loose, tight } = longArray(seed);
      expect([seed, again(loose, 1_000_000)]).toEqual([seed, tight]);
      expect([seed, again(loose, 40)]).toEqual([seed, tight]);
      if (scanJson(Buffer.from(loose), 40).cuts.length > 0) cut += 1;
    }
    expect(cut).toBeGreaterThan(400);
  });

  it('and is the same value as from a text', () => {
    for (let seed = 3000; seed < 3300; seed++) {
      const { tight } = longArray(seed);
      expect([seed, isDeepStrictEqual(parseJsonBytes(Buffer.from(tight), 40), parseJson(tight))]).toEqual([seed, true]);
    }
  });

  it.each([
    '{"list":[{"a":1},{"a":2}],"list":[{"a":3},{"a":4},{"a":5}]}',
    '{"a":[1,2,3],"b":1,"a":[4,5,6,7,8,9]}',
    '{"a":{"b":[1,2,3,4,5,6],"b":7},"a":8}',
    '{"a":[1,2,3,4,5,6,7],"a":[1,2,3,4,5,6,7],"a":[1,2,3,4,5,6,8]}',
    '{"a":[],"b":[1,2,3,4,5,6,7,8],"a":{"c":[1,2,3,4,5,6]}}',
  ])('members that come twice count as the last of them: %s', (text) => {
    for (let pieceBytes = 1; pieceBytes < text.length; pieceBytes++) expect(again(text, pieceBytes)).toBe(stringifyJson(parseJson(text)));
  });

  it('cuts where the elements of the long array end, and nowhere else', () => {
    const text = '{"links":[{"rel":"self"}],"items":[{"l":[{"x":1},{"x":2}]},{"t":"},{\\"x\\":"},[1,2],3,{"l":[{"x":3},{"x":4}]}],"more":[1,2,3,4,5,6]}';
    const { cuts, cutDepth } = scanJson(Buffer.from(text), 1);
    // The first array is the one that is cut; this one has a single element.
    expect(cuts.map((cut) => text.slice(cut - 1, cut + 2))).toEqual(['},{', '},[', '],3', '3,{']);
    expect(cutDepth).toBe(1);
  });

  it('reads only those pieces with care that need it', () => {
    const { fragile: pieces } = scanJson(Buffer.from('[{"a":1},{"a":2},{"a":1.0},{"a":4}]'), 1);
    expect(pieces).toEqual([false, false, true, false]);
  });

  it('is not read with care for what only looks fragile', () => {
    expect(fragile('[{"note":"10.0, 1e5","t":": 12345678901234567890"},1,-1,0,0.5,100.25,123456789012345]')).toBe(false);
    for (const text of ['10.0', '-0', '1e5', '[1E5]', '[1234567890123456]', '{"a":0.0000001}', '{"a":-0.00000012}', '{"2":1}', '{"12" : 1}', '{"\\u0061":1}', '[0.10]']) {
      expect([text, fragile(text)]).toEqual([text, true]);
    }
  });

  it('says what is wrong as for a text', () => {
    for (const text of ['', '[1,2', '{"a":[1,2,3,4,5,6,7}', '[{"a":1},{"a":1},{"a":1}]]', '[1,2,3,4,5,,6]', '{"a":[1,2,3,4] "b"}', '["a', '[1,2,3]x', '[tru,1,2,3]', `${'['.repeat(deepest + 1)}${']'.repeat(deepest + 1)}`]) {
      expect(message(() => parseJsonBytes(Buffer.from(text), 4))).toBe(message(() => parseJson(text)));
    }
    const nested = `${'['.repeat(deepest)}${']'.repeat(deepest)}`;
    expect(stringifyJson(parseJsonBytes(Buffer.from(nested), 4))).toBe(nested);
  });
});
