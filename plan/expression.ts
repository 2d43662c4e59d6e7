import type { At, Format, Scalar, TypeName } from './type.ts';

/** Where a name is bound; each scope is a different store of values at run time. */
export type Scope =
  /** Bound by a step of the flow, for the record at hand; `each … as item` of a batch answer. */
  | 'record'
  /** A parameter of a lambda or of a function. */
  | 'local'
  | 'input' | 'setting' | 'secret'
  /** A parameter of the endpoint. */
  | 'param'
  /** `status header body request records record page offset`, in rules, selections and paging. */
  | 'response'
  /** `grant`: the answer that brought the token, with `grant.token`. */
  | 'grant'
  /** An alias of `use`: only `.name` can be read. */
  | 'use';

export type BinaryOperator = '*' | '/' | '%' | '+' | '-' | '<' | '<=' | '>' | '>=' | 'in' | '==' | '!=' | '&&' | '||' | '??';

/** How values that are put into a text are treated: shown as they are, encoded as one path segment, or placed by their part of a URL. */
export type TemplateUse = 'text' | 'message' | 'path' | 'url';

/**
 * An expression. `text`: null fails the record; `message`: null is shown as `null`; `path`: each value becomes one path segment,
 * percent-encoded, `.` and `..` refused; `url`: a value that begins the text is a whole origin (and path), one in the host must be
 * a host label, any other is encoded.
 */
export type Expr = { at: At } & (
  | { op: 'literal'; type: 'string' | 'integer' | 'decimal' | 'number' | 'boolean' | 'duration' | 'null'; text: string }
  | { op: 'name'; scope: Scope; name: string }
  | { op: 'template'; use: TemplateUse; parts: (string | Expr)[] }
  | { op: 'get'; of: Expr; key: Expr; optional: boolean }
  | { op: 'method'; on: TypeName; name: string; of: Expr; args: Expr[]; optional: boolean }
  | { op: 'global'; name: string; args: Expr[] }
  | { op: 'apply'; function: string; args: Expr[] }
  | { op: 'convert'; to: Scalar; from?: Scalar; format?: Format; of: Expr }
  | { op: 'unary'; operator: '!' | '-'; of: Expr }
  | { op: 'binary'; operator: BinaryOperator; on: TypeName; left: Expr; right: Expr }
  | { op: 'conditional'; condition: Expr; then: Expr; else: Expr }
  | { op: 'array'; items: { spread: boolean; value: Expr }[] }
  | { op: 'object'; entries: Entry[] }
  | { op: 'match'; subject: Expr; cases: { patterns: Expr[] | null; value: Expr }[] }
  | { op: 'lambda'; params: string[]; body: Expr }
  | { op: 'reject'; message: Expr }
);

/** One entry of an object: a pair (`optional` leaves the key out where the value is null) or a spread. */
export type Entry =
  | { kind: 'pair'; key: string; value: Expr; optional: boolean }
  | { kind: 'spread'; value: Expr };

/** A function of a flow file or a connector. */
export interface Lambda { params: string[]; body: Expr; at: At }
