import type { AstNode } from 'langium';
import type { At, Expr, TemplateUse } from '#plan';
import type { Expression } from '../generated/ast.ts';

/** How an expression is lowered: what its texts are for, and the scalar that is wanted of it, if any. */
export interface ExpressionUse {
  template?: TemplateUse;
  /** Values of dates, datetimes and booleans are written with the format of the field that they come from. */
  written?: boolean;
}

/** One lowering at work: what the files that follow share. Nodes are free of errors when they come here. */
export interface Lowering {
  /** The position of a node in `Plan.files`. */
  at(node: AstNode): At;
  expr(node: Expression, use?: ExpressionUse): Expr;
}

/** `value` under `name`, or nothing: for optional members under `exactOptionalPropertyTypes`. */
export function given<Name extends string, Value>(name: Name, value: Value | undefined): { [name in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { [name in Name]?: Value };
}
