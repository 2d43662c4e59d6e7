import type { Expr, Field as PlanField } from '#plan';
import type { Field, Parameter } from '../generated/ast.ts';
import { attribute, attributeText } from '../types/declared.ts';
import type { ExpressionLowering } from './expression.ts';
import { given } from './lowering.ts';
import { lowerType, type TypeTable } from './type.ts';

/** What a field needs beside expressions. */
export interface FieldLowering extends ExpressionLowering {
  /** Types of entities that the plan's types name. */
  readonly table: TypeTable;
}

/** A setting, secret, input or parameter with what a value from outside must keep. */
export function lowerField(node: Field | Parameter, lowering: FieldLowering): PlanField {
  const type = lowering.types.fieldType(node);
  const text = (name: string): string | undefined => attributeText(attribute(node, name), 0);
  const maxLength = text('maxLength');
  const fallback: Expr | undefined = node.default && lowering.expr(node.default);
  return {
    name: node.name,
    type: lowerType(type.type, lowering),
    optional: type.optional || fallback !== undefined,
    ...given('default', fallback),
    ...given('pattern', text('pattern')),
    ...given('min', text('min')),
    ...given('max', text('max')),
    ...given('maxLength', maxLength === undefined ? undefined : Number(maxLength)),
    at: lowering.at(node),
  };
}
