import { membersOf, nonNull, scalarOf, type Type } from '#language';

const fromText = ['integer', 'decimal', 'number', 'boolean', 'date', 'datetime'] as const;
const methods: ReadonlyMap<string, string> = new Map([
  ...fromText.map((name): [string, string] => [`string ${name}`, `.${name}()`]),
  ...['integer', 'decimal', 'number', 'boolean'].map((name): [string, string] => [`${name} string`, '.string()']),
  ['date string', '.iso()'], ['datetime string', '.iso()'], ['datetime date', '.date()'], ['decimal integer', '.round().integer()'], ['number integer', '.round().integer()'],
  ['number decimal', '.decimal()'], ['string bytes', '.bytes()'], ['bytes string', '.base64()'],
]);

/** The call that makes a value of one type from one of another, `.decimal()`; undefined where there is no usual one. */
export function conversion(from: Type, to: Type): string | undefined {
  return methods.get(`${onlyScalar(from)} ${onlyScalar(to)}`);
}

function onlyScalar(type: Type): string | undefined {
  const names = new Set(membersOf(nonNull(type)).map(scalarOf));
  return names.size === 1 ? [...names][0] : undefined;
}
