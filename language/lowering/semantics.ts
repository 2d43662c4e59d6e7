import type { Expression, NameReference, Parameter, Type as TypeNode } from '../generated/ast.ts';
import type { NamedSymbol } from '../references/symbol.ts';
import type { Type } from '../types/type.ts';

/** What lowering asks the checker. Everything is known already where the nodes are free of errors. */
export interface Semantics {
  typeOf(node: Expression): Type;
  /** What the place of an expression wants: a parameter, a field of a typed map, an item of an array. */
  expected(node: Expression): Type | undefined;
  resolve(node: NameReference): NamedSymbol | undefined;
  declared(node: TypeNode): Type;
  /** The type of a parameter, without null where it is optional. */
  parameter(node: Parameter): Type;
  /** The names of the parameters of a built-in function, in order; `on` is absent for a global one. */
  builtinParameters(name: string, on: string | undefined): readonly string[] | undefined;
}
