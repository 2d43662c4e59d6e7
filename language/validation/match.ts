import type { MatchExpression } from '../generated/ast.ts';
import { literalOf } from '../types/declared.ts';
import type { Semantics } from '../types/semantics.ts';
import { typeText } from '../types/text.ts';
import { type LiteralType, membersOf, sameType, scalarOf, type Type } from '../types/type.ts';
import { isBroken } from './broken.ts';
import { type CheckTable, declarationOf, type NodeCheck, type Report } from './check.ts';
import { comparable, distinct, isOpen } from './comparison.ts';
import { literalAdvice, quoted, sentence } from './wording.ts';

/** Cases that can be, each once, and all of them where there is no `else`. */
const match: NodeCheck<MatchExpression> = (node, report, semantics) => {
  if (node.subject === undefined) return;
  const subject = semantics.types.typeOf(node.subject);
  const seen: Type[] = [];
  node.cases.forEach((one, index) => {
    if (one.isElse && index < node.cases.length - 1) report('unreachable', { node: one, property: 'isElse' }, '`else` stands last: no case after it is looked at.');
    for (const pattern of one.patterns) {
      const literal = literalOf(pattern);
      if (literal === undefined) continue;
      if (seen.some((other) => sameType(other, literal))) report('unreachable', { node: pattern }, `${typeText(literal)} has a case above.`);
      seen.push(literal);
      const fits = membersOf(subject).some((member) => isOpen(member) || (literal.kind === 'null' ? member.kind === 'null' : comparable(member, literal) && member.kind !== 'null' && !distinct(member, literal)));
      if (!fits) report('wrong-type', { node: pattern }, `${sentence(quoted(node.subject))} is ${typeText(subject)}, so it is never ${typeText(literal)}.${literal.kind === 'literal' ? literalAdvice(literal, subject) : ''}`, { ...declarationOf(node.subject, semantics), data: { found: typeText(literal), candidates: membersOf(subject).map((one) => typeText(one)) } });
    }
  });
  if (node.cases.some((one) => one.isElse) || isBroken(node)) return;
  checkComplete(node, subject, seen, report, semantics);
};

/** Without `else` every member of a union has a case. */
function checkComplete(node: MatchExpression, subject: Type, seen: readonly Type[], report: Report, semantics: Semantics): void {
  const members = membersOf(subject);
  if (!members.every((member) => member.kind === 'literal' || member.kind === 'null' || scalarOf(member) === 'boolean')) return;
  const wanted = members.flatMap((member): Type[] => (member.kind === 'scalar' ? [truth('true'), truth('false')] : [member]));
  const missing = wanted.filter((one) => !seen.some((other) => sameType(one, other)));
  if (missing.every((one) => one.kind === 'never')) return;
  report('missing-case', { node, property: 'subject' }, `There is no case for ${missing.map((one) => typeText(one)).join(', ')}. Add ${missing.length === 1 ? 'it' : 'them'}, or \`else -> …\`.`, { ...declarationOf(node.subject, semantics), data: { cases: missing.map((one) => typeText(one)) } });
}

function truth(text: string): LiteralType {
  return { kind: 'literal', of: 'boolean', text };
}

export const matchChecks: CheckTable = { MatchExpression: [match] };
