import { describe, expect, it } from 'vitest';
import { indented } from '../../cli/report/record.ts';

describe('a record on several lines', () => {
  it('reads as JSON.stringify would write it', () => {
    for (const value of [{}, [], { a: [], b: {}, c: [1, { d: 'x, "y": {z}\\' }], e: null }, [[1], [true, false]], 'text', 12, null]) {
      expect(indented(JSON.stringify(value))).toBe(JSON.stringify(value, undefined, 2));
    }
  });

  it('keeps digits, order and names as they came', () => {
    expect(indented('{"2":9007199254740993,"1":10.0,"__proto__":1e5}')).toBe('{\n  "2": 9007199254740993,\n  "1": 10.0,\n  "__proto__": 1e5\n}');
  });
});
