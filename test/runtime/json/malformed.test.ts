import { describe, expect, test } from 'vitest';
import { PatchbayError } from '../../../runtime/errors.ts';
import { deepest, parseJson, stringifyJson } from '../../../runtime/json/index.ts';
import { randomJson, seeded } from '../../support/random-json.ts';

function failure(text: string): PatchbayError {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof PatchbayError) return error;
    throw error;
  }
  throw new Error(`read without an error: ${text}`);
}

describe('what is no JSON is refused with its place', () => {
  test.each([
    ['', 'no valid JSON: expected a value, but the text ends'],
    ['  \n', 'expected a value, but the text ends at position 3 of 3'],
    ['{"orders": [{"id": 1}, {"id"', 'expected `:`, but the text ends at position 28 of 28: …": [{"id": 1}, {"id"'],
    ['{"a": "half a te', 'expected the end of a text, but the text ends at position 16 of 16'],
    ['[1, 2', 'expected `,` or `]`, but the text ends at position 5 of 5'],
    ['{"a": 1,}', 'expected a key in double quotes at position 8 of 9'],
    ['[1,]', 'expected a value at position 3 of 4'],
    ['[01]', 'expected `,` or `]` at position 2 of 4'],
    ['[1.]', 'expected `,` or `]` at position 2 of 4'],
    ['[.5]', 'expected a value at position 1 of 4'],
    ['[+1]', 'expected a value at position 1 of 4'],
    ['[NaN]', 'expected a value at position 1 of 5'],
    ['{a: 1}', 'expected a key in double quotes at position 1 of 6'],
    ["['a']", 'expected a value at position 1 of 5'],
    ['["a\nb"]', 'a text has a control character or an unknown escape at position 1 of 7'],
    ['["\\x41"]', 'a text has a control character or an unknown escape at position 1 of 8'],
    ['{} {}', 'expected nothing more at position 3 of 5'],
    ['[1] // done', 'expected nothing more at position 4 of 11'],
    ['undefined', 'expected a value: undefined'],
    ['\u00a0{}', 'expected a value'],
    ['{"a":10.0,', 'expected a key in double quotes, but the text ends at position 10 of 10'],
    ['[1e5', 'expected `,` or `]`, but the text ends'],
    ['{"1":2', 'expected `,` or `}`, but the text ends'],
  ])('%j', (text, message) => {
    const error = failure(text);
    expect(error.code).toBe('invalid-json');
    expect(error.message).toContain(message);
  });

  test('a web page is called one', () => {
    const error = failure('<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in to go on</body></html>');
    expect(error.message).toBe('no valid JSON: expected a value: <!DOCTYPE html> <html><head><title>Sign in</title></head><bo…');
    expect(error.remedy).toContain('web page');
    expect(failure('<?xml version="1.0"?><a/>').remedy).toContain('decode xml');
  });

  test('a text that ends in the middle is called so', () => {
    expect(failure('{"a": [1, 2').remedy).toContain('ends in the middle');
  });

  test('an error shows little of a long text', () => {
    expect(failure(`{"a": ${'x'.repeat(10_000)}}`).message.length).toBeLessThan(200);
  });

  test('a byte order mark is no reason to refuse', () => {
    expect(parseJson('\ufeff{"a":1}')).toEqual({ a: 1 });
    expect(failure('\ufeff').code).toBe('invalid-json');
  });

  test.each([['arrays', '[', ']'], ['objects', '{"a":', '}'], ['fragile arrays', '[10.0,', ']']])('%s nested too deep end in an error, not in a full stack', (_kind, open, close) => {
    const nested = (levels: number): string => open.repeat(levels) + (open === '[10.0,' ? '1' : open === '[' ? '' : '1') + close.repeat(levels);
    expect(() => parseJson(nested(deepest))).not.toThrow();
    expect(failure(nested(deepest + 1))).toMatchObject({ code: 'invalid-json', message: expect.stringContaining('nested more than 512 deep') });
    expect(failure(nested(200_000)).code).toBe('invalid-json');
    expect(failure(open.repeat(200_000)).code).toBe('invalid-json');
  });

  test('a value that is too deep to be written is an error of ours to read', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(() => stringifyJson(deep)).toThrow(PatchbayError);
  });

  test('any cut and any broken character is an error or other JSON, never anything else', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const random = seeded(seed);
      const { loose } = randomJson(random, 3);
      const place = Math.floor(random() * loose.length);
      for (const broken of [loose.slice(0, place), loose.slice(0, place) + loose.slice(place + 1), `${loose.slice(0, place)}\u0001${loose.slice(place)}`]) {
        let wanted = true;
        try {
          JSON.parse(broken);
        } catch {
          wanted = false;
        }
        let found = true;
        try {
          parseJson(broken);
        } catch (error) {
          if (!(error instanceof PatchbayError)) throw error;
          found = false;
        }
        expect([seed, broken, found]).toEqual([seed, broken, wanted]);
      }
    }
  });
});
