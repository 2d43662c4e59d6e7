// What the grammar's tests share: the languages, the golden files, and trees as plain data.
import type { AstNode, LangiumCoreServices } from 'langium';
import { AstUtils } from 'langium';
import { readdirSync, readFileSync } from 'node:fs';
import { createPatchbayServices } from '../../../language/services.ts';
import type { Token } from '../../../language/parser/tokens.ts';

export type LanguageName = 'connector' | 'flow' | 'workspace';
export interface Sample { name: string; language: LanguageName; text: string }

const services = createPatchbayServices();
const golden = new URL('../../golden/', import.meta.url);

export const languageServices = (language: LanguageName): LangiumCoreServices => services[language];

/** The golden files: the language's examples, the whole files of its reference, and what both leave out. */
export const samples: readonly Sample[] = ['examples/', 'grammar/', 'language/'].flatMap(folder =>
  readdirSync(new URL(folder, golden)).toSorted().flatMap(file => {
    const language = languageOf(file);
    return language === undefined ? [] : [{ name: folder + file, language, text: readFileSync(new URL(folder + file, golden), 'utf8') }];
  }));

export const codeSamples: readonly Sample[] = samples.filter(sample => sample.language !== 'workspace');

function languageOf(file: string): LanguageName | undefined {
  if (file === 'patchbay.json') return 'workspace';
  if (file.endsWith('.connector')) return 'connector';
  return file.endsWith('.flow') ? 'flow' : undefined;
}

export interface Parsed { value: AstNode; errors: string[] }

/** Errors as `line:column message`, the lexer's first. */
export function parse(language: LanguageName, text: string): Parsed {
  const result = services[language].parser.LangiumParser.parse(text);
  return {
    value: result.value,
    errors: [
      ...result.lexerErrors.map(error => `${error.line}:${error.column} ${error.message}`),
      ...result.parserErrors.map(error => `${error.token.startLine}:${error.token.startColumn} ${error.message}`),
    ],
  };
}

export const tokenize = (language: LanguageName, text: string, mode: 'full' | 'partial' = 'full'): Token[] =>
  services[language].parser.Lexer.tokenize(text, { mode }).tokens;

/** A tree as plain data: types and properties, without places, empty lists and `false`. */
export function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value)
    .filter(([key, property]) => (!key.startsWith('$') || key === '$type') && property !== undefined && property !== false && !(Array.isArray(property) && property.length === 0))
    .map(([key, property]) => [key, shape(property)]));
}

/** The declarations of a file by kind and name: what recovery is measured by. */
export function declarations(root: AstNode, isDeclaration: (type: string) => boolean): Map<string, number> {
  const found = new Map<string, number>();
  for (const node of AstUtils.streamAst(root)) {
    if (!isDeclaration(node.$type)) continue;
    const key = `${node.$type} ${(node as { name?: string }).name ?? ''}`;
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
