import { ast } from '#language';
import { memberAfter } from './idempotent.ts';
import { withEntries } from './object-entries.ts';
import { around, type Edit, type Fix, type FixSource } from './problem.ts';
import { withoutElement } from './surplus.ts';

/** A parameter that no request carries: into the query, or out. */
export const unusedParameter: FixSource = function* (problem): Iterable<Fix> {
  const parameter = around(problem, ast.isParameter);
  const endpoint = around(problem, ast.isEndpoint);
  if (parameter === undefined || endpoint === undefined) return;
  yield* sent(parameter.name, endpoint, problem.text);
  const edit = withoutElement(endpoint.parameters, parameter.$containerIndex ?? 0, problem.text);
  if (edit !== undefined) yield { title: `Remove the parameter \`${parameter.name}\``, edits: [edit] };
};

/** A mark that is sent nowhere. */
export const unsentMark: FixSource = function* (problem): Iterable<Fix> {
  const endpoint = around(problem, ast.isEndpoint);
  const name = problem.text.slice(problem.start, problem.end);
  if (around(problem, ast.isIncremental) !== undefined && endpoint?.parameters.some((one) => one.name === name)) yield* sent(name, endpoint, problem.text);
};

function* sent(name: string, endpoint: ast.Endpoint, text: string): Iterable<Fix> {
  const query = endpoint.members.find(ast.isQuery)?.value;
  const request = endpoint.members.find(ast.isRequest)?.$cstNode;
  const edits: Edit[] = query !== undefined ? withEntries(query, [name], text) : request !== undefined ? [memberAfter(request, `query { ${name} }`, text)] : [];
  if (edits.length > 0) yield { title: 'Send it in `query`', edits, preferred: true };
}
