import type { AstNode } from 'langium';
import type { Call, Entity, Expression, Field, IndexAccess, MemberAccess, Parameter, Type as TypeNode } from '../generated/ast.ts';
import type { Scopes } from '../references/scopes.ts';
import { type NamedSymbol } from '../references/symbol.ts';
import type { TypeNames } from '../references/type-names.ts';
import type { WorkspaceIndex } from '../references/workspace-index.ts';
import type { Builtins } from './builtins.ts';
import { findTarget } from './calls.ts';
import type { CallTarget, TypeContext } from './context.ts';
import { type Conversion, conversions, usedType } from './conversion.ts';
import type { DeclaredTypes } from './declared.ts';
import { expectedType } from './expected.ts';
import { inferLink, inferType } from './infer.ts';
import { mayFailOnNull, memberOf } from './members.ts';
import { symbolType } from './symbol-types.ts';
import { any, type Derivation, type FieldType, type ObjectType, type Type } from './type.ts';

/** Types of everything, made when asked for and kept as long as no file of the workspace changes. */
export interface Types {
  /** The type of an expression where it stands, narrowed by conditions. What is unknown or wrong is `any`; never throws. */
  typeOf(expression: Expression | undefined): Type;
  /** What a name holds, before narrowing. `at` is where it is used. */
  typeOfSymbol(symbol: NamedSymbol, at?: AstNode): Type;
  /** The type that a type expression says; `any` where a name is unknown. */
  declaredType(node: TypeNode | undefined): Type;
  /** A field or parameter as declared. */
  fieldType(node: Field | Parameter): FieldType;
  /** An entity as an object, named as at `from`. */
  entityType(entity: Entity, derived?: Derivation, from?: AstNode): ObjectType;
  /** What is wanted of an expression by what stands around it. */
  expectedType(expression: AstNode): Type | undefined;
  /** What a call means, with parameters and result; undefined where the callee is unknown. */
  callTarget(call: Call): CallTarget | undefined;
  /** `value.name` without calls: a field, an endpoint of an alias, `length`; undefined where there is none. */
  memberOf(type: Type, name: string): Type | undefined;
  /** Whether the target of a `.` or `[` may be null without a `?.`. */
  mayFailOnNull(access: MemberAccess | IndexAccess): boolean;
  /** What lowering must do with an expression's value to have it as `expected`, in order; usually nothing. */
  conversionsFor(expression: Expression, expected: Type): Conversion[];
  /** The same where an operator or a method uses the value. */
  conversionsForUse(expression: Expression): Conversion[];
  /** For the other files of the type system and those that look up names by type. */
  readonly context: TypeContext;
}

/** The type system over an index. */
export function createTypes(index: WorkspaceIndex, scopes: Scopes, names: TypeNames, declared: DeclaredTypes, builtins: Builtins): Types {
  let generation = -1;
  let slots = new WeakMap<AstNode, Slot>();

  function refresh(): void {
    if (generation === index.generation) return;
    generation = index.generation;
    slots = new WeakMap();
  }

  /** What was made for a node before, or is made now; `circle` where it is being made already: whoever comes by again goes in a circle. */
  function once<K extends keyof Slot>(node: AstNode, key: K, circle: Slot[K] & object, make: () => Slot[K] & object): Slot[K] & object {
    refresh();
    let slot = slots.get(node);
    if (slot === undefined) slots.set(node, slot = { type: undefined, link: undefined, symbol: undefined, wanted: undefined, target: undefined });
    const before = slot[key];
    if (before === making) return circle;
    if (before !== undefined) return before;
    (slot as Record<K, unknown>)[key] = making;
    try {
      return slot[key] = make();
    } finally {
      if (slot[key] === making) slot[key] = undefined as Slot[K];
    }
  }

  const context: TypeContext = {
    index, scopes, names, declared, builtins,
    typeOf(expression) {
      if (expression === undefined) return any;
      return once(expression, 'type', any, () => inferType(expression, context));
    },
    typeOfSymbol(symbol, at) {
      const node = symbol.node;
      if (node === undefined || symbol.others !== undefined || symbol.nullable) return symbolType(symbol, at, context);
      return once(node, 'symbol', any, () => symbolType(symbol, at, context));
    },
    expected(expression) {
      return once(expression, 'wanted', { type: undefined }, () => ({ type: expectedType(expression, context) })).type;
    },
    chain(link) {
      return once(link, 'link', { type: any, short: false }, () => inferLink(link, context));
    },
    callTarget(call) {
      return once(call, 'target', { target: undefined }, () => ({ target: findTarget(call, context) })).target;
    },
  };

  return {
    context,
    typeOf: context.typeOf,
    typeOfSymbol: context.typeOfSymbol,
    declaredType: (node) => declared.of(node),
    fieldType: (node) => declared.ofField(node),
    entityType: (entity, derived, from) => declared.entity(entity, derived, from),
    expectedType: context.expected,
    callTarget: context.callTarget,
    memberOf: (type, name) => memberOf(type, name, context),
    mayFailOnNull: (access) => mayFailOnNull(access, context),
    conversionsFor: (expression, expected) => conversions(context.typeOf(expression), expected),
    conversionsForUse: (expression) => { const type = context.typeOf(expression); return conversions(type, usedType(type)); },
  };
}

/** What was worked out for a node. One look for all of it: there are hundreds of thousands of them. */
interface Slot {
  type: Type | undefined;
  link: { type: Type; short: boolean } | undefined;
  symbol: Type | undefined;
  wanted: { type: Type | undefined } | undefined;
  target: { target: CallTarget | undefined } | undefined;
}

/** Stands in a slot while its value is made. */
const making: unknown = {};
