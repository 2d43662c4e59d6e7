import { ast } from '#language';
import { memberAfter } from './idempotent.ts';
import { around, type Fix, type FixSource } from './problem.ts';

/** An endpoint that does not say where its records are in the answer; where else than in `body` itself, its manual knows. */
export const readAnswer: FixSource = function* (problem): Iterable<Fix> {
  const endpoint = around(problem, ast.isEndpoint);
  const last = endpoint?.members.at(-1)?.$cstNode;
  const member = /`(records|result) body`/.exec(problem.message)?.[1];
  if (endpoint === undefined || last === undefined || member === undefined || endpoint.type?.$cstNode?.offset !== problem.start) return;
  yield { title: `Read it: \`${member} body\``, edits: [memberAfter(last, `${member} body`, problem.text)], preferred: true };
};
