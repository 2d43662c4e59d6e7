import { ast } from '#language';
import { removal } from './lines.ts';
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
  const step = around(problem, (node) => ast.isLetStep(node) || ast.isMapStep(node) || ast.isCallStep(node) || ast.isScriptStep(node) || ast.isInput(node) || ast.isVariable(node) || ast.isStore(node) || ast.isCache(node));
  const edit = step && removal(step, problem.text);
  if (edit === undefined) return;
  yield { title: 'Remove the step', edits: [edit], preferred: ast.isLetStep(step) || ast.isMapStep(step) };
};
