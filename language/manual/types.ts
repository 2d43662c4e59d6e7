import { anchorOf, type Section } from './manual.ts';

const table: Record<string, { documentation: string; more?: string; example: string }> = {
  string: { documentation: 'A text: `\'…\'`, `"…{value}…"`, or in tripled quotes.', example: 'name: string' },
  integer: { documentation: 'A whole number, exact at any size: `12`.', example: 'id: integer' },
  decimal: {
    documentation: 'An exact decimal number, for money: `2.50`.', example: 'total: decimal',
    more: 'A literal with a fraction is a decimal unless a `number` is expected. In JSON a decimal is a number with just its digits (`12.50`); `/` gives a decimal of up to 34 digits.',
  },
  number: { documentation: 'A floating-point number, an IEEE double: `2.5`. Not for money.', example: 'weight: number' },
  boolean: { documentation: '`true` or `false`.', example: 'paid: boolean' },
  date: {
    documentation: 'A day: from a text in ISO 8601, or as `@format` on the field says.', example: "dueOn: date\nday: date @format('yyyyMMdd')",
    more: 'A field\'s text is converted when an expression uses it, not when it is passed on.',
  },
  datetime: {
    documentation: 'A point in time: from a text in ISO 8601, or as `@format` on the field says.', example: "updatedAt: datetime\nchangedAt: datetime @format('epochMillis')",
    more: 'A field\'s text is converted when an expression uses it, not when it is passed on.',
  },
  duration: { documentation: 'A length of time: `500ms` `30s` `15m` `2h` `90d`.', example: 'wait: duration = 15m' },
  bytes: { documentation: 'Bytes, as `hmac(…)` and `x.bytes()` give them.', example: 'content: bytes' },
  any: { documentation: 'Unchecked JSON.', example: 'extras: any' },
};

/** Types that the language itself has, by their name. LANGUAGE: Values and types. */
export const typeSections: Readonly<Record<string, Section | undefined>> = Object.fromEntries(Object.entries(table).map(([name, { documentation, more, example }]) => {
  const title = `Type \`${name}\``;
  return [name, { title, anchor: anchorOf(title), summary: documentation, text: more === undefined ? documentation : `${documentation}\n\n${more}`, examples: [{ place: 'type', code: example }] }];
}));
