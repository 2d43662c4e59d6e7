// What is said of the language, from one source: the comments of the grammar's rules, and the tables of attributes and types beside this file.
// Hover, completion and docs/language.md all read it. In a comment stand, after the text, examples and tags:
//
//     The first paragraph is what hover and completion show; the page has all of it.
//
//     ```steps                    an example, with where it stands: see `ExamplePlace`
//     filter order.total > 10
//     ```
//     @title Text                 the heading, the rule's first word unless given
//     @part Rule                  no heading of its own: it belongs to that of another rule
//     @word by Text               what a word means in this rule
//     @common as Text             what a word means in every rule that says nothing of its own
import { ruleComments } from './rule-comments.ts';

/** Where an example stands: a whole file, members of something, or a piece of it. Tests put it there and check it. */
export type ExamplePlace = 'flow' | 'source' | 'steps' | 'tests' | 'value' | 'connector' | 'members' | 'endpoint' | 'auth' | 'type';

export interface Example { place: ExamplePlace; code: string }

const connectorPlaces: ReadonlySet<ExamplePlace> = new Set<ExamplePlace>(['connector', 'members', 'endpoint', 'auth', 'type']);

/** The language of the file that an example stands in. */
export function exampleLanguage({ place }: Example): 'connector' | 'flow' {
  return connectorPlaces.has(place) ? 'connector' : 'flow';
}

/** A section of the page. */
export interface Section {
  /** Markdown. */
  title: string;
  /** Where a link leads: the heading's anchor, as GitHub and VS Code make it. */
  anchor: string;
  /** Markdown, without the examples. */
  text: string;
  /** Its first paragraph. */
  summary: string;
  examples: readonly Example[];
}

/** What the comment of a rule says. */
export interface RuleSection extends Section {
  rule: string;
  /** The rule under whose heading this one is described. */
  part: string | undefined;
  /** The keyword that it begins with. */
  word: string | undefined;
  words: ReadonlyMap<string, string>;
}

const common = new Map<string, string>();
let sections: ReadonlyMap<string, RuleSection> | undefined;

/** By the rule's name. Read when they are first asked for: a run of a flow needs none of it. */
export function ruleSections(): ReadonlyMap<string, RuleSection> {
  return sections ??= new Map(Object.entries(ruleComments).map(([rule, { word, comment }]) => [rule, sectionOfRule(rule, word, comment)]));
}

/** What a word means where that rule of the grammar has it, as Markdown. */
export function wordDocumentation(word: string, rule: string): string | undefined {
  const section = ruleSections().get(rule);
  return section?.words.get(word) ?? (section?.word === word ? section.summary : common.get(word));
}

/** The section of the page under which a rule's words are described. */
export function sectionOf(rule: string): RuleSection | undefined {
  const section = ruleSections().get(rule);
  return section?.part === undefined ? section : sectionOf(section.part);
}

/** The example to show beside what a word means: only where it is about the whole rule. */
export function wordExample(word: string, rule: string): Example | undefined {
  const section = ruleSections().get(rule);
  return section?.word === word ? section.examples[0] : undefined;
}

/** Words with a meaning of their own, as `rule.word` and, where any rule may have them, `word`. */
export function documentedWords(): string[] {
  return [...[...ruleSections().values()].flatMap(({ rule, words }) => [...words.keys()].map((word) => `${rule}.${word}`)), ...common.keys()];
}

/** A heading's anchor by GitHub's rule, which VS Code's preview shares: small letters, no punctuation, `-` for blanks. */
export function anchorOf(title: string): string {
  return title.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
}

function sectionOfRule(rule: string, word: string | undefined, comment: string): RuleSection {
  const examples: Example[] = [];
  const withoutExamples = comment.replace(/^```(\w+)\n([\s\S]*?)\n```$/gm, (_, place: ExamplePlace, code: string) => {
    examples.push({ place, code });
    return '';
  });
  const words = new Map<string, string>();
  let title = word === undefined ? rule : `\`${word}\``;
  let part: string | undefined;
  const text = withoutExamples.replace(/^@(title|part|word|common) (.*)$/gm, (_, tag: string, rest: string) => {
    const [first, own] = [rest.slice(0, rest.indexOf(' ')), rest.slice(rest.indexOf(' ') + 1)];
    if (tag === 'title') title = rest;
    else if (tag === 'part') part = rest;
    else (tag === 'word' ? words : common).set(first, own);
    return '';
  }).replace(/\n{3,}/g, '\n\n').trim();
  return { rule, word, title, part, words, anchor: anchorOf(title), text, summary: text.split('\n\n')[0]!, examples };
}
