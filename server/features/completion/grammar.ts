import { AstUtils, GrammarAST, GrammarUtils, type LexerResult } from 'langium';
import { findFirstFeatures, findNextFeatures, type LangiumServices, type NextFeature } from 'langium/lsp';

type Tokens = LexerResult['tokens'];

/** What the grammar lets stand at a place, as far as it is no keyword. */
export type Slot =
  | 'value' | 'member' | 'type-member' | 'argument-name' | 'key' | 'qualified-name' | 'attribute' | 'text' | 'parameter-name' | 'field-path' | 'base-entity' | 'slot-part' | 'flow-name' | 'import-path'
  // Texts that are no expressions: a name of a header, a path; and a key of an object in quotes.
  | 'string' | 'key-text';

/** `isUsed`: it begins something that may stand once in its block, and is there. */
export interface KeywordFeature { word: string; feature: GrammarAST.AbstractElement; rule: string; isUsed?: boolean }

/** What may follow a text. */
export interface Following {
  slots: ReadonlySet<Slot>;
  /** Keywords that are words, in the order of the grammar, with the grammar's element: one word may begin several things. */
  keywords: readonly KeywordFeature[];
}

/** Reads the text before the token that is being written, and says what may follow. Where it cannot be read nothing may. */
export function following(text: string, services: LangiumServices): Following {
  const slots = new Set<Slot>();
  const keywords = new Map<GrammarAST.AbstractElement, KeywordFeature>();
  for (const next of nextFeatures(text, services)) {
    const { feature } = next;
    const rule = AstUtils.getContainerOfType(feature, GrammarAST.isParserRule)?.name ?? '';
    if (GrammarAST.isKeyword(feature)) {
      if (/^[A-Za-z]/.test(feature.value)) keywords.set(feature, { word: feature.value, feature, rule });
    } else if (GrammarAST.isRuleCall(feature)) {
      const terminal = feature.rule.ref?.name ?? '';
      // The word has a terminal of its own where it is a clause and not a step.
      if (terminal === 'CLAUSE_CONCURRENCY' && rule === 'EachStep') keywords.set(feature, { word: 'concurrency', feature, rule });
      else for (const slot of slotsOf(next, terminal, rule)) slots.add(slot);
    }
  }
  return { slots, keywords: [...keywords.values()] };
}

function nextFeatures(text: string, services: LangiumServices): NextFeature[] {
  const entry = GrammarUtils.getEntryRule(services.Grammar);
  if (entry === undefined) return [];
  if (text.trim() === '') return findFirstFeatures(entry.definition).map((stack) => stack.at(-1)!);
  const plain = afterTokens(text, [], services);
  const open = lastOpenToken(text, services);
  return open === undefined ? plain : [...plain, ...afterTokens(text.slice(0, open.startOffset), [open], services)];
}

function afterTokens(text: string, further: Tokens, services: LangiumServices): NextFeature[] {
  const { tokens, tokenIndex, elementStack } = services.parser.CompletionParser.parse(text);
  return tokenIndex === 0 ? [] : findNextFeatures([elementStack.map((feature) => ({ feature }))], [...tokens.slice(tokenIndex), ...further]);
}

/**
 * The last token, where more than one reading of it may go on: a comma, after which an element or the end of a list may stand, and a word
 * that may be a keyword or a name. The parser would settle on one.
 */
function lastOpenToken(text: string, services: LangiumServices): Tokens[number] | undefined {
  const last = services.parser.Lexer.tokenize(text, { mode: 'partial' }).tokens.at(-1);
  if (last === undefined || text.slice(0, last.startOffset).trim() === '') return undefined;
  const { name } = last.tokenType;
  if (name === ',') return last;
  // Read as the keyword it is a name as well: names are matched by their letters.
  return name !== last.image && isKeyword(last.image, services) ? { ...last, tokenType: { ...last.tokenType, name: last.image } } : undefined;
}

function isKeyword(image: string, services: LangiumServices): boolean {
  return /^[A-Za-z]/.test(image) && Object.hasOwn(services.parser.Lexer.definition, image);
}

/** Rules whose text in quotes is a name that is declared there. */
const declared: ReadonlySet<string> = new Set(['Field', 'TableRow']);

/** By the type that the grammar is about to make, the property that it fills, and for names with hyphens the rule that wants one. */
function slotsOf(next: NextFeature, terminal: string, rule: string): Slot[] {
  const assigned = AstUtils.getContainerOfType(next.feature, GrammarAST.isAssignment)?.feature;
  if (terminal === 'ATTRIBUTE') return ['attribute'];
  if (rule === 'HyphenName') return ['qualified-name'];
  if (rule === 'FieldPath') return terminal === 'ID' ? ['field-path'] : [];
  if (assigned === 'member') return [rule === 'PostfixRule' ? 'member' : 'type-member'];
  if (rule === 'Extend' && assigned === 'entity') return ['type-member'];
  if (rule === 'SlotPart' && assigned === 'name') return [terminal === 'STRING' ? 'string' : 'slot-part'];
  if (rule === 'RunStep' && assigned === 'flow') return ['flow-name'];
  if (rule === 'Import' && assigned === 'path') return ['import-path'];
  if (rule === 'Entity' && assigned === 'base') return ['base-entity'];
  if ((rule === 'Incremental' || rule === 'EachResult') && terminal === 'ID' && (assigned === 'parameter' || assigned === 'until')) return ['parameter-name'];
  switch (next.type) {
    case 'NameReference': return ['value'];
    case 'StringLiteral': return ['text'];
    case 'Argument': return assigned === 'name' ? ['argument-name'] : [];
    case 'PairEntry': return assigned !== 'key' ? [] : terminal === 'ID' ? ['key'] : terminal === 'STRING' ? ['key-text'] : [];
    default: return terminal === 'STRING' && assigned !== undefined && !declared.has(rule) ? ['string'] : [];
  }
}
