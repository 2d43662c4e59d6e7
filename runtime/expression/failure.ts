import type { At } from '#plan';
import { PatchbayError } from '../errors.ts';
import { stringifyJson } from '../json/index.ts';
import { typeOf } from './values.ts';
import type { Value } from './contract.ts';

/** The codes of errors that an expression ends a record with. */
export type EvaluationCode =
  | 'null-value' | 'wrong-type' | 'invalid-value' | 'invalid-pattern' | 'rejected' | 'no-match'
  | 'division-by-zero' | 'evaluation-limit' | 'unsafe-path-value' | 'unsafe-url-value';

/** An error of the record at hand. `at` is added by the expression that notices it, where it is not given. */
export function failure(code: EvaluationCode, message: string, details: { at?: At; remedy?: string } = {}): PatchbayError {
  return new PatchbayError(code, message, { scope: 'record', ...details });
}

/** Gives an error its place and, before its message, what was being evaluated; one that has a place keeps it. */
export function located(error: unknown, at: At | undefined, subject: () => string): unknown {
  if (!(error instanceof PatchbayError) || error.at !== undefined) return error;
  return new PatchbayError(error.code, `${subject()}: ${error.message}`, { scope: 'record', remedy: error.remedy, at, cause: error.cause });
}

/** `expected a string, found 12 (integer)`. */
export function wrongType(expected: string, found: Value): PatchbayError {
  const type = typeOf(found);
  if (type === 'null') return failure('null-value', `expected ${article(expected)}, found null`, { remedy: nullRemedy });
  return failure('wrong-type', `expected ${article(expected)}, found ${article(type)}${type === 'function' || valuesHidden ? '' : ` (${excerpt(found)})`}`);
}

export const nullRemedy = 'Write `?.` where a value may be missing, or give another one with `??`.';

let valuesHidden = false;

/** While an expression that reads a secret is evaluated, no error shows a value: half a secret is one that redaction does not know. */
export function hideValues(hidden: boolean): void {
  valuesHidden = hidden;
}

/** A value as an error shows it: JSON, at most 40 characters. */
export function excerpt(value: Value): string {
  if (valuesHidden) return '(not shown)';
  let text: string;
  try {
    text = stringifyJson(value);
  } catch {
    text = String(typeOf(value));
  }
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function article(noun: string): string {
  return /^(?:an? |text|bytes|null|true)/.test(noun) || noun.endsWith('s') ? noun : `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
