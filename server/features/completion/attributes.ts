import { AstUtils } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { ast } from '#language';
import { type Proposal, ranks } from './items.ts';
import type { Place } from './place.ts';

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

/** Attributes after a field's type or default that it does not have yet. */
export function attributeNames({ slots, node, token, firstOnLine }: Place): Proposal[] {
  if (!slots.has('attribute') || (token.kind !== 'attribute' && (firstOnLine || slots.has('qualified-name')))) return [];
  const owner = AstUtils.getContainerOfType(node, (one): one is ast.Field | ast.Parameter => ast.isField(one) || ast.isParameter(one));
  const taken = new Set(owner?.attributes.map((one) => one.name));
  return Object.entries(attributes).filter(([name]) => !taken.has(name)).map(([name, about]) => ({
    label: `@${name}`, kind: CompletionItemKind.Property, detail: about?.argument === undefined ? 'attribute' : `(${about.argument})`, documentation: about?.documentation ?? '',
    rank: token.kind === 'attribute' ? ranks.wanted : ranks.type, insert: about?.argument === undefined ? `@${name}` : `@${name}(${about.argument})`,
  }));
}
