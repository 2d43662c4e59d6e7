import type { Expr, Field as PlanField } from '#plan';
import type { Field, Parameter } from '../generated/ast.ts';
import { attribute, attributeText } from '../types/declared.ts';
import { given, type Lowering } from './lowering.ts';
import { lowerType, type TypeTable } from './type.ts';
import type { FieldType } from '../types/type.ts';

/** What a field needs beside positions. */
export interface FieldLowering extends Lowering {
  fieldType(node: Field | Parameter): FieldType;
  readonly types: TypeTable;
}

/** A setting, secret, input or parameter with what a value from outside must keep. */
export function lowerField(node: Field | Parameter, lowering: FieldLowering): PlanField {
  const type = lowering.fieldType(node);
  const text = (name: string): string | undefined => attributeText(attribute(node, name), 0);
  const maxLength = text('maxLength');
  const fallback: Expr | undefined = node.default && lowering.expr(node.default);
  return {
    name: node.name,
    type: lowerType(type.type, lowering.types),
    optional: type.optional || fallback !== undefined,
    ...given('default', fallback),
    ...given('pattern', text('pattern')),
    ...given('min', text('min')),
    ...given('max', text('max')),
    ...given('maxLength', maxLength === undefined ? undefined : Number(maxLength)),
    at: lowering.at(node),
  };
}
