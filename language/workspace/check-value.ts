import { RE2JS } from 're2js';
import type { Field, Parameter } from '../generated/ast.ts';
import { attribute, attributeText } from '../types/declared.ts';
import { isoDate } from '../types/literals.ts';
import { membersOf, nonNull, type Type } from '../types/type.ts';
import { typeText } from '../types/text.ts';
import type { Types } from '../types/types.ts';
import type { JsonValue } from './model.ts';

/** The problem in one sentence, or none; `value` is the JSON value that the text stands for, absent where an optional field stays empty. */
export interface CheckedValue { problem?: string; value?: JsonValue }

/** What a person typed into a form, checked against its field: type, members, `@pattern`, `@min`, `@max`, `@maxLength`. */
export function checkValue(node: Field | Parameter, text: string, types: Types): CheckedValue {
  const field = types.fieldType(node);
  const optional = field.optional || node.default !== undefined;
  if (text === '') return optional ? {} : { problem: 'A value is needed.' };
  const value = valueOf(text, nonNull(field.type));
  if (typeof value === 'object' && value !== null && 'problem' in value && !Array.isArray(value)) return value as CheckedValue;
  const problem = checkJson(node, value as JsonValue, types);
  return problem === undefined ? { value: value as JsonValue } : { problem };
}

/** Why a JSON value does not fit a field, or nothing: for patchbay.json and for inputs. */
export function checkJson(node: Field | Parameter, value: JsonValue, types: Types): string | undefined {
  const field = types.fieldType(node);
  if (value === null) return field.optional ? undefined : 'A value is needed, not null.';
  return fits(value, nonNull(field.type)) ?? bounds(node, value);
}

/** The value that a text stands for by its type: `12` is a number where an integer is wanted. */
function valueOf(text: string, type: Type): JsonValue | { problem: string } {
  const members = membersOf(type);
  const literal = members.find((member) => member.kind === 'literal' && member.text === text);
  if (literal?.kind === 'literal') return literal.of === 'string' ? text : (JSON.parse(text) as JsonValue);
  const scalars = members.map((member) => (member.kind === 'scalar' ? member.name : undefined));
  if (scalars.includes('string') || type.kind === 'literal') return text;
  const number = scalars.find((name) => name === 'integer' || name === 'decimal' || name === 'number');
  if (number !== undefined) return numberOf(text.trim(), number);
  if (scalars.includes('boolean')) return text === 'true' || text === 'false' ? text === 'true' : { problem: 'true or false is needed.' };
  if (members.some((member) => member.kind === 'array' || member.kind === 'object' || member.kind === 'map')) {
    try {
      return JSON.parse(text) as JsonValue;
    } catch {
      return { problem: `This is no JSON. ${typeText(type)} is needed.` };
    }
  }
  if (type.kind === 'any') {
    try { return JSON.parse(text) as JsonValue; } catch { return text; }
  }
  return text;
}

/** Digits that a JSON number of JavaScript cannot hold stay a text, which is read exactly later. */
function numberOf(text: string, type: 'integer' | 'decimal' | 'number'): JsonValue | { problem: string } {
  const pattern = type === 'integer' ? /^-?\d+$/ : /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
  if (!pattern.test(text)) return { problem: type === 'integer' ? 'A whole number is needed, such as 12.' : 'A number is needed, such as 12.5.' };
  const value = Number(text);
  return type === 'number' || String(value) === text ? value : text;
}

function fits(value: JsonValue, type: Type): string | undefined {
  if (type.kind === 'union') {
    if (type.members.some((member) => fits(value, member) === undefined)) return undefined;
    return `${shown(value)} is none of ${typeText(type)}.`;
  }
  switch (type.kind) {
    case 'literal': return String(value) === type.text && (typeof value === 'string') === (type.of === 'string') ? undefined : `${typeText(type)} is needed.`;
    case 'scalar': return fitsScalar(value, type.name);
    case 'array': {
      if (!Array.isArray(value)) return `A list is needed: ${typeText(type)}.`;
      return value.map((item) => fits(item, type.of)).find((problem) => problem !== undefined);
    }
    case 'object': case 'map': return typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : `An object is needed: ${typeText(type)}.`;
    default: return undefined;
  }
}

function fitsScalar(value: JsonValue, name: string): string | undefined {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : undefined;
  switch (name) {
    case 'string': case 'bytes': return typeof value === 'string' ? undefined : `A text is needed, not ${shown(value)}.`;
    case 'integer': return text !== undefined && /^-?\d+$/.test(text) ? undefined : `A whole number is needed, not ${shown(value)}.`;
    case 'decimal': case 'number': return text !== undefined && /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? undefined : `A number is needed, not ${shown(value)}.`;
    case 'boolean': return typeof value === 'boolean' ? undefined : `true or false is needed, not ${shown(value)}.`;
    case 'date': return typeof value === 'string' && isoDate(value, 'date') ? undefined : `A date such as 2026-01-31 is needed, not ${shown(value)}.`;
    case 'datetime': return typeof value === 'string' && isoDate(value, 'datetime') ? undefined : `A time such as 2026-01-31T10:00:00Z is needed, not ${shown(value)}.`;
    case 'duration': return typeof value === 'string' && /^\d+(?:ms|s|m|h|d)$/.test(value) ? undefined : `A duration such as 15m is needed, not ${shown(value)}.`;
    default: return undefined;
  }
}

function bounds(node: Field | Parameter, value: JsonValue): string | undefined {
  const text = (name: string): string | undefined => attributeText(attribute(node, name), 0);
  if (typeof value === 'string') {
    const pattern = text('pattern');
    if (pattern !== undefined && !matches(pattern, value)) {
      const example = text('example');
      return `It should match ${pattern}${example === undefined ? '' : `, such as ${example}`}.`;
    }
    const maxLength = Number(text('maxLength') ?? Number.POSITIVE_INFINITY);
    if (value.length > maxLength) return `It has ${value.length} characters, and ${maxLength} are allowed.`;
  }
  const min = text('min');
  const max = text('max');
  if ((typeof value === 'number' || typeof value === 'string') && (min !== undefined || max !== undefined)) {
    const number = Number(value);
    if (min !== undefined && number < Number(min)) return `At least ${min} is needed.`;
    if (max !== undefined && number > Number(max)) return `At most ${max} is allowed.`;
  }
  return undefined;
}

/** In linear time, whatever the pattern. A pattern that is none is the connector's mistake, which the checker reports. */
function matches(pattern: string, value: string): boolean {
  try {
    return RE2JS.compile(pattern).matcher(value).find();
  } catch {
    return true;
  }
}

function shown(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
