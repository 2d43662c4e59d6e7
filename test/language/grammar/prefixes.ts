// What is on the screen while a file is typed: every beginning of it.
import type { Sample } from './support.ts';
import { languageServices, tokenize } from './support.ts';

/** The offsets at which a file is cut: in the middle of each token and after it. */
export function cutsAtTokens({ language, text }: Sample): number[] {
  const cuts = new Set<number>();
  for (const { startOffset, endOffset } of tokenize(language, text)) {
    cuts.add(startOffset + Math.ceil((endOffset! + 1 - startOffset) / 2)).add(endOffset! + 1);
  }
  return [...cuts];
}

/** Lexes, parses, and parses for completion. Throws where the languages do; returns the milliseconds of computing that it took. */
export function readPrefix({ language, text }: Sample, cut: number): number {
  const start = process.threadCpuUsage();
  const { parser } = languageServices(language);
  const prefix = text.slice(0, cut);
  const { value } = parser.LangiumParser.parse(prefix);
  if (value.$cstNode === undefined) throw new Error('no tree');
  parser.CompletionParser.parse(prefix);
  return process.threadCpuUsage(start).user / 1000;
}
