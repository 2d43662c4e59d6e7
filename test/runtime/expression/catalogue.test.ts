import { builtins } from '#plan';
import { describe, expect, test } from 'vitest';
import { equal, implemented } from '../../../runtime/expression/index.ts';
import { stringifyJson } from '../../../runtime/json/index.ts';
import { evaluate } from '../../support/evaluate.ts';

const label = ({ on, name }: { on?: string; name: string }): string => (on === undefined ? name : `${on}.${name}`);

describe('the catalogue of built-in functions', () => {
  test('lists what the evaluator has, and nothing else', () => {
    expect(builtins.map(label).toSorted()).toEqual(implemented().toSorted());
  });

  test('names each function once', () => {
    expect(new Set(builtins.map(label)).size).toBe(builtins.length);
  });

  test.each(builtins.map((builtin) => [label(builtin), builtin] as const))('the example of %s is true', (_label, { example }) => {
    const found = evaluate(example.code);
    const wanted = evaluate(example.value);
    // A decimal keeps its digits: those that the example shows are those that come out.
    expect([example.code, stringifyJson(found)]).toEqual([example.code, stringifyJson(wanted)]);
    expect(equal(found, wanted)).toBe(true);
  });

  test.each(builtins.map((builtin) => [label(builtin), builtin] as const))('%s has one or two sentences of documentation', (_label, { documentation, name, example }) => {
    expect(documentation).toMatch(/^[A-Z`].*[.!]$/);
    expect(documentation.length).toBeLessThan(400);
    expect(example.code).toContain(name);
  });
});
