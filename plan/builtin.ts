import type { TypeName } from './type.ts';

/**
 * One built-in function, as data: the checker, completion, the documentation and the evaluator's table all come from here. Types are
 * written as in the language, with type variables `T`, `U`, `K` and functions `(T) => U`.
 */
export interface Builtin {
  /** The type of the receiver; `any` for methods of every value, absent for a global function. */
  on?: TypeName;
  name: string;
  /** Read without parentheses (`length`). */
  property?: true;
  /** The receiver's own type, where its parts matter: `T[]`, `{ [string]: T }`. */
  receiver?: string;
  params: BuiltinParam[];
  returns: string;
  /** One or two sentences, Markdown. */
  documentation: string;
  example: { code: string; value: string };
}

export interface BuiltinParam {
  name: string;
  type: string;
  optional?: true;
}
