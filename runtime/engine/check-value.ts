import type { Field, Scalar, Type } from '#plan';
import { PatchbayError } from '../errors.ts';
import { compare, compilePattern, convertValue, type Value } from '../expression/index.ts';
import type { Json } from '../ports.ts';

/** What a value that comes from outside is checked with. */
export interface CheckOptions {
  types: Readonly<Record<string, Type>>;
  /** Texts may stand for values of any type, as on a command line. */
  fromText: boolean;
}

/** The value as expressions see it, or why it cannot be that ("is not a date, such as 2026-01-31"). */
export type Checked = { value: Value } | { problem: string };

/** Converts a value to the field's type and checks pattern, bounds and length. */
export function checkField(field: Field, given: Json, options: CheckOptions): Checked {
  if (given === null && field.optional) return { value: null };
  const checked = convert(field.type, given, options);
  if ('problem' in checked) return checked;
  const problem = outOfBounds(field, checked.value);
  return problem === undefined ? checked : { problem };
}

function convert(type: Type, given: Json, options: CheckOptions): Checked {
  switch (type.kind) {
    case 'any': return { value: given };
    case 'null': return given === null ? { value: null } : { problem: 'must be null' };
    case 'scalar': return scalar(type, given, options.fromText);
    case 'literal': {
      const wanted = type.of === 'string' ? type.text : (JSON.parse(type.text) as Json);
      return given === wanted || (options.fromText && given === type.text) ? { value: wanted } : { problem: `is not ${shown(type)}` };
    }
    case 'union': {
      for (const member of type.members) {
        const checked = convert(member, given, options);
        if ('value' in checked) return checked;
      }
      return { problem: `is not one of ${type.members.map(shown).join(', ')}` };
    }
    case 'named': {
      const named = options.types[type.id];
      return named === undefined ? { value: given } : convert(named, given, options);
    }
    case 'array': case 'map': case 'object': return structure(type, given, options);
  }
}

function scalar(type: Extract<Type, { kind: 'scalar' }>, given: Json, fromText: boolean): Checked {
  const { name } = type;
  if (name === 'string' && fromText && given !== null && typeof given !== 'object') return { value: String(given) };
  const spelledAsText = typeof given === 'string' && (fromText || !bare.has(name));
  if (!spelledAsText && typeof given !== nature(name)) return { problem: `is not ${examples[name]}` };
  try {
    return { value: convertValue(given, name, type.format) };
  } catch (error) {
    if (error instanceof PatchbayError) return { problem: `is not ${examples[name]}` };
    throw error;
  }
}

/** What JSON has for it. */
function nature(name: Scalar): 'number' | 'boolean' | 'string' {
  if (name === 'boolean') return 'boolean';
  return bare.has(name) ? 'number' : 'string';
}

const bare: ReadonlySet<Scalar> = new Set(['integer', 'decimal', 'number', 'boolean']);

function structure(type: Extract<Type, { kind: 'array' | 'map' | 'object' }>, given: Json, options: CheckOptions): Checked {
  const value = options.fromText && typeof given === 'string' ? parsed(given) : given;
  const inner = { ...options, fromText: false };
  if (type.kind === 'array') {
    if (!Array.isArray(value)) return { problem: 'is not a list, such as ["a", "b"]' };
    return together(value.map((item, index) => [`element ${index + 1}`, convert(type.of, item, inner)]), (pairs) => pairs.map(([, item]) => item));
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return { problem: 'is not an object, such as {"a": 1}' };
  if (type.kind === 'map') return together(Object.entries(value).map(([name, item]) => [name, convert(type.of, item, inner)]), Object.fromEntries);
  const fields = new Map(type.fields.map((field) => [field.name, field]));
  const missing = type.fields.find((field) => !field.optional && field.default === undefined && value[field.name] === undefined);
  if (missing !== undefined) return { problem: `lacks ${missing.name}` };
  const surplus = Object.keys(value).find((name) => !fields.has(name));
  if (surplus !== undefined && !type.open) return { problem: `has a member ${surplus}, which is not one of ${[...fields.keys()].join(', ')}` };
  return together(Object.entries(value).map(([name, item]) => {
    const field = fields.get(name);
    return [name, field === undefined ? { value: item } : checkField(field, item, inner)];
  }), Object.fromEntries);
}

function together(checked: [string, Checked][], build: (pairs: [string, Value][]) => Value): Checked {
  const pairs: [string, Value][] = [];
  for (const [name, result] of checked) {
    if ('problem' in result) return { problem: `is not as declared: ${name} ${result.problem}` };
    pairs.push([name, result.value]);
  }
  return { value: build(pairs) };
}

function outOfBounds({ type, pattern, min, max, maxLength }: Field, value: Value): string | undefined {
  if (typeof value === 'string') {
    if (maxLength !== undefined && value.length > maxLength) return `is longer than ${maxLength} characters`;
    if (pattern !== undefined && !compilePattern(pattern).test(value)) return `does not have the form ${pattern}`;
  }
  if (type.kind !== 'scalar') return undefined;
  if (min !== undefined && compare(value, convertValue(min, type.name)) < 0) return `is less than ${min}`;
  if (max !== undefined && compare(value, convertValue(max, type.name)) > 0) return `is more than ${max}`;
  return undefined;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function shown(type: Type): string {
  if (type.kind === 'literal') return type.of === 'string' ? `'${type.text}'` : type.text;
  return type.kind === 'scalar' ? type.name : type.kind;
}

const examples: Record<Scalar, string> = {
  string: 'a text', integer: 'a whole number, such as 12', decimal: 'a number, such as 2.50', number: 'a number, such as 2.5', boolean: 'true or false',
  date: 'a date, such as 2026-01-31', datetime: 'a time, such as 2026-01-31T12:00:00Z', duration: 'a duration, such as 15m', bytes: 'bytes',
};
