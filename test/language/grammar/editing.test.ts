import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { codeSamples } from './support.ts';

interface Contributions { languages: { id: string; configuration?: string }[] }
interface Configuration {
  wordPattern: string;
  indentationRules: { increaseIndentPattern: string; decreaseIndentPattern: string };
  onEnterRules: { beforeText: string; afterText?: string; previousLineText?: string; action: { appendText?: string } }[];
}
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));
const { languages } = (read('package.json') as { contributes: Contributions }).contributes;
const configuration = read(languages.find(({ id }) => id === 'flow')!.configuration!) as Configuration;

const appended = (before: string, after = '', previous = ''): string | undefined => configuration.onEnterRules.find(rule =>
  new RegExp(rule.beforeText).test(before) && (rule.afterText === undefined || new RegExp(rule.afterText).test(after))
  && (rule.previousLineText === undefined || new RegExp(rule.previousLineText).test(previous)))?.action.appendText;

describe('language configuration', () => {
  test('both languages have the same one', () => {
    expect(new Set(languages.filter(({ id }) => id === 'flow' || id === 'connector').map(language => language.configuration)).size).toBe(1);
  });

  test('a word is a name, an attribute or a number', () => {
    const words = 'use eu = ledger-one.books_2 @key 15m order.customer?.$id'.match(new RegExp(configuration.wordPattern, 'g'));
    expect(words).toEqual(['use', 'eu', 'ledger', 'one', 'books_2', '@key', '15m', 'order', 'customer', '$id']);
  });

  test('the indentation of the golden files is what the rules would give', () => {
    const increase = new RegExp(configuration.indentationRules.increaseIndentPattern);
    const decrease = new RegExp(configuration.indentationRules.decreaseIndentPattern);
    const wrong = codeSamples.flatMap(({ name, text }) => {
      const lines = text.replaceAll(/'''[\s\S]*?'''|\$?"""[\s\S]*?"""|\/\*[\s\S]*?\*\//g, found => found.replaceAll(/[^\n]/g, '')).split('\n');
      return lines.flatMap((line, index) => {
        const previous = lines[index - 1];
        if (previous === undefined || previous.trim() === '' || line.trim() === '') return [];
        const step = (increase.test(previous) ? 2 : 0) - (decrease.test(line) ? 2 : 0);
        // What goes on from the line before may stand deeper, and what comes after it less deep again.
        const actual = indentation(line) - indentation(previous);
        return step === actual || step === 0 && !decrease.test(line) || step < 0 && actual < step ? [] : [`${name}:${index + 1} ${line}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  test('Enter in a doc comment goes on with the comment', () => {
    expect(appended('  /** Orders', ' */')).toBe(' * ');
    expect(appended('  /** Orders')).toBe(' * ');
    expect(appended('   * of the shop', '', '  /** Orders')).toBe('* ');
    expect(appended('  let x = a * b', '', '  let y = 1')).toBeUndefined();
  });
});

const indentation = (line: string): number => line.length - line.trimStart().length;
