import type { Expr } from './expression.ts';

/** Where something stands in the sources: file (index into `Plan.files`), line, column, end line, end column; all from 1. Never hashed. */
export type At = [file: number, line: number, column: number, endLine: number, endColumn: number];

/** The scalar types of LANGUAGE.md section 1. */
export type Scalar = 'string' | 'integer' | 'decimal' | 'number' | 'boolean' | 'date' | 'datetime' | 'duration' | 'bytes';

/** What a built-in method stands on: a scalar, a structure, or `any` where only the run can tell. */
export type TypeName = Scalar | 'array' | 'object' | 'null' | 'any';

/** A type as the run needs it: to convert inputs and settings, and to report a value that is not as declared. */
export type Type =
  | { kind: 'any' }
  | { kind: 'null' }
  | { kind: 'scalar'; name: Scalar; format?: Format }
  | { kind: 'literal'; of: 'string' | 'integer' | 'decimal' | 'boolean'; text: string }
  | { kind: 'union'; members: Type[] }
  | { kind: 'array'; of: Type }
  | { kind: 'map'; of: Type }
  | { kind: 'object'; fields: Field[]; open: boolean }
  | { kind: 'named'; id: string };

/** How a field spells a date, a datetime or a boolean: the arguments of `@format`. */
export interface Format {
  /** A CLDR date pattern, `epoch`, `epochMillis`, `/Date(ms)/`; the text for true where it is a boolean. */
  pattern: string;
  /** The text for false. */
  whenFalse?: string;
  /** An IANA time zone, for texts that carry none. */
  zone?: string;
}

/** A field of an entity, a setting, a secret, an input or a parameter. */
export interface Field {
  name: string;
  type: Type;
  /** Absent and null are both allowed, or a default stands in. */
  optional: boolean;
  default?: Expr;
  /** Patterns and bounds that a value from outside must keep. */
  pattern?: string;
  min?: string;
  max?: string;
  maxLength?: number;
  at: At;
}
