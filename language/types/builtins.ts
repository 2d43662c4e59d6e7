import type { Builtin, TypeName } from '#plan';
import type { NamedSymbol } from '../references/symbol.ts';
import { type Signature, signatureOf } from './signature.ts';
import { membersOf, nonNull, type Type } from './type.ts';

export interface Builtins {
  /** Global functions as symbols, for scopes. */
  symbols: Map<string, NamedSymbol>;
  global(name: string): Signature | undefined;
  /** The method of that name on a type; on `any`, what every method of the name has in common. */
  method(type: Type, name: string): { signature: Signature; on: TypeName } | undefined;
  /** All methods of a type, its own first, then those of every value. */
  methods(type: Type): Signature[];
  /** The methods of one kind of value, by name. */
  on(name: TypeName): ReadonlyMap<string, Signature>;
}

/** The catalogue of built-in functions by what they stand on. */
export function createBuiltins(catalogue: readonly Builtin[]): Builtins {
  const globals = new Map<string, Signature>();
  const methods = new Map<TypeName, Map<string, Signature>>();
  const byName = new Map<string, Signature[]>();
  for (const builtin of catalogue) {
    const signature = signatureOf(builtin);
    if (builtin.on === undefined) { globals.set(builtin.name, signature); continue; }
    const own = methods.get(builtin.on) ?? new Map<string, Signature>();
    methods.set(builtin.on, own.set(builtin.name, signature));
    byName.set(builtin.name, [...(byName.get(builtin.name) ?? []), signature]);
  }
  const of = (name: TypeName): ReadonlyMap<string, Signature> => methods.get(name) ?? new Map();

  return {
    symbols: new Map([...globals].map(([name, signature]) => [name, { kind: 'builtin', name, builtin: signature.builtin }])),
    global: (name) => globals.get(name),
    on: of,
    method(type, name) {
      const on = typeNameOf(type);
      const own = of(on).get(name) ?? of('any').get(name);
      if (own !== undefined) return { signature: own, on: own.builtin.on ?? on };
      if (on !== 'any') return undefined;
      const [first, ...rest] = byName.get(name) ?? [];
      return first && { signature: rest.length === 0 ? first : common(first, rest), on: 'any' };
    },
    methods(type) {
      const on = typeNameOf(type);
      if (on === 'any') return [...new Map([...byName].map(([name, list]) => [name, list[0]!])).values()];
      return [...of(on).values(), ...[...of('any').values()].filter((one) => !of(on).has(one.builtin.name))];
    },
  };
}

/** Several methods of one name: only what they agree on is known. */
function common(first: Signature, rest: Signature[]): Signature {
  const returns = rest.every((one) => one.builtin.returns === first.builtin.returns) ? first.returns : ({ kind: 'any' } as const);
  return { kind: 'function', builtin: first.builtin, parameters: first.parameters.map((one) => ({ ...one, optional: true })), returns };
}

/** What methods of a value of that type stand on; `any` where its members differ. Null is left out. */
export function typeNameOf(type: Type): TypeName {
  const names = new Set(membersOf(type.kind === 'null' ? type : nonNull(type)).map(nameOfOne));
  if (names.size === 1) return [...names][0]!;
  // Whole numbers, decimals and doubles share their methods.
  const numeric = [...names].every((name) => name === 'integer' || name === 'decimal' || name === 'number');
  return names.size > 1 && numeric ? (names.has('number') ? 'number' : 'decimal') : 'any';
}

function nameOfOne(type: Type): TypeName {
  switch (type.kind) {
    case 'scalar': return type.name;
    case 'literal': return type.of;
    case 'array': return 'array';
    case 'map': case 'object': return 'object';
    case 'null': return 'null';
    default: return 'any';
  }
}
