import { ast } from '#language';
import { isName } from '../written-names.ts';
import { parameter } from './declare-name.ts';
import { around, type Fix, type FixSource } from './problem.ts';

/** `incremental since by …` without a parameter `since`: it is declared, as one that the first run leaves out. */
export const declareMark: FixSource = function* (problem): Iterable<Fix> {
  const { text, start, end, message } = problem;
  const endpoint = around(problem, ast.isEndpoint);
  if (endpoint === undefined || around(problem, ast.isIncremental) === undefined) return;
  const name = text.slice(start, end);
  const edit = isName(name) ? parameter(endpoint, `${name}: datetime?`, text) : undefined;
  if (edit !== undefined) yield { title: `Declare the parameter \`${name}: datetime?\``, edits: [edit], preferred: !message.includes('Did you mean') };
};

/** The mark's parameter must be one that may be missing. */
export const optionalMark: FixSource = function* (problem): Iterable<Fix> {
  const endpoint = around(problem, ast.isEndpoint);
  const mark = around(problem, ast.isIncremental);
  const type = endpoint?.parameters.find((one) => one.name === mark?.parameter)?.type?.$cstNode;
  if (type === undefined || problem.text.slice(problem.start, problem.end) !== mark?.parameter) return;
  yield { title: `Write \`${type.text}?\``, edits: [{ start: type.end, end: type.end, text: '?' }], preferred: true };
};
