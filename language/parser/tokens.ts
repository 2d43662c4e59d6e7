// The token types of one language, found by what they stand for. Langium makes them (token-builder.ts); the scanner uses them.
import type { GrammarAST, LexerResult } from 'langium';

export type Token = LexerResult['tokens'][number];
export type TokenType = Token['tokenType'];
export type LexingError = LexerResult['errors'][number];

/** What a token says to the syntax: its spelling, or nothing for what stands inside a text, where a dot or a bracket is no sign. */
export const signOf = (token: Token): string => (token.tokenType.name === 'TEXT_CHUNK' ? '' : token.image);

/** Added to a keyword's name: the type of a word that may be that keyword or a name. */
export const SOFT = '~soft';

/** A token type as a word is given it: strictly the keyword, or the keyword or a name. */
export interface WordTypes { strict: TokenType; soft: TokenType }

export interface TokenTable {
  /** Terminals of the grammar by name; throws for one the language does not have. */
  terminal(name: string): TokenType;
  terminalOrNone(name: string): TokenType | undefined;
  /** Keywords that are words, by spelling. */
  words: ReadonlyMap<string, WordTypes>;
  /** Keywords that are signs, by their first character, longest first. */
  signs: ReadonlyMap<string, readonly { image: string; type: TokenType }[]>;
  /** Words that can begin a member, step or item (the line rule of LANGUAGE.md, section 0). */
  leading: ReadonlySet<string>;
}

const WORD = /^[A-Za-z_$][A-Za-z0-9_$]*$/;
export const isWord = (text: string): boolean => WORD.test(text);

export function createTokenTable(types: Readonly<Record<string, TokenType>>, leading: ReadonlySet<string>): TokenTable {
  const words = new Map<string, WordTypes>();
  const signs = new Map<string, { image: string; type: TokenType }[]>();
  for (const [name, type] of Object.entries(types)) {
    const soft = types[name + SOFT];
    if (soft !== undefined) words.set(name, { strict: type, soft });
    else if (RESERVED.has(name)) words.set(name, { strict: type, soft: type });
    else if (!/\w/.test(name)) {
      const first = name.charAt(0);
      signs.set(first, [...(signs.get(first) ?? []), { image: name, type }].sort((a, b) => b.image.length - a.image.length));
    }
  }
  return {
    words, signs, leading,
    terminalOrNone: name => types[name],
    terminal(name) {
      const type = types[name];
      if (type === undefined) throw new Error(`The grammar has no terminal ${name}.`);
      return type;
    },
  };
}

/** The three words that are never names. */
export const RESERVED: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/**
 * The words of the line rule, derived from the grammar: what begins a rule that is repeated in braces or in a file
 * (`members+=ConnectorMember`, `steps+=FlowStep`, …) and begins with keywords only.
 */
export function leadingWords(grammar: GrammarAST.Grammar): Set<string> {
  return new Set([...leadingWordsByRule(grammar).values()].flatMap(words => [...words]));
}

/** The same by the rule in whose braces they stand: what can begin a member of a connector, of an endpoint, … */
export function leadingWordsByRule(grammar: GrammarAST.Grammar): Map<string, Set<string>> {
  const byRule = new Map<string, Set<string>>();
  let words = new Set<string>();
  const addRepeated = (element: GrammarAST.AbstractElement): void => {
    if (element.$type === 'Group') (element as GrammarAST.Group).elements.forEach(addRepeated);
    if (element.$type !== 'Assignment') return;
    const { operator, terminal } = element as GrammarAST.Assignment;
    if (operator !== '+=' || terminal.$type !== 'RuleCall') return;
    const first = firstKeywords((terminal as GrammarAST.RuleCall).rule.ref);
    for (const word of first ?? []) if (isWord(word)) words.add(word);
  };
  const visit = (element: GrammarAST.AbstractElement, begins: boolean): void => {
    if (begins && element.cardinality === '*') addRepeated(element);
    if (!('elements' in element)) return;
    let brace = begins && element.$type === 'Group';
    for (const child of element.elements as GrammarAST.AbstractElement[]) {
      visit(child, brace);
      brace = child.$type === 'Keyword' && (child as GrammarAST.Keyword).value === '{'
        || child.$type === 'Assignment' && (child as GrammarAST.Assignment).feature === 'hasBlock';
    }
  };
  for (const rule of grammar.rules) {
    if (rule.$type !== 'ParserRule') continue;
    words = new Set();
    visit((rule as GrammarAST.ParserRule).definition, (rule as GrammarAST.ParserRule).entry);
    if (words.size > 0) byRule.set(rule.name, words);
  }
  return byRule;
}

/** The keywords that can begin a rule, or undefined where something else can. */
function firstKeywords(rule: GrammarAST.AbstractRule | undefined): string[] | undefined {
  if (rule === undefined || rule.$type !== 'ParserRule') return undefined;
  const found: string[] = [];
  // Returns whether the element may be empty, or undefined where it begins with something else than a keyword.
  const visit = (element: GrammarAST.AbstractElement): boolean | undefined => {
    const optional = element.cardinality === '?' || element.cardinality === '*';
    switch (element.$type) {
      case 'Keyword':
        found.push((element as GrammarAST.Keyword).value);
        return optional;
      case 'Action': return true;
      case 'Assignment': {
        const empty = visit((element as GrammarAST.Assignment).terminal);
        return empty === undefined ? undefined : empty || optional;
      }
      case 'RuleCall': {
        const called = (element as GrammarAST.RuleCall).rule.ref;
        // A terminal that stands for a word in one place only: it is not first on its line.
        if (called?.name.startsWith('CLAUSE_')) return false;
        if (called === undefined || called.$type !== 'ParserRule') return undefined;
        const empty = visit((called as GrammarAST.ParserRule).definition);
        return empty === undefined ? undefined : empty || optional;
      }
      case 'Alternatives': {
        let anyEmpty = optional;
        for (const child of (element as GrammarAST.Alternatives).elements) {
          const empty = visit(child);
          if (empty === undefined) return undefined;
          anyEmpty ||= empty;
        }
        return anyEmpty;
      }
      case 'Group': {
        for (const child of (element as GrammarAST.Group).elements) {
          const empty = visit(child);
          if (empty === undefined) return undefined;
          if (!empty) return optional;
        }
        return true;
      }
      default: return undefined;
    }
  };
  return visit((rule as GrammarAST.ParserRule).definition) === undefined ? undefined : found;
}

/** A token that takes no room, beside another. */
export function noWidth(beside: Token, at: 'before' | 'after', type: TokenType): Token {
  const offset = at === 'before' ? beside.startOffset : beside.endOffset! + 1;
  const line = at === 'before' ? beside.startLine! : beside.endLine!;
  const column = at === 'before' ? beside.startColumn! : beside.endColumn! + 1;
  return { image: '', startOffset: offset, endOffset: offset - 1, startLine: line, endLine: line, startColumn: column, endColumn: column - 1, tokenTypeIdx: type.tokenTypeIdx!, tokenType: type };
}
