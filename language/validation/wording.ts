import type { AstNode } from 'langium';
import { writtenText } from '../references/walk.ts';
import type { Semantics } from '../types/semantics.ts';
import { type FieldType, membersOf, nonNull, scalarOf, type Type } from '../types/type.ts';
import { typeText } from '../types/text.ts';
import { nearest } from './suggestion.ts';

const longest = 40;

/** Of a list of literals; what is meant of a longer one is a suggestion's to say. */
const mostListed = 50;

/** An expression as it is written, in backticks; of a long one its end, `….first()`, or "this value". */
export function quoted(node: AstNode | undefined): string {
  const text = writtenText(node);
  if (text !== undefined && isShort(text)) return `\`${text}\``;
  const end = lastLink(node);
  return end === undefined || !isShort(end) ? 'this value' : `\`…${end}\``;
}

function isShort(text: string): boolean {
  return text.length <= longest && !/[\r\n`]/.test(text);
}

/** The last member of a chain, with its arguments where they are short: `.first()`. */
function lastLink(node: AstNode | undefined): string | undefined {
  const link = node as { $type?: string; member?: string; callee?: AstNode; args?: AstNode[] } | undefined;
  if (link?.$type === 'MemberAccess' && link.member !== undefined) return `.${link.member}`;
  if (link?.$type !== 'Call' || link.callee?.$type !== 'MemberAccess') return undefined;
  const name = lastLink(link.callee);
  const args = (link.args ?? []).map((one) => writtenText(one) ?? '…').join(', ');
  return name === undefined ? undefined : `${name}(${args.length > 15 || /[\r\n`]/.test(args) ? '…' : args})`;
}

/** "`total` is decimal", and of what is written out "`12` is an integer". */
export function described(node: AstNode | undefined, type: Type, semantics: Semantics): string {
  return `${quoted(node)} is ${type.kind === 'literal' && isLiteral(node) ? `${type.of === 'integer' ? 'an' : 'a'} ${type.of}` : node === undefined ? typeText(type) : typeTextAt(type, node, semantics)}`;
}

const literalNodes: ReadonlySet<string> = new Set(['StringLiteral', 'IntegerLiteral', 'DecimalLiteral', 'BooleanLiteral', 'UnaryExpression']);

/** Whether a value is written out. */
export function isLiteral(node: AstNode | undefined): boolean {
  return node !== undefined && literalNodes.has(node.$type);
}

/** An expression as it is written, for a piece of code that is advised; `…` where it is long. */
export function shortText(node: AstNode): string {
  const text = writtenText(node) ?? '…';
  return text.length > 30 || text.includes('\n') ? '…' : text;
}

/** A type as it is written at a place: an entity of another connector by its whole name. */
export function typeTextAt(type: Type, at: AstNode, semantics: Semantics): string {
  return typeText(namedAt(type, at, semantics));
}

function namedAt(type: Type, at: AstNode, semantics: Semantics): Type {
  switch (type.kind) {
    // Made anew without a look at its fields, which are made when they are asked for.
    case 'object': return type.entity === undefined ? type : { kind: 'object', entity: type.entity, open: type.open, fields: noFields, name: semantics.names.qualified(type.entity, at), ...(type.derived !== undefined && { derived: type.derived }) };
    case 'array': return { ...type, of: namedAt(type.of, at, semantics) };
    case 'union': return { kind: 'union', members: type.members.map((member) => namedAt(member, at, semantics)) };
    default: return type;
  }
}

const noFields: ReadonlyMap<string, FieldType> = new Map();

/** The first letter as a capital, but for code. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "a decimal", "one of 'a' | 'b'": what is needed, in words. */
export function needed(type: Type, at: AstNode, semantics: Semantics): string {
  if (type.kind === 'union' && type.members.every((member) => member.kind === 'literal' || member.kind === 'null')) return `one of ${typeText(type.members.length > mostListed ? { kind: 'union', members: type.members.slice(0, mostListed) } : type)}${type.members.length > mostListed ? ` | … (${type.members.length})` : ''}`;
  if (scalarOf(type) === 'duration') return 'a duration such as `30s`';
  return typeTextAt(type, at, semantics);
}

/** `a`, `b` and `c`. */
export function listed(names: readonly string[]): string {
  const marked = names.map((name) => `\`${name}\``);
  return marked.length < 2 ? marked.join('') : `${marked.slice(0, -1).join(', ')} and ${marked.at(-1)!}`;
}

/** How a value of one type becomes another, as a sentence with a blank before it; nothing where there is no usual way. */
export function conversionAdvice(from: Type, to: Type): string {
  const source = scalarOf(nonNull(from));
  const target = onlyScalar(to);
  if (source === undefined || target === undefined) return '';
  if (target === 'duration' && (source === 'integer' || source === 'decimal')) return ' Write the unit: `30s`, `15m`, `2h`.';
  const method = methods[`${source} ${target}`];
  return method === undefined ? '' : ` Write ${method}.`;
}

/** What `'payed'` most likely means where texts are to choose from. */
export function literalAdvice(from: Type, to: Type): string {
  if (from.kind !== 'literal' || from.of !== 'string') return '';
  const texts = membersOf(to).flatMap((member) => (member.kind === 'literal' && member.of === 'string' ? [member.text] : []));
  const meant = nearest(from.text, texts);
  return meant === undefined ? '' : ` Did you mean '${meant}'?`;
}

/** How a literal is spelled that is of the wrong type, as a sentence with a blank before it: a value that is written out needs no function. */
export function spellingAdvice(from: Type, to: Type): string {
  const members = membersOf(nonNull(to));
  if (members.length > 0 && members.every((member) => member.kind === 'literal')) return from.kind === 'literal' ? ` Write ${from.of === 'string' || members.length > 12 ? 'one of them' : listedTexts(members.map((member) => typeText(member)))}.` : ' A value of another type becomes one of them with `match`.';
  if (from.kind !== 'literal') return '';
  switch (onlyScalar(to)) {
    case 'string': return ` Write it in quotes: \`'${from.text}'\`.`;
    case 'integer': return from.of === 'string' && /^-?\d+$/.test(from.text) ? ` Write it without quotes: \`${from.text}\`.` : ' Write a whole number such as `12`.';
    case 'decimal': case 'number': return from.of === 'string' && /^-?\d+(?:\.\d+)?$/.test(from.text) ? ` Write it without quotes: \`${from.text}\`.` : ' Write a number such as `2.50`.';
    case 'boolean': return ' Write `true` or `false`.';
    default: return '';
  }
}

function listedTexts(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)!}`;
}

const text = ['integer', 'decimal', 'number', 'boolean', 'date', 'datetime'] as const;
const methods: Record<string, string> = {
  ...Object.fromEntries(text.map((name) => [`string ${name}`, `\`.${name}()\` after it`])),
  ...Object.fromEntries(['integer', 'decimal', 'number', 'boolean'].map((name) => [`${name} string`, '`.string()` after it'])),
  'date string': '`.iso()` or `.format(\'…\')` after it', 'datetime string': '`.iso()` or `.format(\'…\')` after it',
  'datetime date': '`.date()` after it', 'decimal integer': '`.round().integer()` after it', 'number integer': '`.round().integer()` after it', 'number decimal': '`.decimal()` after it',
  'string bytes': '`.bytes()` after it', 'bytes string': '`.hex()` or `.base64()` after it',
};

function onlyScalar(type: Type): string | undefined {
  const names = new Set(membersOf(nonNull(type)).map(scalarOf));
  return names.size === 1 ? [...names][0] : undefined;
}
