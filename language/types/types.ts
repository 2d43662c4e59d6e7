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
  let types = new WeakMap<AstNode, Type>();
  let links = new WeakMap<AstNode, { type: Type; short: boolean }>();
  let symbols = new WeakMap<AstNode, Type>();
  let wanted = new WeakMap<AstNode, { type: Type | undefined }>();
  let targets = new WeakMap<AstNode, { target: CallTarget | undefined }>();
  // What is being worked out: who comes by again goes in a circle, and finds `any`.
  let working = new Set<AstNode>();
  let workingSymbols = new Set<AstNode>();

  function refresh(): void {
    if (generation === index.generation) return;
    generation = index.generation;
    types = new WeakMap();
    links = new WeakMap();
    symbols = new WeakMap();
    wanted = new WeakMap();
    targets = new WeakMap();
    working = new Set();
    workingSymbols = new Set();
  }

  const linking = new Set<AstNode>();
  const wanting = new Set<AstNode>();
  const targeting = new Set<AstNode>();
  const context: TypeContext = {
    index, scopes, names, declared, builtins,
    typeOf(expression) {
      if (expression === undefined) return any;
      refresh();
      return once(expression, types, working, any, () => inferType(expression, context));
    },
    typeOfSymbol(symbol, at) {
      refresh();
      const node = symbol.node;
      if (node === undefined || symbol.others !== undefined || symbol.nullable) return symbolType(symbol, at, context);
      return once(node, symbols, workingSymbols, any, () => symbolType(symbol, at, context));
    },
    expected(expression) {
      refresh();
      return once(expression, wanted, wanting, { type: undefined }, () => ({ type: expectedType(expression, context) })).type;
    },
    chain(link) {
      refresh();
      return once(link, links, linking, { type: any, short: false }, () => inferLink(link, context));
    },
    callTarget(call) {
      refresh();
      return once(call, targets, targeting, { target: undefined }, () => ({ target: findTarget(call, context) })).target;
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

/** What was made for a node before, or is made now; `circle` where it is being made already. */
function once<T>(node: AstNode, known: WeakMap<AstNode, T>, running: Set<AstNode>, circle: T, make: () => T): T {
  const before = known.get(node);
  if (before !== undefined) return before;
  if (running.has(node)) return circle;
  running.add(node);
  try {
    const made = make();
    known.set(node, made);
    return made;
  } finally {
    running.delete(node);
  }
}
