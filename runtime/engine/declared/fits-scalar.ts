import type { Scalar, Type } from '#plan';
import { convertValue, typeOf, type Value } from '../../expression/index.ts';

type ScalarType = Extract<Type, { kind: 'scalar' }>;
type Literal = Extract<Type, { kind: 'literal' }>;

// The spellings that nearly all have; whether a year has a 29 February is left to the conversion.
const usualDays = String.raw`\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)`;
const usualDate = new RegExp(`^${usualDays}$`);
const usualTime = new RegExp(String.raw`^${usualDays}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)$`);

/** Whether a value of an answer, neither null nor absent, is one of a scalar type: just what a conversion of the field would take. */
export function fitsScalar(type: ScalarType): (value: Value) => boolean {
  const { name } = type;
  const converts = (value: Value): boolean => canConvert(value, type);
  switch (name) {
    case 'string': return (value) => typeof value === 'string';
    case 'boolean': return type.format === undefined ? (value) => typeof value === 'boolean' : converts;
    case 'number': case 'decimal': return (value) => typeof value === 'number' || isNumeric(value);
    case 'integer': return (value) => (typeof value === 'number' ? Number.isInteger(value) : isNumeric(value) && converts(value));
    case 'bytes': return (value) => typeof value === 'string' || value instanceof Uint8Array;
    case 'date': case 'datetime': {
      const format = type.format?.pattern;
      const usual = name === 'date' ? usualDate : usualTime;
      return format === undefined || format === '' ? (value) => (typeof value === 'string' && usual.test(value)) || converts(value) : converts;
    }
    case 'duration': return converts;
    default: return name satisfies never;
  }
}

/** The same for a literal. */
export function fitsLiteral({ of, text }: Literal): (value: Value) => boolean {
  if (of === 'string') return (value) => value === text;
  if (of === 'boolean') return (value) => value === (text === 'true');
  const number = Number(text);
  return (value) => (typeof value === 'number' ? value === number : isNumeric(value) && Number(String(value)) === number);
}

/** A number of JSON that is kept with its digits. */
function isNumeric(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const type = typeOf(value);
  return type === 'decimal' || type === 'integer';
}

const temporal: ReadonlySet<Scalar> = new Set(['date', 'datetime']);

function canConvert(value: Value, { name, format }: ScalarType): boolean {
  if (typeof value === 'boolean' && temporal.has(name)) return false;
  try {
    return convertValue(value, name, format) !== undefined;
  } catch {
    return false;
  }
}
