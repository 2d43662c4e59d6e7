// From a grammar to the functions that read by it. Langium's own `createParser` makes for each choice and each repetition that is met the functions for what
// may stand there anew, which is a fifth of everything that reading a file makes; here they are made once. Only what our grammars have is known: no
// cross-references, parameters, guards or unordered groups.
import { GrammarAST, GrammarUtils, type LangiumCompletionParser, type LangiumCoreServices, type LangiumParser } from 'langium';
import type { TokenType } from './tokens.ts';

type Read = () => void;
type Rule = Parameters<LangiumParser['subrule']>[1];

/** One element of each kind within a rule has a number of its own. */
interface Place {
  parser: LangiumParser | LangiumCompletionParser;
  tokens: Readonly<Record<string, TokenType>>;
  counts: { consume: number; optional: number; subrule: number; many: number; or: number };
}

/** What rules without parameters are called with. */
const none = {};

/** Gives a parser the rules of its language's grammar; it is to be finished then. */
export function addRules(parser: LangiumParser | LangiumCompletionParser, { Grammar: grammar, parser: { Lexer } }: LangiumCoreServices): void {
  const tokens = Lexer.definition as Place['tokens'];
  const reachable = GrammarUtils.getAllReachableRules(grammar, false);
  const placeOf = (): Place => ({ parser, tokens, counts: { consume: 1, optional: 1, subrule: 1, many: 1, or: 1 } });
  for (const rule of grammar.rules) if (GrammarAST.isParserRule(rule) && reachable.has(rule)) parser.rule(rule, reading(rule.definition, placeOf()));
  for (const rule of grammar.rules) if (GrammarAST.isInfixRule(rule) && reachable.has(rule)) (parser as LangiumParser).rule(rule, readingInfix(rule, placeOf()));
}

function reading(element: GrammarAST.AbstractElement, place: Place): Read {
  return repeated(once(element, place), element.cardinality, place);
}

function once(element: GrammarAST.AbstractElement, place: Place): Read {
  const { parser, counts } = place;
  if (GrammarAST.isAssignment(element)) return reading(element.terminal, place);
  if (GrammarAST.isKeyword(element)) return readingToken(element.value, element, place);
  if (GrammarAST.isRuleCall(element)) return readingRule(element, place);
  if (GrammarAST.isAction(element)) {
    const type = GrammarUtils.getTypeName(element);
    return () => { parser.action(type, element); };
  }
  if (GrammarAST.isGroup(element) && element.guardCondition === undefined) {
    const parts = element.elements.map((part) => reading(part, place));
    return () => { for (let index = 0; index < parts.length; index++) parts[index]!(); };
  }
  if (GrammarAST.isAlternatives(element)) {
    const choices = element.elements.map((choice) => ({ ALT: reading(choice, place) }));
    if (choices.length === 1) return choices[0]!.ALT;
    const index = counts.or++;
    return () => { parser.alternatives(index, choices); };
  }
  throw new Error(`A grammar of ours has no ${element.$type}.`);
}

function repeated(read: Read, cardinality: GrammarAST.AbstractElement['cardinality'], { parser, counts }: Place): Read {
  const callback = { DEF: read };
  switch (cardinality) {
    case '*': { const index = counts.many++; return () => { parser.many(index, callback); }; }
    case '+': { const index = counts.many++; return () => { parser.atLeastOne(index, callback); }; }
    case '?': { const index = counts.optional++; return () => { parser.optional(index, callback); }; }
    default: return read;
  }
}

function readingToken(name: string, element: GrammarAST.AbstractElement, { parser, tokens, counts }: Place): Read {
  const type = tokens[name];
  if (type === undefined) throw new Error(`There is no token ${name}.`);
  const index = counts.consume++;
  return () => { parser.consume(index, type, element); };
}

function readingRule(call: GrammarAST.RuleCall, place: Place): Read {
  const { parser, counts } = place;
  const rule = call.rule.ref;
  if (rule === undefined || call.arguments.length > 0) throw new Error(`A grammar of ours has no call like ${call.rule.$refText}(…).`);
  if (GrammarAST.isTerminalRule(rule)) return readingToken(rule.name, call, place);
  const index = counts.subrule++;
  const isFragment = GrammarAST.isParserRule(rule) && rule.fragment;
  let called: Rule | undefined;
  return () => { parser.subrule(index, (called ??= ruleOf(parser, rule)), isFragment, call, none); };
}

/** Operands with operators between them: `parts` and `operators` of one node, of which Langium makes a tree by precedence. */
function readingInfix(rule: GrammarAST.InfixRule, { parser, tokens }: Place): Read {
  const operand = rule.call.rule.ref;
  if (operand === undefined || GrammarAST.isTerminalRule(operand)) throw new Error(`The operands of ${rule.name} are of no rule.`);
  const keywords = rule.operators.precedences.flatMap(({ operators }) => operators);
  // Trees and completion look for what a token or a node was read by: a group of an operand, and of operators with operands after it.
  const whole = { $type: 'Group', elements: [] as unknown[] };
  const more = { $type: 'Group', elements: [] as unknown[], cardinality: '*', $container: whole };
  const assignment = (feature: string, terminal: unknown, $container: unknown): GrammarAST.Assignment => ({ $type: 'Assignment', feature, operator: '+=', terminal, $container }) as GrammarAST.Assignment;
  const first = assignment('parts', rule.call, whole);
  const operator = assignment('operators', { $type: 'Alternatives', elements: keywords }, more);
  const next = assignment('parts', rule.call, more);
  whole.elements.push(first, more);
  more.elements.push(operator, next);

  const choices = keywords.map(({ value }, index) => {
    const type = tokens[value];
    if (type === undefined) throw new Error(`There is no token ${value}.`);
    return { ALT: () => { parser.consume(index, type, operator); } };
  });
  let called: Rule | undefined;
  const callback = {
    DEF: () => {
      parser.alternatives(0, choices);
      parser.subrule(1, called!, false, next, none);
    },
  };
  return () => {
    called ??= ruleOf(parser, operand);
    parser.subrule(0, called, false, first, none);
    parser.many(0, callback);
  };
}

function ruleOf(parser: LangiumParser | LangiumCompletionParser, { name }: { name: string }): Rule {
  const rule = parser.getRule(name);
  if (rule === undefined) throw new Error(`There is no rule ${name}.`);
  return rule;
}
