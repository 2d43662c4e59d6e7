// Texts typed at by chance: the tree that is made of the one before has to be the one that the whole text gives.
import { type AstNode, type CstNode, isCompositeCstNode, type LangiumParser, type ParseResult } from 'langium';
import { expect } from 'vitest';
import { splice } from '../../../language/parser/splice.ts';
import { everySample } from './mistakes.ts';
import { languageServices, shape, type Sample, tokenize } from './support.ts';

/** Types `edits` times at a sample; how often the tree before was enough. Fails where the two trees differ. */
export function typeAt(sample: Sample, edits: number, random: () => number): number {
  const parser = languageServices(sample.language).parser.LangiumParser;
  let text = sample.text;
  let result: ParseResult = parser.parse(text);
  let spliced = 0;
  for (let turn = 0; turn < edits; turn++) {
    const changed = edited(text, sample, random);
    const whole = parser.parse(changed);
    const quick = splice(result, changed, parser);
    if (quick !== undefined) {
      spliced++;
      expectSame(quick, whole, changed);
      [text, result] = [changed, quick];
    } else if (isSound(whole)) {
      // What was not taken must not have been touched either.
      expectSame(result, parser.parse(text), text);
      [text, result] = [changed, whole];
    }
  }
  return spliced;
}

export const samplesWithoutErrors = (parserOf: (sample: Sample) => LangiumParser): Sample[] => everySample.filter((sample) => isSound(parserOf(sample).parse(sample.text)));

const isSound = ({ parserErrors, lexerErrors }: ParseResult): boolean => parserErrors.length + lexerErrors.length === 0;

function expectSame(quick: ParseResult, whole: ParseResult, text: string): void {
  expect([...quick.lexerErrors, ...quick.parserErrors], text).toEqual([...whole.lexerErrors, ...whole.parserErrors]);
  expect(shape(quick.value), text).toEqual(shape(whole.value));
  expect(places(quick.value.$cstNode!), text).toEqual(places(whole.value.$cstNode!));
  expect(quick.value.$cstNode!.root.fullText).toBe(text);
  expectLinked(quick.value);
}

/** Every node of the concrete tree with its place, its kind and its node in the other tree. */
function places(cst: CstNode): string[] {
  const { range: { start, end }, astNode } = cst;
  const own = `${cst.offset}-${cst.end} ${start.line}:${start.character}-${end.line}:${end.character} ${astNode.$type} ${astNode.$container?.$type} ${cst.hidden} ${cst.grammarSource?.$type}`;
  return isCompositeCstNode(cst) ? [own, ...cst.content.flatMap((child) => (child.container === cst ? places(child) : ['a child of another']))] : [own];
}

function expectLinked(node: AstNode): void {
  for (const [key, value] of Object.entries(node)) {
    if (key.startsWith('$')) continue;
    (Array.isArray(value) ? value : [value]).forEach((child: unknown, index) => {
      if (typeof child !== 'object' || child === null || !('$type' in child)) return;
      const { $container, $containerProperty, $containerIndex } = child as AstNode;
      if ($container !== node || $containerProperty !== key || (Array.isArray(value) && $containerIndex !== index)) throw new Error(`${node.$type}.${key} is not linked`);
      expectLinked(child as AstNode);
    });
  }
}

/** A key, a token more, fewer or twice, a line moved, a blank, a comment. */
function edited(text: string, sample: Sample, random: () => number): string {
  const below = (count: number): number => Math.floor(random() * count);
  const tokens = tokenize(sample.language, text);
  const token = tokens[below(tokens.length)];
  if (token === undefined) return sample.text;
  const [start, end] = [token.startOffset, token.endOffset! + 1];
  switch (below(10)) {
    case 0: return `${text.slice(0, end)}x${text.slice(end)}`;
    case 1: return `${text.slice(0, start)}${text.slice(end)}`;
    case 2: return `${text.slice(0, end)} ${token.image}${text.slice(end)}`;
    case 3: return `${text.slice(0, end)}\n${text.slice(end)}`;
    case 4: return `${text.slice(0, start)}/* why */ ${text.slice(start)}`;
    case 5: return `${text.slice(0, end)} // why\n${text.slice(end)}`;
    case 6: { const lines = text.split('\n'); const line = below(lines.length); lines.splice(line, 0, lines[line]!); return lines.join('\n'); }
    case 7: { const lines = text.split('\n'); lines.splice(below(lines.length), 1); return lines.join('\n'); }
    case 8: return `${text.slice(0, end)}${['\r', '\r\n'][below(2)]!}${text.slice(end)}`;
    default: { const other = tokens[below(tokens.length)]!; return `${text.slice(0, start)}${other.image}${text.slice(end)}`; }
  }
}
