// What values of JSON look like, taken together: of many records, what each field was in any of them. Values themselves are not kept.

/** Everything that was seen at one place. */
export interface Shape {
  null: boolean;
  boolean: boolean;
  /** The narrowest type of all numbers. */
  number: 'integer' | 'decimal' | 'number' | undefined;
  /** The narrowest type of all texts. */
  text: 'date' | 'datetime' | 'string' | undefined;
  /** Of the elements of all arrays; one without elements has a shape in which nothing was seen. */
  array: Shape | undefined;
  object: ObjectShape | undefined;
  /** What lies too deep, or is too much, to be looked at. */
  unseen: boolean;
}

export interface ObjectShape { /** How many objects there were. */ count: number; fields: Map<string, Member>; /** There were more fields than are kept. */ more: boolean }

/** A field, and in how many of the objects it was. */
export interface Member { shape: Shape; count: number; /** The object, by its number, in which it was seen last. */ last: number }

/** A place at which nothing was seen yet. */
export function emptyShape(): Shape {
  return { null: false, boolean: false, number: undefined, text: undefined, array: undefined, object: undefined, unseen: false };
}

/** More fields than this are no record that somebody designed. */
export const mostFields = 500;

/** A longer name is none of a field: nobody could write it in a flow. In UTF-16 units. */
export const longestField = 200;

/** The place of a field in the object that is being read; undefined where there are too many, or its name is too long. */
export function fieldOf(object: ObjectShape, name: string): Shape | undefined {
  let member = object.fields.get(name);
  if (member === undefined) {
    if (object.fields.size >= mostFields || name.length > longestField) {
      object.more = true;
      return undefined;
    }
    object.fields.set(name, (member = { shape: emptyShape(), count: 0, last: 0 }));
  }
  // A name may stand twice in one object.
  if (member.last !== object.count) {
    member.count++;
    member.last = object.count;
  }
  return member.shape;
}

const numbers = ['integer', 'decimal', 'number'] as const;

/** A number as it is spelled: money is exact, what is given with an exponent is not. */
export function seeNumber(shape: Shape, image: string): void {
  const own = /[eE]/.test(image) ? 2 : image.includes('.') ? 1 : 0;
  shape.number = numbers[Math.max(own, numbers.indexOf(shape.number ?? 'integer'))]!;
}

const date = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const time = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)$/;

/** A text; a time without a zone stays one, for nobody says which zone is meant. */
export function seeText(shape: Shape, value: string): void {
  const own = date.test(value) && isDay(value) ? 'date' : time.test(value) && isDay(value) ? 'datetime' : 'string';
  shape.text = shape.text === undefined || shape.text === own ? own : 'string';
}

function isDay(value: string): boolean {
  const [year = 0, month = 0, day = 0] = value.slice(0, 10).split('-').map(Number);
  return year > 0 && new Date(Date.UTC(2000, month - 1, month === 2 && day === 29 && !isLeap(year) ? 40 : day)).getUTCMonth() === month - 1;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Two places as one. */
export function mergedShape(a: Shape, b: Shape): Shape {
  const number = numbers[Math.max(...[a, b].map((one) => (one.number === undefined ? -1 : numbers.indexOf(one.number))))];
  return {
    null: a.null || b.null, boolean: a.boolean || b.boolean, number, unseen: a.unseen || b.unseen,
    text: a.text === undefined || a.text === b.text ? b.text : b.text === undefined ? a.text : 'string',
    array: a.array === undefined ? b.array : b.array === undefined ? a.array : mergedShape(a.array, b.array),
    object: a.object === undefined ? b.object : b.object === undefined ? a.object : mergedObject(a.object, b.object),
  };
}

function mergedObject(a: ObjectShape, b: ObjectShape): ObjectShape {
  const fields = new Map<string, Member>();
  for (const name of new Set([...a.fields.keys(), ...b.fields.keys()])) {
    const [one, other] = [a.fields.get(name), b.fields.get(name)];
    fields.set(name, one === undefined || other === undefined ? (one ?? other)! : { shape: mergedShape(one.shape, other.shape), count: one.count + other.count, last: 0 });
  }
  return { count: a.count + b.count, fields, more: a.more || b.more };
}
