import type { Grammar } from 'langium';
import { DefaultTokenBuilder } from 'langium';
import type { TokenType } from './tokens.ts';
import { isWord, RESERVED, SOFT } from './tokens.ts';

/** Makes token types for a scanner of our own: which of their patterns are longer than others need not be known. */
export class ScannedTokenBuilder extends DefaultTokenBuilder {
  protected override findLongerAlt(): TokenType[] {
    return [];
  }
}

/**
 * Makes one token type for each keyword, and for each word beside it a second one that counts as the keyword and as a name:
 * every word of the language can be a name (LANGUAGE.md, rule 3). The scanner chooses between them.
 */
export class PatchbayTokenBuilder extends ScannedTokenBuilder {
  override buildTokens(grammar: Grammar): TokenType[] {
    const types = super.buildTokens(grammar) as TokenType[];
    const name = types.find(type => type.name === 'ID');
    const touching = types.find(type => type.name === 'TOUCHING');
    const bracket = types.find(type => type.name === '[');
    if (touching !== undefined && bracket !== undefined) touching.CATEGORIES = [bracket];
    if (name === undefined) return types;
    const soft = types.filter(type => isWord(type.name) && !RESERVED.has(type.name) && !isTerminal(type.name))
      .map(type => ({ name: type.name + SOFT, CATEGORIES: [type, name] }) as TokenType);
    return [...types, ...soft];

    function isTerminal(word: string): boolean {
      return grammar.rules.some(rule => rule.$type === 'TerminalRule' && rule.name === word);
    }
  }
}
