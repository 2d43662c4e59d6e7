import { ast } from '#language';
import { lineBreak, removal } from './lines.ts';
import { around, type Fix, type FixSource } from './problem.ts';
import { alignedWithout } from './use-lines.ts';

/** An alias that no step names: its line goes. */
export const unusedUse: FixSource = function* (problem): Iterable<Fix> {
  const use = around(problem, ast.isUse);
  const edit = use && removal(use, problem.text);
  if (edit !== undefined) yield { title: `Remove \`${use!.name}\``, edits: [edit, ...alignedWithout(use!, problem.text)], preferred: true, safe: true };
};

/** What a step binds and nothing uses: the name of a `call` goes, or the step. */
export const unusedBinding: FixSource = function* (problem): Iterable<Fix> {
  const step = around(problem, (node) => ast.isLetStep(node) || ast.isMapStep(node) || ast.isCallStep(node) || ast.isScriptStep(node));
  const edit = step && removal(step, problem.text);
  if (edit === undefined) return;
  yield { title: 'Remove the step', edits: [edit], preferred: ast.isLetStep(step) || ast.isMapStep(step) };
};

/** A parameter that no request carries: into the query, or out. */
export const unusedParameter: FixSource = function* (problem): Iterable<Fix> {
  const parameter = around(problem, ast.isParameter);
  const endpoint = around(problem, ast.isEndpoint);
  const cst = parameter?.$cstNode;
  if (parameter === undefined || endpoint === undefined || cst === undefined) return;
  const query = endpoint.members.find(ast.isQuery)?.value;
  const last = query?.entries.at(-1)?.$cstNode;
  const request = endpoint.members.find(ast.isRequest)?.$cstNode;
  if (last !== undefined) yield { title: `Send it in \`query\``, edits: [{ start: last.end, end: last.end, text: `, ${parameter.name}` }], preferred: true };
  else if (query === undefined && request !== undefined) {
    const isOwnLine = problem.text.slice(problem.text.lastIndexOf('\n', request.offset) + 1, request.offset).trim() === '';
    const blank = isOwnLine ? `${lineBreak(problem.text)}${/[ \t]*$/.exec(problem.text.slice(0, request.offset))![0]}` : ' ';
    yield { title: `Send it in \`query\``, edits: [{ start: request.end, end: request.end, text: `${blank}query { ${parameter.name} }` }], preferred: true };
  }
  const index = parameter.$containerIndex ?? 0;
  const before = endpoint.parameters[index - 1]?.$cstNode;
  const after = endpoint.parameters[index + 1]?.$cstNode;
  const [start, end] = after !== undefined ? [cst.offset, after.offset] : before !== undefined ? [before.end, cst.end] : [cst.offset, cst.end];
  yield { title: `Remove the parameter \`${parameter.name}\``, edits: [{ start, end, text: '' }] };
};
