import { describe, expect, it } from 'vitest';
import { comparisonsOfFile, countedFor, didYouMean, nearest } from '../../../language/validation/suggestion.ts';
import { workspaceOf } from '../../support/language.ts';

const times = 4000;
const lines = (line: (index: number) => string, separator = '\n'): string => Array.from({ length: times }, (_, index) => line(index)).join(separator);

describe('what was meant by a name', () => {
  it('is the nearest that there is', () => {
    expect(nearest('costumer', ['order', 'customer', 'custom'])).toBe('customer');
    expect(nearest('Cust', ['order', 'customer'])).toBe('customer');
    expect(nearest('order', ['order'])).toBeUndefined();
    expect(didYouMean('total', () => ['sum', 'net'])).toBe(' Known: `sum`, `net`.');
    // No name that somebody wrote.
    expect(nearest('a'.repeat(500), [`${'a'.repeat(500)}b`])).toBeUndefined();
  });

  it('is looked for as often as a person reads it', () => {
    const file = comparisonsOfFile();
    const allowed = file.left;
    const names = Array.from({ length: 1000 }, (_, index) => `customerRecord${index}`);
    let listed = 0;
    const found = countedFor(file, () => Array.from({ length: 1200 }, () => didYouMean('costumerRecord7', () => { listed++; return names; })));
    expect(listed).toBe(allowed / names.length);
    expect(found.filter((one) => one === ' Did you mean `customerRecord7`?')).toHaveLength(listed);
    // Nothing is taken from what is checked afterwards.
    expect(nearest('costumerRecord7', names)).toBe('customerRecord7');
  });

  it.each<[string, string, string]>([
    ['names of a flow', '/test.flow', `flow f {\n${lines((index) => `  let customerRecord${index} = 1`)}\n${lines((index) => `  log costumerRecrod${index}x`)}\n}\n`],
    ['functions', '/test.flow', lines((index) => `function customerRecord${index}(): integer = costumerRecrod${index}x()`)],
    ['fields', '/test.flow', `function f(a: { ${lines((index) => `customerRecord${index}: integer`, ',\n')} }): any[] = [${lines((index) => `a.costumerRecrod${index}x`, ',\n')}]\n`],
    ['entities', '/a.connector', `connector a {\n${lines((index) => `  entity CustomerRecord${index} { a: CostumerRecrod${index}x }`)}\n}\n`],
  ])('does not keep the editor waiting where four thousand %s are unknown among four thousand', async (_what, path, text) => {
    await workspaceOf({ [path]: text.slice(0, 10) }, { validation: true, reuse: true });
    const before = process.threadCpuUsage();
    const problems = (await workspaceOf({ [path]: text }, { validation: true, reuse: true })).problems(path).filter((one) => one.includes('ostumerRecrod'));
    const { user, system } = process.threadCpuUsage(before);
    expect(problems).toHaveLength(times);
    expect(problems[0]).toMatch(/Did you mean `[cC]ustomerRecord0`\?$/);
    expect((user + system) / 1000).toBeLessThan(2000);
  });
});
