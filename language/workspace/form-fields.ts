import type { Expression, Field, Parameter } from '../generated/ast.ts';
import { commentText } from '../references/documentation.ts';
import { literalMembers } from '../types/assignable.ts';
import { attribute, attributeText, hasAttribute } from '../types/declared.ts';
import type { Types } from '../types/types.ts';
import { membersOf, nonNull } from '../types/type.ts';
import type { FormField, JsonValue } from './model.ts';

/** A field of a connector, an auth or a flow as a form shows it. */
export function formField(node: Field | Parameter, types: Types, secret: boolean): FormField {
  const field = types.fieldType(node);
  const documentation = commentText(node);
  const type = nonNull(field.type);
  const literals = literalMembers(type);
  const text = (name: string, which: number = 0): string | undefined => attributeText(attribute(node, name), which);
  const maxLength = Number(text('maxLength'));
  const value = node.default === undefined ? undefined : jsonOf(node.default);
  return {
    name: node.name,
    secret,
    required: !field.optional && node.default === undefined,
    type: node.type?.$cstNode?.text ?? 'any',
    multiline: hasAttribute(node, 'multiline'),
    advanced: hasAttribute(node, 'advanced'),
    ...given('documentation', documentation),
    ...given('values', literals.length > 0 && literals.length === membersOf(type).length ? literals.map((literal) => literal.text) : undefined),
    ...given('default', value),
    ...given('pattern', text('pattern')),
    ...given('min', text('min')),
    ...given('max', text('max')),
    ...given('maxLength', Number.isInteger(maxLength) && text('maxLength') !== undefined ? maxLength : undefined),
    ...given('example', text('example')),
    ...given('deprecated', hasAttribute(node, 'deprecated') ? (text('deprecated') ?? '') : undefined),
  };
}

/** The JSON value that a literal writes, arrays and objects of literals included; undefined for anything that is computed. */
export function jsonOf(node: Expression): JsonValue | undefined {
  switch (node.$type) {
    case 'StringLiteral': return node.value;
    case 'IntegerLiteral': case 'DecimalLiteral': return numberOf(node.value);
    case 'BooleanLiteral': return node.value;
    case 'NullLiteral': return null;
    case 'DurationLiteral': return node.value;
    case 'ParenthesizedExpression': return node.inner && jsonOf(node.inner);
    case 'UnaryExpression': { const value = node.operator === '-' && node.operand ? jsonOf(node.operand) : undefined; return typeof value === 'number' ? -value : typeof value === 'string' ? `-${value}` : undefined; }
    case 'ArrayLiteral': {
      const items = node.items.map((item) => (item.spread || item.value === undefined ? undefined : jsonOf(item.value)));
      return items.every((item) => item !== undefined) ? items : undefined;
    }
    case 'ObjectLiteral': {
      const members: [string, JsonValue][] = [];
      for (const entry of node.entries) {
        const value = entry.$type === 'PairEntry' && entry.value !== undefined ? jsonOf(entry.value) : undefined;
        if (value === undefined || entry.$type !== 'PairEntry') return undefined;
        members.push([entry.key, value]);
      }
      return Object.fromEntries(members);
    }
    default: return undefined;
  }
}

/** Digits that a number of JavaScript cannot hold stay a text. */
function numberOf(digits: string): number | string {
  const value = Number(digits);
  return String(value) === digits ? value : digits;
}

/** `value` under `name`, or nothing. */
export function given<Name extends string, Value>(name: Name, value: Value | undefined): { [name in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { [name in Name]?: Value };
}
