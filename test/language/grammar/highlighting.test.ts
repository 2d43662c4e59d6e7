import type { CstNode, GrammarAST, LeafCstNode } from 'langium';
import { CstUtils } from 'langium';
import { expect, test } from 'vitest';
import { isWord } from '../../../language/parser/tokens.ts';
import { scopesOf } from './highlighting.ts';
import type { Sample } from './support.ts';
import { codeSamples, parse } from './support.ts';

const KEYWORD = /^(?:keyword|storage|constant\.language|variable\.language)/;
/** What the scopes of each kind of token must have in them. */
const FAMILIES: Readonly<Record<string, RegExp>> = {
  STRING: /^string\.quoted\.(?:single|double)/, TRIPLE: /^string\.quoted\.triple/, TEXT_OPEN: /^string\.quoted/, TEXT_CHUNK: /^string\.quoted/, TEXT_CLOSE: /^string\.quoted/,
  INTERP_OPEN: /^punctuation\.section\.interpolation\.begin/, INTERP_CLOSE: /^punctuation\.section\.interpolation\.end/,
  INT: /^constant\.numeric/, DECIMAL: /^constant\.numeric\.decimal/, DURATION: /^constant\.numeric\.duration/, VERSION: /^constant\.numeric\.version/,
  ATTRIBUTE: /^entity\.other\.attribute-name/, ML_COMMENT: /^comment\.block/, SL_COMMENT: /^comment\.line/,
};

const leaves = ({ language, text }: Sample): LeafCstNode[] => CstUtils.flattenCst(parse(language, text).value.$cstNode as CstNode).toArray();
const isKeywordLeaf = (leaf: LeafCstNode): boolean => {
  const source = leaf.grammarSource as GrammarAST.AbstractElement | undefined;
  return isWord(leaf.text) && leaf.tokenType.name !== 'ID' && (source === undefined ? false : source.$type !== 'RuleCall' || leaf.tokenType.name === 'CLAUSE_CONCURRENCY');
};
const place = (text: string, offset: number): string => {
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${before.at(-1)!.length + 1} ${text.split('\n')[before.length - 1]!.trim()}`;
};

test.each(codeSamples)('every keyword of $name is shown as one', async sample => {
  const scopes = await scopesOf(sample.language as 'connector' | 'flow', sample.text);
  const wrong = leaves(sample).filter(isKeywordLeaf).filter(leaf => !scopes(leaf.offset).some(scope => KEYWORD.test(scope)));
  expect(wrong.map(leaf => `${leaf.text} at ${place(sample.text, leaf.offset)}`)).toEqual([]);
});

test.each(codeSamples)('no name of $name is shown as a keyword', async sample => {
  const scopes = await scopesOf(sample.language as 'connector' | 'flow', sample.text);
  const names = leaves(sample).filter(leaf => isWord(leaf.text) && !isKeywordLeaf(leaf) && !leaf.hidden);
  expect(names.length).toBeGreaterThan(3);
  const wrong = names.filter(leaf => scopes(leaf.offset).some(scope => /^(?:keyword|storage)/.test(scope)));
  expect(wrong.map(leaf => `${leaf.text} at ${place(sample.text, leaf.offset)}`)).toEqual([]);
});

test.each(codeSamples)('texts, numbers, attributes, comments and interpolations of $name have their colours', async sample => {
  const scopes = await scopesOf(sample.language as 'connector' | 'flow', sample.text);
  const wrong = leaves(sample).filter(({ tokenType }) => FAMILIES[tokenType.name] !== undefined)
    .filter(leaf => leaf.text.trim() !== '' && !scopes(leaf.offset + leaf.text.search(/\S/)).some(scope => FAMILIES[leaf.tokenType.name]!.test(scope)));
  expect(wrong.map(leaf => `${leaf.tokenType.name} ${leaf.text} at ${place(sample.text, leaf.offset)}`)).toEqual([]);
});

test.each(codeSamples)('code in an interpolation of $name is not shown as text alone', async sample => {
  const scopes = await scopesOf(sample.language as 'connector' | 'flow', sample.text);
  const code = leaves(sample).filter(({ tokenType, container }) => tokenType.name === 'ID' && isInInterpolation(container));
  const wrong = code.filter(leaf => !scopes(leaf.offset).includes('meta.embedded.expression.patchbay'));
  expect(wrong.map(leaf => `${leaf.text} at ${place(sample.text, leaf.offset)}`)).toEqual([]);
});

function isInInterpolation(node: CstNode | undefined): boolean {
  for (let at = node; at !== undefined; at = at.container) if (at.astNode.$type === 'Interpolation') return true;
  return false;
}
