import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AstUtils, EmptyFileSystem, type Grammar, GrammarAST } from 'langium';
import { describe, expect, it } from 'vitest';
import { anchorOf, attributeSections, builtinAnchor, createPatchbayServices, documentedWords, type Example, ruleSections, sectionOf, typeSections, typeWords, wordDocumentation } from '#language';
import { builtins } from '#plan';
import { withWorkspace } from '../../support/marked-text.ts';
import { formatted } from '../format/support.ts';
import { fileAround, workspace } from './examples.ts';

const root = join(import.meta.dirname, '../../..');
const { pageText } = await import('../../../scripts/language-page.mjs' as string) as { pageText(): string };
const page = readFileSync(join(root, 'docs/language.md'), 'utf8');

/** Anchors as GitHub makes them: the second heading of a text gets a number. */
const headings = [...page.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => anchorOf(title));

const services = createPatchbayServices(EmptyFileSystem);
const grammars: Grammar[] = [services.connector.Grammar, services.flow.Grammar];

/** Each keyword with the rule that has it. */
const keywords = new Map(grammars.flatMap((grammar) => AstUtils.streamAllContents(grammar).filter(GrammarAST.isKeyword).toArray()).map((node): [string, { word: string; rule: string }] => {
  const rule = AstUtils.getContainerOfType(node, (one) => GrammarAST.isParserRule(one) || GrammarAST.isInfixRule(one))?.name ?? '';
  return [`${rule}.${node.value}`, { word: node.value, rule }];
}));
/** Signs that mean nothing by themselves: they stand between or around what does. */
const punctuation = new Set([',', ':', '{', '}', ')', ']', '=']);

/** What an example leaves out because it is about something else, and what this version does not carry out. */
const beside = new Set(['unused-use', 'unused-binding', 'unused-parameter', 'unused-entity', 'no-documentation', 'not-supported']);

/** What is wrong with each example: flows in one workspace, connectors in one of their own. */
async function findings(examples: readonly Example[]): Promise<string[][]> {
  const files = examples.map(({ place, code }) => fileAround(place, code));
  const found = examples.map((): string[] => []);
  const check = async (name: (index: number) => string, shared: Readonly<Record<string, string>>, indexes: number[]): Promise<void> => withWorkspace(new Map([...Object.entries(shared), ...indexes.map((index): [string, string] => [name(index), files[index]!.text])]), (documents) => {
    for (const index of indexes) {
      const document = documents.get(name(index))!;
      found[index] = (document.diagnostics ?? []).filter(({ code }) => !beside.has(String(code)))
        .map(({ code, range, message }) => `${String(code)} ${document.textDocument.getText(range)}: ${typeof message === 'string' ? message : message.value}`);
    }
  });
  const indexes = [...examples.keys()];
  await check((index) => `/example-${index}.flow`, workspace, indexes.filter((index) => files[index]!.language === 'flow'));
  for (const index of indexes.filter((one) => files[one]!.language === 'connector')) await check(() => '/own.connector', {}, [index]);
  return found;
}

describe('the page of the language', () => {
  it('is what the grammar, the tables and the chapters make', () => {
    expect(page === pageText(), 'run `npm run docs`').toBe(true);
  });

  it('has each heading once, so that a link leads to one place', () => {
    expect(headings.filter((anchor, index) => headings.indexOf(anchor) !== index)).toEqual([]);
  });

  it('has a heading for each word of the grammar, which says what the word means', () => {
    const missing = [...keywords.values()].filter(({ word, rule }) => !punctuation.has(word) && (/^[A-Za-z]/.test(word) || sectionOf(rule) !== undefined))
      .filter(({ word, rule }) => wordDocumentation(word, rule) === undefined || !headings.includes(sectionOf(rule)?.anchor ?? '')).map(({ word, rule }) => `${rule}.${word}`);
    expect(missing.filter((one) => !isBracket(one))).toEqual([]);
  });

  it('speaks of no word that its rule does not have', () => {
    const words = new Set([...keywords.values()].map(({ word }) => word));
    expect(documentedWords().filter((one) => !keywords.has(one) && !words.has(one))).toEqual([]);
  });

  it('has a heading for each attribute, type and built-in function', () => {
    const anchors = [...Object.values(attributeSections), ...Object.values(typeSections)].map((section) => section!.anchor).concat(builtins.map(builtinAnchor));
    expect(anchors.filter((anchor) => !headings.includes(anchor))).toEqual([]);
    expect(Object.keys(typeSections).toSorted()).toEqual(typeWords.toSorted());
  });

  it('leads nowhere that is not there', () => {
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = '']) => anchor);
    expect(links.length).toBeGreaterThan(100);
    expect(links.filter((anchor) => !headings.includes(anchor))).toEqual([]);
  });
});

/** Brackets around arguments and lists, dots between parts of a name: their rules tell of them in the text. */
function isBracket(word: string): boolean {
  return /\.[([]$|^(?:PrimaryType|SlotPart|Extend|Test)\.\.$/.test(word);
}

/** Without what the file around an example gives its lines. */
function flush(text: string): string {
  return text.replace(/^ +(?:let value\d+ = )?/gm, '');
}

describe('the examples of the page', async () => {
  const examples = [...ruleSections().values(), ...Object.values(attributeSections), ...Object.values(typeSections)].flatMap((section) => section!.examples.map((example) => ({ title: section!.title, example })));
  const found = await findings(examples.map(({ example }) => example));

  it.each(examples.map(({ title, example }, index) => ({ title, example, index })))('of $title have nothing wrong with them and are written as the formatter writes', async ({ example, index }) => {
    expect(found[index]).toEqual([]);
    const { language, text } = fileAround(example.place, example.code);
    expect(flush(await formatted(language, text))).toContain(flush(example.code));
  });

  it('are there for each construct with a heading of its own', () => {
    const without = [...ruleSections().values()].filter(({ part, examples: own }) => part === undefined && own.length === 0).map(({ title }) => title);
    expect(without).toEqual(['Constants']);
  });
});
