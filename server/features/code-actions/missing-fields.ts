import type { AstNode } from 'langium';
import { ast, type FieldType, isNullable, membersOf, nonNull, type Semantics } from '#language';
import { withEntries } from './object-entries.ts';
import { around, type Fix, type FixSource } from './problem.ts';
import { keyText } from '../written-names.ts';
import { valueFor } from './value-for.ts';

/** All fields that an object lacks, as one edit: from the record where it has them by that name, otherwise values of their types. */
export const missingFields: FixSource = function* (problem): Iterable<Fix> {
  const { message, semantics, text, start, end } = problem;
  const entry = around(problem, ast.isPairEntry);
  if (entry?.optional && entry.$cstNode?.offset === start && text.slice(start, end).replaceAll("'", '') === entry.key && entry.value?.$cstNode !== undefined) {
    const mark = text.indexOf('?', end);
    const value = entry.value.$cstNode;
    yield { title: 'Reject the record without it', edits: [{ start: mark, end: mark + 1, text: '' }, { start: value.end, end: value.end, text: ` ?? reject "no ${entry.key}"` }], preferred: true };
    return;
  }
  for (const object of objectsAt(problem.node, start)) {
    const missing = missingIn(object, semantics).filter((field) => message.includes(`\`${field.name}\``));
    if (missing.length === 0) continue;
    const entries = missing.map((field) => entryOf(field, object, semantics));
    yield { title: missing.length === 1 ? `Add \`${missing[0]!.name}\`` : `Add the ${missing.length} missing fields`, edits: withEntries(object, entries, text), preferred: true };
    return;
  }
};

function entryOf(field: FieldType, at: ast.ObjectLiteral, semantics: Semantics): string {
  const key = keyText(field.name);
  const value = valueFor(field.name, field.type, at, semantics);
  return value === key ? key : `${key}: ${value}`;
}

/** The objects that a report at that place can be about: where it is named, or where its brace stands. */
function* objectsAt(node: AstNode, start: number): Iterable<ast.ObjectLiteral> {
  for (let at: AstNode | undefined = node; at !== undefined; at = at.$container) {
    if (ast.isObjectLiteral(at) && at.$cstNode?.offset === start) yield at;
    if (ast.isMapStep(at) || ast.isLetStep(at) || ast.isPairEntry(at) || ast.isArgument(at) || ast.isVariable(at)) {
      yield* objectsIn(at.value);
      return;
    }
  }
}

function* objectsIn(value: ast.Expression | undefined): Iterable<ast.ObjectLiteral> {
  switch (value?.$type) {
    case 'ObjectLiteral': yield value; return;
    case 'ParenthesizedExpression': yield* objectsIn(value.inner); return;
    case 'Conditional': yield* objectsIn(value.then); yield* objectsIn(value.otherwise); return;
    case 'BinaryExpression': yield* objectsIn(value.left); yield* objectsIn(value.right); return;
    default:
  }
}

function missingIn(object: ast.ObjectLiteral, { types }: Semantics): FieldType[] {
  const shapes = membersOf(nonNull(types.expectedType(object) ?? { kind: 'any' })).filter((member) => member.kind === 'object');
  const own = types.typeOf(object);
  const [shape] = shapes;
  if (shape === undefined || shapes.length > 1 || own.kind !== 'object') return [];
  return [...shape.fields.values()].filter((field) => !field.optional && (own.fields.get(field.name)?.optional ?? true) && !(isNullable(field.type) && own.fields.has(field.name)));
}
