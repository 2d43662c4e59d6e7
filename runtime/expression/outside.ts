// What the rest of the runtime does with values between evaluations. Each call is an evaluation of its own: it has a budget of its own.

import { begin } from './budget.ts';
import * as equality from './equality.ts';
import * as keys from './key-text.ts';
import * as patterns from './pattern.ts';
import * as texts from './text.ts';
import type { Value } from './contract.ts';
import type { Pattern } from './pattern.ts';

/** `==` of the language: no coercion, numbers by value, arrays and objects by what is in them. */
export function equal(left: Value, right: Value): boolean {
  begin();
  return equality.equal(left, right);
}

/** Canonical JSON: members sorted by name, numbers without needless zeros; equal values give equal texts, so that it serves as a key. */
export function canonicalValue(value: Value): string {
  begin();
  return keys.canonicalValue(value);
}

/** SHA-256 of the canonical JSON, in hex. */
export function hashOf(value: Value): string {
  begin();
  return keys.hashOf(value);
}

/** A value as a text of the language; throws `null-value` for null (scope record). */
export function textOf(value: Value): string {
  begin();
  return texts.textOf(value);
}

/** A value as a message shows it: null as `null`. */
export function messageText(value: Value): string {
  begin();
  return texts.messageText(value);
}

/** A pattern in RE2's syntax, compiled once. Throws `invalid-pattern`. */
export function compilePattern(source: string): Pattern {
  begin();
  const pattern = patterns.compilePattern(source);
  return {
    test(text) {
      begin();
      return pattern.test(text);
    },
    groups(text) {
      begin();
      return pattern.groups(text);
    },
  };
}
