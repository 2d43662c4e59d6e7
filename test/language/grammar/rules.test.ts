import { type AstNode, AstUtils, createParser, type CstNode, isCompositeCstNode } from 'langium';
import { expect, test } from 'vitest';
import { PatchbayParser } from '../../../language/parser/parser.ts';
import { languageServices, samples } from './support.ts';

/** A tree with all of its members and places, and the tree of its text. */
function described(root: AstNode): unknown[] {
  const nodes = [...AstUtils.streamAst(root)].map((node) => [
    node.$type, node.$containerProperty, node.$containerIndex, node.$container?.$type, node.$cstNode?.offset, node.$cstNode?.end,
    Object.entries(node).filter(([name, value]) => !name.startsWith('$') && typeof value !== 'object'),
  ]);
  const cst = (node: CstNode): unknown[] => [node.offset, node.end, node.grammarSource?.$type, node.astNode.$type, ...(isCompositeCstNode(node) ? node.content.map(cst) : [])];
  return [nodes, cst(root.$cstNode!)];
}

test.each(samples)('$name is read as by the rules that Langium makes of the grammar, and linked as it links', ({ language, text }) => {
  const services = languageServices(language);
  const { LangiumParser: ours, Lexer } = services.parser;
  const theirs = createParser(services.Grammar, new PatchbayParser(services), Lexer.definition);
  theirs.finalize();
  const { value } = ours.parse(text);
  const read = described(value);
  expect(read).toEqual(described(theirs.parse(text).value));
  AstUtils.linkContentToContainer(value, { deep: true });
  expect(described(value)).toEqual(read);
});
