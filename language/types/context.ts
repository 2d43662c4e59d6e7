import type { AstNode } from 'langium';
import type { Argument, Call, Endpoint, Expression, FunctionDeclaration, IndexAccess, MemberAccess, RunStep, Use } from '../generated/ast.ts';
import type { Scopes } from '../references/scopes.ts';
import type { NamedSymbol } from '../references/symbol.ts';
import type { TypeNames } from '../references/type-names.ts';
import type { WorkspaceIndex } from '../references/workspace-index.ts';
import type { Builtins } from './builtins.ts';
import type { DeclaredTypes } from './declared.ts';
import type { Signature } from './signature.ts';
import type { ParameterType, Type } from './type.ts';
import type { TypeName } from '#plan';

/** What the parts of inference share; each part is a file of functions over it. */
export interface TypeContext {
  index: WorkspaceIndex;
  scopes: Scopes;
  names: TypeNames;
  declared: DeclaredTypes;
  builtins: Builtins;
  /** The type of an expression where it stands. Never throws; what is unknown or wrong is `any`. */
  typeOf(expression: Expression | undefined): Type;
  /** What a name holds; `at` is the place of use, where that matters (`records`, `status`). Without narrowing. */
  typeOfSymbol(symbol: NamedSymbol, at?: AstNode): Type;
  /** The type that is wanted of an expression by what stands around it, where something is. */
  expected(expression: AstNode): Type | undefined;
  /** The type of a link of a chain (member, index, call) without the null that a `?.` before it brings. Narrowed. */
  chain(link: Expression): { type: Type; short: boolean };
  /** What is called, with its parameters and result for this call. */
  callTarget(call: Call): CallTarget | undefined;
}

/** What a call means. */
export type CallTarget = { parameters: ParameterType[]; returns: Type } & (
  /** Without `use` it is an endpoint of the connector that the call stands in. */
  | { kind: 'endpoint'; endpoint: Endpoint; use?: Use }
  | { kind: 'function'; function: FunctionDeclaration }
  | { kind: 'method'; signature: Signature; on: TypeName; of: Expression }
  | { kind: 'global'; signature: Signature }
  | { kind: 'table' | 'cache'; name: string; of: Expression }
);

/** One argument of a call with the parameter that takes it. */
export interface PairedArgument { argument: Argument; parameter: ParameterType | undefined }

/** Arguments with their parameters: named ones by name, the others in order. */
export function pairArguments(parameters: readonly ParameterType[], call: Call | RunStep): PairedArgument[] {
  let position = 0;
  return call.args.map((argument) => ({
    argument,
    parameter: argument.name === undefined ? parameters[position++] : parameters.find((one) => one.name === argument.name),
  }));
}

/** A part of a chain `a?.b.c[0]()`: its target, and whether it stops at null. */
export type ChainLink = MemberAccess | IndexAccess | Call;

/** The expression that a link of a chain works on, or undefined where it is none. */
export function chainTarget(expression: Expression): Expression | undefined {
  switch (expression.$type) {
    case 'MemberAccess': case 'IndexAccess': return expression.target;
    case 'Call': return expression.callee;
    default: return undefined;
  }
}
