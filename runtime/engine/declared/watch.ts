import type { At, Type } from '#plan';
import { isPlain, type Value } from '../../expression/index.ts';
import { fitsLiteral, fitsScalar } from './fits-scalar.ts';
import { entityName } from './type-text.ts';

/** A value that is not what a field declares. Told once for each field of an entity. */
export interface Surprise {
  /** The entity in which the field stands; undefined where the endpoint itself declares it. */
  entity: string | undefined;
  /** From the entity: `total`, `customer.email`, `lines[]` for an element; empty where the record or result itself is meant. */
  path: string;
  type: Type;
  /** Null or absent is allowed. */
  optional: boolean;
  value: Value;
  at: At;
}

/** Looks at a value and what is in it. True where the value itself is of the type; what is wrong inside is told, or makes it false where nothing is to be told. */
type Look = (value: Value) => boolean;

interface Place { entity: string | undefined; path: string; at: At }

/** `tell` undefined: a mere test, as for the members of a union; `quiet` is that test, its own where it is one. */
interface Watch { types: Readonly<Record<string, Type>>; tell: ((surprise: Surprise) => void) | undefined; entities: Map<string, Look>; quiet: Watch | undefined }

/** Makes a look for a type, once a run: values are checked where they come in, so that it has to be quick. Undefined where any value will do. */
export function createWatch(types: Readonly<Record<string, Type>>, tell: (surprise: Surprise) => void): (type: Type, at: At) => ((value: Value) => void) | undefined {
  const watch: Watch = { types, tell, entities: new Map(), quiet: { types, tell: undefined, entities: new Map(), quiet: undefined } };
  return (type, at) => {
    const whole = slot({ entity: undefined, path: '', at }, type, false, watch);
    return whole && ((value) => void holds(whole, value));
  };
}

/** A place where a value of a type is expected. Its members are of one shape and read in a tight loop: this is where the time goes. */
interface Slot {
  readonly name: string;
  /** A value of this JavaScript type fits, which most are told by. */
  readonly plain: 'string' | 'number' | 'boolean' | undefined;
  /** The same for numbers without a fraction. */
  readonly whole: boolean;
  fits: Look;
  readonly optional: boolean;
  readonly nullable: boolean;
  /** What to do with a value that does not fit; the answer of the look in which it stands. */
  wrong(value: Value | undefined): boolean;
}

function slot(place: Place, type: Type, optional: boolean, watch: Watch, name = ''): Slot | undefined {
  const fits = look(type, place, watch);
  if (fits === undefined) return undefined;
  const { tell } = watch;
  let told = false;
  const made: Slot = {
    name, plain: plainType(type), whole: type.kind === 'scalar' && type.name === 'integer', fits, optional, nullable: optional || admitsNull(type),
    wrong(value) {
      if (tell === undefined) return false;
      if (told) return true;
      told = true;
      // What was told is not looked at again, but for what is inside of it.
      if (isLeaf(type)) made.fits = anything;
      tell({ ...place, type, optional, value });
      return true;
    },
  };
  return made;
}

const anything: Look = () => true;

function holds(one: Slot, value: Value | undefined): boolean {
  if (value === undefined ? one.optional : value === null ? one.nullable : one.fits(value)) return true;
  return one.wrong(value);
}

function plainType(type: Type): Slot['plain'] {
  if (type.kind !== 'scalar' || type.format !== undefined) return undefined;
  switch (type.name) {
    case 'string': case 'boolean': return type.name;
    case 'decimal': case 'number': return 'number';
    default: return undefined;
  }
}

function look(type: Type, place: Place, watch: Watch): Look | undefined {
  switch (type.kind) {
    case 'any': return undefined;
    case 'null': return (value) => value === null;
    case 'scalar': return fitsScalar(type);
    case 'literal': return fitsLiteral(type);
    case 'union': return union(type.members, place, watch);
    case 'array': return array(type.of, place, watch);
    case 'map': return map(type.of, place, watch);
    case 'object': return object(type, place, watch);
    case 'named': return named(type.id, watch);
    default: return type satisfies never;
  }
}

function union(members: readonly Type[], place: Place, watch: Watch): Look | undefined {
  const inner = members.filter((member) => !isLeaf(member));
  // Where only one member has something inside, that is what it was meant to be; of several, one has to fit as a whole.
  const quiet = inner.length === 1 ? watch : watch.quiet ?? watch;
  const looks = [...members.filter(isLeaf), ...inner].map((member) => look(member, place, isLeaf(member) ? watch : quiet));
  if (looks.includes(undefined)) return undefined;
  return (value) => {
    for (const fits of looks as Look[]) if (fits(value)) return true;
    return false;
  };
}

function array(of: Type, place: Place, watch: Watch): Look {
  const element = slot({ ...place, path: `${place.path}[]` }, of, false, watch);
  if (element === undefined) return Array.isArray;
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (const item of value as Value[]) if (!holds(element, item)) return false;
    return true;
  };
}

function map(of: Type, place: Place, watch: Watch): Look {
  const member = slot({ ...place, path: `${place.path}[…]` }, of, false, watch);
  return (value) => {
    if (!isObject(value)) return false;
    if (member !== undefined) for (const item of Object.values(value)) if (!holds(member, item)) return false;
    return true;
  };
}

function object({ fields }: Extract<Type, { kind: 'object' }>, place: Place, watch: Watch): Look {
  const prefix = place.path === '' ? '' : `${place.path}.`;
  const slots = fields
    .map((field) => slot({ entity: place.entity, path: prefix + field.name, at: field.at[1] === 0 ? place.at : field.at }, field.type, field.optional, watch, field.name))
    .filter((one) => one !== undefined);
  // A name that every object has, such as `constructor`, is read only where it is a member of its own.
  const inherited = slots.some(({ name }) => name in Object.prototype);
  return (value) => {
    if (!isObject(value)) return false;
    for (let index = 0; index < slots.length; index++) {
      const one = slots[index] as Slot;
      const member = inherited && !Object.hasOwn(value, one.name) ? undefined : value[one.name];
      const kind = typeof member;
      if (kind === one.plain || (one.whole && kind === 'number' && Number.isInteger(member))) continue;
      if (!holds(one, member)) return false;
    }
    return true;
  };
}

/** An entity is looked at alike wherever it occurs, and may hold itself. */
function named(id: string, watch: Watch): Look | undefined {
  const { types, entities } = watch;
  const known = entities.get(id);
  if (known !== undefined) return known;
  const type = types[id];
  if (type === undefined) return undefined;
  let made: Look | undefined;
  entities.set(id, (value) => made === undefined || made(value));
  const own = look(type, { entity: entityName(id), path: '', at: [0, 0, 0, 0, 0] }, watch);
  if (own === undefined) return undefined;
  made = watch.tell === undefined ? once(own) : own;
  entities.set(id, made);
  return made;
}

/** Entities in a union that hold that union again would be looked at twice as often with each level. */
function once(made: Look): Look {
  const known = new WeakMap<object, boolean>();
  return (value) => {
    if (typeof value !== 'object' || value === null) return made(value);
    let fits = known.get(value);
    if (fits === undefined) known.set(value, fits = made(value));
    return fits;
  };
}

function isObject(value: Value): value is Record<string, Value> {
  return typeof value === 'object' && value !== null && (Object.getPrototypeOf(value) === Object.prototype || isPlain(value));
}

function isLeaf(type: Type): boolean {
  return type.kind === 'scalar' || type.kind === 'literal' || type.kind === 'null' || type.kind === 'any' || (type.kind === 'union' && type.members.every(isLeaf));
}

function admitsNull(type: Type): boolean {
  if (type.kind === 'null' || type.kind === 'any') return true;
  return type.kind === 'union' && type.members.some((member) => admitsNull(member));
}
