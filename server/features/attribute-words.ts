/** LANGUAGE: Attributes. What each says, and the argument that it takes. */
export const attributes: Readonly<Record<string, { documentation: string; argument?: string } | undefined>> = {
  key: { documentation: 'The field that tells one record from another.' },
  pattern: { documentation: 'A regular expression that the whole text must match.', argument: `'^…$'` },
  min: { documentation: 'The smallest value.', argument: '1' },
  max: { documentation: 'The largest value.', argument: '250' },
  maxLength: { documentation: 'The most characters.', argument: '255' },
  format: { documentation: 'How the API writes a date, a time or a boolean: a CLDR pattern, `epoch`, `epochMillis`, `/Date(ms)/`, or the texts for true and false.', argument: `'yyyy-MM-dd'` },
  example: { documentation: 'An example, shown in forms.', argument: `'acme'` },
  readOnly: { documentation: 'Given by the API: not part of `input` types.' },
  writeOnly: { documentation: 'Sent, but never answered.' },
  writable: { documentation: 'A key that the caller chooses.' },
  advanced: { documentation: 'Shown only when asked for.' },
  multiline: { documentation: 'A text of several lines, such as a private key.' },
  deprecated: { documentation: 'What to use in its place.', argument: `'use …'` },
  sunset: { documentation: 'The day on which it ends.', argument: `'2027-04-01', '…'` },
  values: { documentation: 'Offers what an endpoint of the connector lists, by value and label.', argument: 'endpoint, id, name' },
};
