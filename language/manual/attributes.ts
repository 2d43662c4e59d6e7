import { anchorOf, type Section } from './manual.ts';

/** An attribute of a field, parameter or setting. */
export interface AttributeSection extends Section {
  /** What stands in its parentheses. */
  argument?: string;
}

const table: Record<string, { documentation: string; more?: string; argument?: string; example: string }> = {
  key: { documentation: 'The field that tells one record from another.', more: 'It is not part of `input` types unless it is `@writable`.', example: 'id: integer @key' },
  pattern: { documentation: 'A regular expression that the whole text must match.', argument: `'^…$'`, example: "store: string @pattern('^[a-z0-9-]+$')" },
  min: { documentation: 'The smallest value.', argument: '1', example: 'quantity: integer @min(1)' },
  max: { documentation: 'The largest value.', argument: '250', example: 'size: integer = 100 @max(250)' },
  maxLength: { documentation: 'The most characters.', argument: '255', example: 'name: string @maxLength(255)' },
  format: {
    documentation: 'How the API writes a date, a time or a boolean: a CLDR pattern, `epoch`, `epochMillis`, `/Date(ms)/`, or the texts for true and false.', argument: `'yyyy-MM-dd'`,
    more: 'A pattern without a zone has one beside it; a setting may hold it.', example: "day: date @format('yyyyMMdd')\nat: datetime @format('yyyy-MM-dd HH:mm:ss', zone: 'UTC')\nsince: datetime @format('epoch')\nactive: boolean @format('T', 'F')",
  },
  example: { documentation: 'An example, shown in forms.', argument: `'acme'`, example: "store: string @example('acme')" },
  readOnly: { documentation: 'Given by the API: not part of `input` types.', example: 'createdAt: datetime @readOnly' },
  writeOnly: { documentation: 'Sent, but never answered.', example: 'password: string @writeOnly' },
  writable: { documentation: 'A key that the caller chooses.', example: 'code: string @key @writable' },
  advanced: { documentation: 'Shown only when asked for.', example: "apiVersion: string = '2026-07' @advanced" },
  multiline: { documentation: 'A text of several lines, such as a private key.', example: 'privateKey: string @multiline' },
  deprecated: { documentation: 'What to use in its place.', more: 'A connector, auth, endpoint or webhook has [`deprecated`](#deprecated).', argument: `'use …'`, example: "note: string? @deprecated('use memo')" },
  sunset: { documentation: 'The day on which it ends.', more: 'A connector, auth, endpoint or webhook has [`sunset`](#sunset).', argument: `'2027-04-01', '…'`, example: "note: string? @sunset('2027-04-01', 'use memo')" },
  values: { documentation: 'Offers what an endpoint of the connector lists, by value and label, in forms and completion.', argument: 'endpoint, id, name', example: 'orderId: integer @values(listOrders, id, name)' },
};

/** By the name without its `@`. LANGUAGE: Attributes. */
export const attributes: Readonly<Record<string, AttributeSection | undefined>> = Object.fromEntries(Object.entries(table).map(([name, { documentation, more, argument, example }]) => {
  const title = `Attribute \`@${name}\``;
  return [name, {
    title, anchor: anchorOf(title), summary: documentation, text: more === undefined ? documentation : `${documentation}\n\n${more}`,
    examples: [{ place: 'type', code: example }], ...(argument !== undefined && { argument }),
  }];
}));
