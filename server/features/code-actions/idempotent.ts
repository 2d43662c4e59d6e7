import { AstUtils, type CstNode } from 'langium';
import { ast, installedConnector } from '#language';
import { indentAt, lineBreak, lineStart } from './lines.ts';
import { around, type Edit, type Fix, type FixSource } from './problem.ts';

/** A send that a crash could repeat: its endpoint says that the API makes it harmless. Which of the two is so, only the API's manual knows. */
export const markIdempotent: FixSource = function* (problem): Iterable<Fix> {
  const call = around(problem, ast.isCall);
  const target = call && problem.semantics.types.callTarget(call);
  if (target?.kind !== 'endpoint') return;
  const { endpoint } = target;
  const request = endpoint.members.find((member) => ast.isRequest(member) || ast.isGraphQLRequest(member))?.$cstNode;
  if (request === undefined || endpoint.members.some(ast.isIdempotent)) return;
  const document = AstUtils.getDocument(endpoint);
  // One that was installed is changed by its next update, not from a flow.
  if (installedConnector(document, problem.semantics.index) !== undefined) return;
  const add = (member: string): Edit[] => [{ document, ...memberAfter(request, member, document.textDocument.getText()) }];
  yield { title: `Send a key with \`${endpoint.name}\`: \`idempotent header 'Idempotency-Key'\``, edits: add("idempotent header 'Idempotency-Key'") };
  yield { title: `Mark \`${endpoint.name}\` as \`idempotent\`: a repeat changes nothing`, edits: add('idempotent') };
};

/** A member behind another one: on a line of its own where that has one. */
export function memberAfter(before: CstNode, member: string, text: string): Edit {
  const isOwnLine = text.slice(lineStart(text, before.offset), before.offset).trim() === '';
  return { start: before.end, end: before.end, text: `${isOwnLine ? `${lineBreak(text)}${indentAt(text, before.offset)}` : ' '}${member}` };
}
