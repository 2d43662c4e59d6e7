import { RE2JS } from 're2js';
import { spend } from './budget.ts';
import { failure } from './failure.ts';

/** A regular expression in RE2's syntax, which runs in linear time whatever the text (SECURITY.md 7). */
export interface Pattern {
  /** True where it fits anywhere in the text. */
  test(text: string): boolean;
  /** The groups of the first place where it fits (the whole match where it has no groups); null where it fits nowhere. */
  groups(text: string): (string | null)[] | null;
}

const compiled = new Map<string, Pattern>();
const mostPatterns = 500;
const longestPattern = 1000;

/** Compiles a pattern, each once. Throws `invalid-pattern`. */
export function compilePattern(source: string): Pattern {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  if (source.length > longestPattern) throw failure('invalid-pattern', `a pattern of more than ${longestPattern} characters`);
  const pattern = make(source);
  // Patterns that data supplies must not fill the memory.
  if (compiled.size >= mostPatterns) compiled.clear();
  compiled.set(source, pattern);
  return pattern;
}

function make(source: string): Pattern {
  let expression: RE2JS;
  try {
    expression = RE2JS.compile(source);
  } catch (error) {
    throw failure('invalid-pattern', `the pattern ${source} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return {
    test(text) {
      spend(text.length);
      return expression.test(text);
    },
    groups(text) {
      spend(text.length);
      const matcher = expression.matcher(text);
      if (!matcher.find()) return null;
      const count = matcher.groupCount();
      if (count === 0) return [matcher.group(0)];
      return Array.from({ length: count }, (_item, index) => matcher.group(index + 1) ?? null);
    },
  };
}
