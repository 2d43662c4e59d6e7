import { ast, isNullable, literalMembers, membersOf, nonNull, type Type, typeText } from '#language';
import { indentAt, lineBreak } from './lines.ts';
import { around, type Edit, type Fix, type FixSource, type Problem } from './problem.ts';

/** Every case that a `match` lacks, or one `else` for all of them. What they give is like what the others do, and a person's to write. */
export const missingCases: FixSource = function* (problem): Iterable<Fix> {
  const match = around(problem, (node): node is ast.MatchExpression => ast.isMatchExpression(node) && node.subject !== undefined && node.subject.$cstNode?.offset === problem.start);
  if (match?.$cstNode === undefined) return;
  const missing = missingOf(match, problem);
  if (missing.length === 0) return;
  const value = `reject "no case for {${problem.text.slice(problem.start, problem.end)}}"`;
  const title = missing.length === 1 ? `Add the case ${missing[0]!}` : 'Add the missing cases';
  const edit = (cases: readonly string[]): Edit[] => [withCases(match, cases, problem.text)].flatMap((one) => one ?? []);
  yield { title, edits: edit(missing.map((one) => `${one} -> ${one === 'null' ? 'null' : value}`)), preferred: true };
  yield { title: 'Add `else`', edits: edit([`else -> ${value}`]) };
};

function missingOf(match: ast.MatchExpression, { semantics }: Problem): string[] {
  const subject = semantics.types.typeOf(match.subject);
  const given = new Set(match.cases.flatMap((one) => one.patterns.map((pattern) => pattern.$cstNode?.text.replaceAll('"', "'"))));
  const wanted = [...membersOf(nonNull(subject)).flatMap(values), ...(isNullable(subject) ? ['null'] : [])];
  return wanted.filter((one) => !given.has(one));
}

function values(member: Type): string[] {
  if (member.kind === 'scalar') return member.name === 'boolean' ? ['true', 'false'] : [];
  return literalMembers(member).map((one) => typeText(one));
}

/** Behind the last case: on lines of their own where the others are. */
function withCases(match: ast.MatchExpression, cases: readonly string[], text: string): Edit | undefined {
  const last = match.cases.at(-1)?.$cstNode;
  const whole = match.$cstNode;
  if (whole === undefined) return undefined;
  if (last === undefined) { const at = whole.end - 1; return { start: at, end: at, text: `${text[at - 1] === ' ' ? '' : ' '}${cases.join(', ')} ` }; }
  const hasComma = /^\s*,/.exec(text.slice(last.end))?.[0];
  const start = last.end + (hasComma?.length ?? 0);
  if (!text.slice(whole.offset, whole.end).includes('\n')) return { start, end: start, text: `${hasComma === undefined ? ',' : ''} ${cases.join(', ')}` };
  const separator = hasComma !== undefined || /,/.test(text.slice(whole.offset, last.offset)) ? ',' : '';
  const indent = indentAt(text, last.offset);
  const lines = cases.map((one) => `${lineBreak(text)}${indent}${one}`).join(separator);
  return { start, end: start, text: `${hasComma === undefined ? separator : ''}${lines}${hasComma === undefined ? '' : separator}` };
}
