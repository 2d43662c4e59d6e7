import { AstUtils } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { ast, type FieldType, membersOf, nonNull, type Type, typeText } from '#language';
import { valueFor } from '../code-actions/value-for.ts';
import { keyText } from '../written-names.ts';
import { callAround, parametersOf } from './arguments.ts';
import { type Proposal, ranks } from './items.ts';
import type { Place } from './place.ts';

/** Everything that an object or a call still lacks, as one proposal: what the record has by those names, otherwise values to be replaced. */
export function missingEntries(place: Place): Proposal[] {
  const { node, semantics, slots, token } = place;
  if (token.kind === 'text') return [];
  if (slots.has('key')) {
    const object = AstUtils.getContainerOfType(node, ast.isObjectLiteral);
    const shape = object && shapeOf(semantics.types.expectedType(object));
    if (object === undefined || shape === undefined || object.entries.some(ast.isSpreadEntry)) return [];
    const given = new Set(object.entries.flatMap((entry) => (ast.isSpreadEntry(entry) || entry === node ? [] : [entry.key])));
    const missing = required(shape).filter((field) => !given.has(field.name));
    const lines = place.firstOnLine && place.client.keepsLines ? `,\n${indentOf(place)}` : ', ';
    return together('fields', missing.map((field) => ({ name: field.name, key: keyText(field.name), value: valueFor(field.name, field.type, object, semantics) })), lines);
  }
  const call = callAround(place);
  if (!slots.has('argument-name') || call === undefined || call.args.some((one) => one.$cstNode !== undefined && one !== AstUtils.getContainerOfType(node, ast.isArgument))) return [];
  const missing = parametersOf(call, semantics).filter((one) => !one.optional && one.name !== '');
  return together('arguments', missing.map((one) => ({ name: one.name, key: one.name, value: valueFor(one.name, one.type, call, semantics) })), ', ');
}

interface Entry { name: string; key: string; value: string }

function together(what: string, entries: readonly Entry[], separator: string): Proposal[] {
  if (entries.length < 2) return [];
  return [{
    label: `${entries.length} missing ${what}`, detail: entries.map(({ name }) => name).join(', '), kind: CompletionItemKind.Snippet, rank: ranks.wanted, filterText: `missing ${what}`,
    insert: entries.map(({ key, value }) => `${key}: ${value}`).join(separator), snippet: entries.map(({ key, value }, index) => `${snippetText(key)}: ${stop(index + 1, value)}`).join(separator),
  }];
}

/** An object with all that it must have, where one is wanted: `map sale: input erp.SalesOrder = `. */
export function wholeObject(place: Place): Proposal[] {
  const { wanted, slots, semantics, node, token, client } = place;
  const shape = wanted === undefined || !slots.has('value') || token.kind === 'text' ? undefined : shapeOf(wanted);
  const fields = shape === undefined ? [] : required(shape);
  if (shape === undefined || fields.length === 0) return [];
  const entries = fields.map((field) => ({ key: keyText(field.name), value: valueFor(field.name, field.type, node, semantics) }));
  const inner = `${indentOf(place)}  `;
  const [open, between, close] = client.keepsLines && entries.length > 1 ? [`{\n${inner}`, `,\n${inner}`, `\n${indentOf(place)}}`] : ['{ ', ', ', ' }'];
  return [{
    // A step that binds an object writes it out; elsewhere a name for it is the more likely.
    label: '{…}', detail: typeText(shape), kind: CompletionItemKind.Snippet, rank: ast.isMapStep(node.$container) || ast.isLetStep(node.$container) ? ranks.wanted : ranks.word, filterText: `{ ${fields.map(({ name }) => name).join(' ')}`, documentation: fields.map(({ name }) => name).join(', '),
    insert: open + entries.map(({ key, value }) => `${key}: ${value}`).join(between) + close,
    snippet: `${open}${entries.map(({ key, value }, index) => `${snippetText(key)}: ${stop(index + 1, value)}`).join(between)}${snippetText(close)}`,
  }];
}

/** The one object that a type is, apart from null. */
function shapeOf(type: Type | undefined): Extract<Type, { kind: 'object' }> | undefined {
  const shapes = type === undefined ? [] : membersOf(nonNull(type));
  const [shape] = shapes;
  return shapes.length === 1 && shape?.kind === 'object' ? shape : undefined;
}

const required = (shape: Extract<Type, { kind: 'object' }>): FieldType[] => [...shape.fields.values()].filter((field) => !field.optional);

function indentOf({ document, token }: Place): string {
  const text = document.textDocument.getText();
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', token.start - 1) + 1, token.start))![0];
}

/** Signs that mean something in a snippet. */
const snippetText = (text: string): string => text.replaceAll(/[\\$}]/g, String.raw`\$&`);
const stop = (index: number, value: string): string => `\${${index}:${snippetText(value)}}`;

