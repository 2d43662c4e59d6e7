import { isName, keyText } from './written-names.ts';
import { emptyShape, mergedShape, mostFields, type ObjectShape, type Shape } from './shape.ts';

/** One entity that is declared: a line each for its fields. */
export interface MadeEntity { name: string; open: boolean; fields: string[] }

/** Nested objects beyond these are left open: nobody reads so many. */
const mostEntities = 100;

/** Characters of all fields together: a file that a person can still read, and that is checked with each key. */
const longestText = 200_000;

interface Making { made: MadeEntity[]; taken: Set<string>; /** By what it is made of, an entity that is there already. */ known: Map<string, string>; /** Characters that may still be written. */ left: number; leftOut: Set<string> }

/**
 * Entities for an object and those in it, the outermost first. `taken`: names that others have. What was absent in some object, or null, is optional; of
 * what was never seen nothing is said. `leftOut`: what an entity that is open for it does not declare, in words.
 */
export function entitiesOf(object: ObjectShape, name: string, taken: Iterable<string>): { entities: MadeEntity[]; leftOut: string[] } {
  const making: Making = { made: [], taken: new Set([...taken, name]), known: new Map(), left: longestText, leftOut: new Set() };
  declare(object, name, true, making);
  return { entities: making.made, leftOut: [...making.leftOut] };
}

function declare(object: ObjectShape, name: string, isRoot: boolean, making: Making): MadeEntity {
  const entity: MadeEntity = { name, open: object.more, fields: [] };
  making.made.push(entity);
  if (object.fields.size >= mostFields && object.more) making.leftOut.add(`what an object has beyond ${mostFields} fields`);
  for (const [field, { shape, count }] of object.fields) {
    if (making.left <= 0) {
      entity.open = true;
      making.leftOut.add(`what goes beyond ${longestText / 1000} kB of declarations`);
      break;
    }
    const written = fieldText(field);
    // A name that cannot be written is one of those that nobody declared.
    if (written === undefined) { entity.open = true; continue; }
    const type = typeOf(shape, field, name, making);
    const isOptional = count < object.count || shape.null;
    const isKey = isRoot && field === 'id' && !isOptional && /^(?:integer|string)$/.test(type);
    const line = `${written}: ${isOptional ? optional(type) : type}${isKey ? ' @key' : ''}`;
    making.left -= line.length;
    entity.fields.push(line);
  }
  return entity;
}

/** `a | b?` is optional as a whole. */
const optional = (type: string): string => `${type}?`;

function typeOf(shape: Shape, field: string, owner: string, making: Making): string {
  if (shape.unseen) return 'any';
  const members: string[] = [];
  if (shape.text !== undefined) members.push(shape.text);
  if (shape.number !== undefined) members.push(shape.number);
  if (shape.boolean) members.push('boolean');
  if (shape.array !== undefined) members.push(arrayOf(shape.array, field, owner, making));
  if (shape.object !== undefined) members.push(objectType(shape.object, field, owner, making));
  if (members.includes('any') || members.length === 0) return 'any';
  return members.join(' | ');
}

function arrayOf(elements: Shape, field: string, owner: string, making: Making): string {
  const type = typeOf(elements, singular(field), owner, making);
  if (type === 'any') return 'any[]';
  const inner = type.includes(' | ') ? `(${type})` : type;
  return `${inner}${elements.null ? '?' : ''}[]`;
}

function objectType(object: ObjectShape, field: string, owner: string, making: Making): string {
  if (object.fields.size === 0) return object.more ? 'any' : '{ [string]: any }';
  if (isMap(object)) {
    const all = [...object.fields.values()].reduce((shape, member) => mergedShape(shape, member.shape), emptyShape());
    const type = typeOf(all, singular(field), owner, making);
    return `{ [string]: ${all.null && type !== 'any' ? optional(type) : type} }`;
  }
  if (making.made.length >= mostEntities) {
    making.leftOut.add(`objects beyond the first ${mostEntities}`);
    return 'any';
  }
  return nested(object, singular(field), owner, making);
}

/** Keys that are ids or days and not names: an object for each of them, of whatever they are. */
function isMap(object: ObjectShape): boolean {
  const keys = [...object.fields.keys()];
  return keys.every((key) => /^\d+$/.test(key) || /^\d{4}-\d{2}-\d{2}$/.test(key) || /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key));
}

/** An entity named after the field; the one that is there where that is made of the same, and is named alike. */
function nested(object: ObjectShape, field: string, owner: string, making: Making): string {
  const own = pascal(field);
  const first = making.made.length;
  const before = new Set(making.taken);
  const { left } = making;
  const name = freeName(own === '' ? `${owner}Part` : own, owner, making.taken);
  making.taken.add(name);
  const entity = declare(object, name, false, making);
  const content = JSON.stringify([own.replace(/^.*(?=[A-Z][a-z0-9]*$)/, ''), entity.open, entity.fields]);
  const known = making.known.get(content);
  if (known !== undefined) {
    making.made.length = first;
    making.taken = before;
    making.left = left;
    return known;
  }
  making.known.set(content, name);
  return name;
}

function freeName(wanted: string, owner: string, taken: ReadonlySet<string>): string {
  for (const name of [wanted, owner + wanted]) if (!taken.has(name)) return name;
  for (let index = 2; ; index++) if (!taken.has(owner + wanted + index)) return owner + wanted + index;
}

/** Letters that do not come apart into a plain one and a mark. */
const plainLetters: Readonly<Record<string, string>> = { 'ß': 'ss', 'æ': 'ae', 'ø': 'o', 'ł': 'l', 'đ': 'd' };

/** `line_items` → `LineItems`; nothing where no letter is left. */
export function pascal(text: string): string {
  const words = text.replaceAll(/[ßæøłđ]/gi, (sign) => plainLetters[sign.toLowerCase()]!).normalize('NFKD').replaceAll(/[\u0300-\u036F]/g, '').split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/).filter((word) => word !== '');
  const name = words.map((word) => word.charAt(0).toUpperCase() + (/^[A-Z0-9]+$/.test(word) && words.length > 1 ? word.slice(1).toLowerCase() : word.slice(1))).join('').replace(/^[0-9]+/, '');
  return name.slice(0, 60).replace(/^./, (first) => first.toUpperCase());
}

const uncountable = /(?:series|species|news|status|address|access|process|business|class|basis|analysis|bus|gas|plus|bonus|canvas|campus|virus|lens|tax)$/i;

/** What one element of a list is called. */
export function singular(name: string): string {
  if (/(?:addresses|processes|businesses|classes|statuses|taxes|boxes|batches|branches|matches|buses|bonuses|dishes|wishes)$/i.test(name)) return name.slice(0, -2);
  if (uncountable.test(name)) return name;
  if (/[^aeiou]ies$/i.test(name) && name.length > 4) return name.slice(0, -3) + (name.endsWith('S') ? 'Y' : 'y');
  return /[^s]s$/i.test(name) && name.length > 2 ? name.slice(0, -1) : name;
}

/** A field's name as it is written; undefined for one that no text of the language can say: half of a surrogate pair. */
function fieldText(name: string): string | undefined {
  if (isName(name) && !/^(?:true|false|null)$/.test(name)) return name;
  if (!name.isWellFormed()) return undefined;
  // What cannot be seen is written by its code, so that a text reads as it is.
  return keyText(name === 'true' || name === 'false' || name === 'null' ? `${name} ` : name).replace(/^'(true|false|null) '$/, "'$1'").replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, (sign) => `\\u{${sign.codePointAt(0)!.toString(16).toUpperCase()}}`);
}
