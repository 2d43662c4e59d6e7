import type { At, Format, Scalar, TypeName } from '../type.ts';
import { count, object, optional, refuse, text, word, type Parse } from './schema.ts';

const scalars: readonly Scalar[] = ['string', 'integer', 'decimal', 'number', 'boolean', 'date', 'datetime', 'duration', 'bytes'];

export const scalar: Parse<Scalar> = word(...scalars);
export const typeName: Parse<TypeName> = word(...scalars, 'array', 'object', 'null', 'any');

export const at: Parse<At> = (value, path) => {
  if (!Array.isArray(value) || value.length !== 5) return refuse(path, 'five numbers', value);
  value.forEach((part, index) => count(part, `${path}[${index}]`));
  return value as At;
};

export const format: Parse<Format> = object<Format>({ pattern: text, whenFalse: optional(text), zone: optional(text) });
