import { ast } from '#language';
import { indentAt, lineBreak, lineStart } from './lines.ts';
import { around, type Fix, type FixSource } from './problem.ts';

const error = 1;
const notSilenced: ReadonlySet<string> = new Set(['syntax', 'bad-ignore', 'unused-ignore']);

/** `// patchbay-ignore code: reason` above a warning or hint; the reason is a person's to write. */
export const ignore: FixSource = function* (problem): Iterable<Fix> {
  const { code, diagnostic, text, start } = problem;
  if ((diagnostic.severity ?? error) === error || notSilenced.has(code)) return;
  const line = lineStart(text, start);
  // Within a text of several lines a comment would be part of it.
  if (around(problem, (node): node is ast.InterpolatedText | ast.StringLiteral => (ast.isInterpolatedText(node) || ast.isStringLiteral(node)) && node.$cstNode !== undefined && node.$cstNode.offset < line) !== undefined) return;
  yield { title: `Ignore \`${code}\` in this line`, edits: [{ start: line, end: line, text: `${indentAt(text, start)}// patchbay-ignore ${code}: it is meant so${lineBreak(text)}` }] };
};
