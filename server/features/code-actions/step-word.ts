import { GrammarUtils } from 'langium';
import { ast } from '#language';
import { around, type Fix, type FixSource } from './problem.ts';

/** `call` reads and `send` writes: the word that the endpoint asks for. */
export const stepWord: FixSource = function* (problem): Iterable<Fix> {
  const step = around(problem, (node) => ast.isCallStep(node) || ast.isSendStep(node));
  if (step === undefined || (ast.isSendStep(step) && step.undo !== undefined)) return;
  const [word, other] = ast.isCallStep(step) ? ['call', 'send'] : ['send', 'call'];
  if ((problem.code === 'writes-here') !== (word === 'call')) return;
  const keyword = GrammarUtils.findNodeForKeyword(step.$cstNode, word!);
  if (keyword !== undefined) yield { title: `Write \`${other}\``, edits: [{ start: keyword.offset, end: keyword.end, text: other! }], preferred: true };
};

/** The first run needs a time to begin at; today is one that reads little, and a person's to move back. */
export const startingAt: FixSource = function* ({ text, end, start }): Iterable<Fix> {
  if (text.slice(start, end) !== 'incremental') return;
  const first = `${new Date().getUTCFullYear()}-01-01`;
  yield { title: `Begin at \`${first}\``, edits: [{ start: end, end, text: ` starting '${first}'` }], preferred: true };
};
