import type { Field, Type } from '../type.ts';
import { expr } from './expression.ts';
import { at, format, scalar } from './scalar.ts';
import { count, flag, lazy, list, object, optional, tagged, text, word, type Parse, type Variant } from './schema.ts';

type Of<K extends Type['kind']> = Variant<Type, 'kind', K>;

export const type: Parse<Type> = lazy(() => tagged<Type, 'kind'>('kind', {
  any: object<Of<'any'>>({ kind: word('any') }),
  null: object<Of<'null'>>({ kind: word('null') }),
  scalar: object<Of<'scalar'>>({ kind: word('scalar'), name: scalar, format: optional(format) }),
  literal: object<Of<'literal'>>({ kind: word('literal'), of: word('string', 'integer', 'decimal', 'boolean'), text }),
  union: object<Of<'union'>>({ kind: word('union'), members: list(type) }),
  array: object<Of<'array'>>({ kind: word('array'), of: type }),
  map: object<Of<'map'>>({ kind: word('map'), of: type }),
  object: object<Of<'object'>>({ kind: word('object'), fields: list(field), open: flag }),
  named: object<Of<'named'>>({ kind: word('named'), id: text }),
}));

export const field: Parse<Field> = lazy(() => object<Field>({
  name: text, type, optional: flag, default: optional(expr), pattern: optional(text), min: optional(text), max: optional(text), maxLength: optional(count), at,
}));
