import { describe, expect, it } from 'vitest';
import { assignments, parseArguments } from '../../cli/arguments.ts';

const command = {
  usage: 'run <flow>', positionals: { min: 1, max: 1 },
  options: {
    input: { type: 'string', multiple: true, value: 'name=value', help: '' },
    'dry-run': { type: 'boolean', help: '' },
    format: { type: 'string', choices: ['text', 'json'], help: '' },
    resume: { type: 'boolean', help: '', later: true },
  },
} as const;
const parse = (...argv: string[]): ReturnType<typeof parseArguments> => parseArguments(command, argv);

describe('arguments of a command', () => {
  it('are taken apart in any order', () => {
    expect(parse('--input', 'a=1', 'orders', '--input=b=2=3', '--dry-run')).toEqual({
      values: { input: ['a=1', 'b=2=3'], 'dry-run': true }, positionals: ['orders'], help: false,
    });
  });

  it('may be for help, whatever else is wrong', () => {
    expect(parse('--nonsense', '-h').help).toBe(true);
  });

  it.each([
    [['orders', '--dryrun'], "There is no option --dryrun. Did you mean '--dry-run'?"],
    [['orders', '--format', 'jsn'], "--format is one of text, json, not 'jsn'. Did you mean 'json'?"],
    [['orders', '--format'], '--format wants a value'],
    [['orders', '--format', '--dry-run'], '--format wants a value'],
    [['orders', '--format', 'text', '--format', 'json'], '--format is given twice'],
    [['orders', '--dry-run=yes'], '--dry-run takes no value'],
    [['orders', '--resume'], '--resume is not supported yet'],
    [['orders', '--__proto__', 'x'], 'There is no option --__proto__'],
    [[], 'Something is missing: patchbay run <flow>'],
    [['orders', 'more'], "'more' is one argument too many"],
  ])('%j: %s', (argv, message) => {
    expect(() => parse(...argv)).toThrowError(message);
  });

  it('of the kind name=value keep everything after the first equals sign', () => {
    expect({ ...assignments(['a=1', 'query=x=y', 'empty='], 'An input') }).toEqual({ a: '1', query: 'x=y', empty: '' });
    expect(() => assignments(['a'], 'An input')).toThrowError("An input is written name=value, not 'a'.");
    expect(() => assignments(['a=1', 'a=2'], 'An input')).toThrowError("An input 'a' is given twice.");
  });
});
