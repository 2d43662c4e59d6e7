import type { AstNode } from 'langium';
import { isAssignable, isNullable, membersOf, type NamedSymbol, nonNull, type scalarOf, type Semantics, type Type, typeText } from '#language';
import { isName, keyText } from '../written-names.ts';
import { conversion } from './conversions.ts';

/** What holds values that a field may be filled from. */
const holders: ReadonlySet<NamedSymbol['kind']> = new Set(['step', 'local', 'parameter', 'input', 'variable', 'setting']);
const deepest = 3;

/** A value at a place, as it is written, and its type. */
interface Candidate { text: string; type: Type }

/**
 * An expression for a field or parameter that is missing: what has its name among the records that are known there, converted where the
 * types differ in spelling only, otherwise a value of its type to be replaced.
 */
export function valueFor(name: string, wanted: Type, at: AstNode, semantics: Semantics): string {
  for (const candidate of candidates(name, at, semantics)) {
    const text = fitting(candidate, name, wanted);
    if (text !== undefined) return text;
  }
  return placeholder(wanted);
}

/** `order.total`, `total`, and `account.id` for `accountId`; nearest first. An `id` is another one in another system. */
function* candidates(name: string, at: AstNode, semantics: Semantics): Iterable<Candidate> {
  const meant = plain(name);
  for (const symbol of semantics.symbolsAt(at)) {
    if (!holders.has(symbol.kind)) continue;
    const type = semantics.types.typeOfSymbol(symbol, at);
    if (plain(symbol.name) === meant) yield { text: symbol.name, type };
    yield* fieldsNamed({ text: symbol.name, type }, meant, plain(symbol.name), 0);
  }
}

function* fieldsNamed(owner: Candidate, meant: string, path: string, depth: number): Iterable<Candidate> {
  const object = nonNull(owner.type);
  if (object.kind !== 'object') return;
  for (const field of object.fields.values()) {
    if (!isName(field.name)) continue;
    const own = plain(field.name);
    const mayBeNull = isNullable(owner.type);
    const type: Type = field.optional || mayBeNull ? { kind: 'union', members: [...membersOf(field.type), { kind: 'null' }] } : field.type;
    const value = { text: `${owner.text}${mayBeNull ? '?.' : '.'}${field.name}`, type };
    if ((depth === 0 && own === meant && own !== 'id') || `${path}${own}` === meant) yield value;
    else if (depth === 0 && meant.startsWith(own)) yield* fieldsNamed(value, meant, own, 1);
  }
}

function fitting({ text, type }: Candidate, name: string, wanted: Type): string | undefined {
  if (isAssignable(type, wanted)) return text;
  const value = nonNull(type);
  const rejected = isNullable(type) && !isNullable(wanted) ? ` ?? reject "no ${name}"` : '';
  if (isAssignable(value, wanted)) return `${text}${rejected}`;
  const call = conversion(value, wanted);
  return call === undefined ? undefined : `${text}${isNullable(type) ? '?' : ''}${call}${rejected}`;
}

const values: Partial<Record<NonNullable<ReturnType<typeof scalarOf>>, string>> = {
  string: "''", integer: '0', decimal: '0', number: '0', boolean: 'false', date: 'today()', datetime: 'now()', duration: '30s', bytes: "''.bytes()",
};

/** A value of a type, for a person to replace. */
export function placeholder(wanted: Type, depth = 0): string {
  const type = membersOf(wanted).find((member) => member.kind !== 'null') ?? wanted;
  switch (type.kind) {
    case 'scalar': return values[type.name] ?? 'null';
    case 'literal': return typeText(type);
    case 'array': return '[]';
    case 'map': return '{}';
    case 'object': {
      const needed = depth >= deepest ? [] : [...type.fields.values()].filter((field) => !field.optional);
      return needed.length === 0 ? '{}' : `{ ${needed.map((field) => `${keyText(field.name)}: ${placeholder(field.type, depth + 1)}`).join(', ')} }`;
    }
    default: return 'null';
  }
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '');
}
