// What people write out of habit from another language, mostly TypeScript, where the grammar has nothing of the kind: the error then says how it is
// written here instead of what else could stand there.
import type { ParseResult } from 'langium';
import { nameInstead } from '../validation/foreign-names.ts';
import type { Token } from './tokens.ts';

type ParserError = ParseResult['parserErrors'][number];

/** Statements of other languages, by the word that begins them. */
const STEPS_ELSEWHERE: Readonly<Record<string, string>> = {
  if: 'What goes on is said by `filter condition`, and what is done by `route { when condition { … } else { … } }`.',
  switch: 'Write `route { when condition { … } else { … } }` for steps, or `match value { … }` for a value.',
  while: 'Records come one after the other by themselves; what is done for each element of a list stands in `each list as item { … }`.',
  for: 'What is done for each element of a list stands in `each list as item { … }`.',
  foreach: 'What is done for each element of a list stands in `each list as item { … }`.',
  const: 'Write `let name = value`.', var: 'Write `let name = value`.',
  return: 'A function is one expression, and what a block of `each` hands on stands in `yield value`.',
  throw: 'Write `reject "…"` to set the record aside, or `fail "…"` to end the run.',
  continue: 'Write `skip`: nothing more is done with this record.', break: 'Records that are not wanted are left out by `filter condition`.',
  await: 'Nothing is waited for: a step goes on when the one before it is done.', async: 'Nothing is waited for: leave the word out.',
  export: 'What a file declares may be imported without it.', public: 'What a file declares may be imported without it.',
  class: 'What records look like is declared by `entity Name { … }` in a connector.', interface: 'What records look like is declared by `entity Name { … }` in a connector.',
  type: 'What records look like is declared by `entity Name { … }` in a connector.',
  console: 'Write `log info "…"`.', print: 'Write `log info "…"`.',
};

/** The same where the word is one of ours elsewhere, by the rule that it stands in. */
export function stepElsewhere(word: string, rule: string): string | undefined {
  if (rule === 'ObjectLiteral' && STATEMENTS.has(word)) return FUNCTION_BODY;
  if (rule === 'FlowFile' && /^(?:let|const|var)$/.test(word)) return 'A value with a name stands in a flow: `let name = value`. For several flows it is a function: `function name(): string = …`.';
  if (word === 'function' && rule !== 'ObjectLiteral') return 'A function stands outside of flows and endpoints: `function name(x: string): string = …`.';
  return Object.hasOwn(STEPS_ELSEWHERE, word) ? STEPS_ELSEWHERE[word] : undefined;
}

const STATEMENTS: ReadonlySet<string> = new Set(['let', 'const', 'var', 'return', 'if', 'for', 'while', 'switch', 'throw']);
const FUNCTION_BODY = 'A function is one expression: `x => x.name`, without braces and `return`. What takes several steps stands in the flow, as `let` before it.';
const DECLARED_BODY = 'A function is one expression behind `=`, without braces and `return`: `function name(x: string): string = …`.';

interface Habit {
  /** Matched against the end of the line before the error, at most `REACH` characters. */
  before?: RegExp;
  /** Matched against what begins with the word or sign that the error stands at. */
  at: RegExp;
  /** Matched against what the grammar says of it. */
  grammar?: RegExp;
  says: string | ((at: RegExpExecArray, before: RegExpExecArray | undefined) => string);
  /** The error is about the word before (`new Date`), or about all that `at` matches (`===`). */
  about?: 'previous' | 'match';
}

/** Characters that are looked at on either side of an error. */
const REACH = 300;

const VALUE_END = /[\w$)\]'"]\s*$/;

const HABITS: readonly Habit[] = [
  { at: /^===/, about: 'match', says: 'Equal is written `==`: it converts nothing here.' },
  { at: /^!==/, about: 'match', says: 'Unequal is written `!=`: it converts nothing here.' },
  { before: VALUE_END, at: /^<>/, about: 'match', says: 'Unequal is written `!=`.' },
  { before: /[\w$)\]]$/, at: /^!(?!=)/, says: 'Nothing can be said to be there by `!`: write `?.`, which gives null where it is not, or another value behind `??`.' },
  { before: VALUE_END, at: /^\|(?!\|)/, says: '"Or" is written `||`; a single `|` stands between types, and between the values of a `match`.' },
  { before: /\bfunction\s+[\w$]+\s*\([^{}]*$/, at: /^(?:\{|=>)/, says: DECLARED_BODY },
  { before: /\bfunction\s*\([^{}()]*\)\s*$/, at: /^\{/, says: 'A function is written `x => …` here, as one expression without braces and `return`.' },
  { before: /(?:[\w$]|\))\s*$/, at: /^=>\s*\{\s*(?:let|const|var|return|if|for|while|switch|throw)\b/, says: FUNCTION_BODY },
  { at: /^\([^()]*?[\w$]\s*\??:[^()]*\)\s*(?::[^=()]*)?=>/, says: 'The parameters of a function in a value have no types, they are known: `x => …`, `(x, y) => …`.' },
  { before: /\([\w$\s,]*\)\s*$/, at: /^:[^=()]*=>/, says: 'What a function in a value gives is known, and not declared: `x => …`.' },
  { before: /\basync\s*(?:\([\w$\s,]*\)\s*)?$/, at: /^(?:[\w$]|\(|=>)/, says: 'Nothing is waited for: write the function without `async`.' },
  { before: /(?:^|[^\w$.])(new|await|typeof|not)\s+$/, at: /^[\w$'"(]/, about: 'previous', says: (_, before) => nameInstead(before![1]!).trim() },
  { before: VALUE_END, at: /^(and|or)\b/, says: ([, word]) => nameInstead(word!).trim() },
  { before: VALUE_END, at: /^is\b/, says: 'Write `==`, or `!=` for "is not".' },
  { before: VALUE_END, at: /^instanceof\b/, says: nameInstead('typeof').trim() },
  { before: VALUE_END, at: /^as\s+[\w$]+/, says: 'A value is not declared to be of another type, it is converted: `.string()`, `.decimal()`, `.datetime()`.' },
  { before: /[\w$)\]]\s*$/, at: /^(?:\+\+|--|(?:[-+*/%]|&&|\|\||\?\?)=(?!=))/, about: 'match', says: 'Nothing is changed in place: a new value has a name of its own, `let name = …`.' },
  { before: /[\w$)\]]\s*[+-]$/, at: /^[-+](?=\s*(?:$|[\r\n,)\]}]))/, says: 'Nothing is changed in place: a new value has a name of its own, `let name = …`.' },
  { grammar: / cannot stand here\.(?! Did)/, before: /^\s*$/, at: /^([A-Za-z_$][\w$]*)\s*(?:[-+*/%]|&&|\|\||\?\?)?=(?![=>])/, says: ([, name]) => `A value gets its name by \`let ${name} = …\`, and a variable of the flow another value by \`set ${name} = …\`.` },
  { before: /\b(?:filter|when|while|if)\s+[^=]*[\w$)\]'"]\s*$/, at: /^=(?![=>])/, says: 'Equal is written `==`.' },
  { before: /\blet\s+$/, at: /^[{[]/, says: 'A `let` names one value: `let name = order.name`.' },
  { before: /\bimport\s+$/, at: /^[{*\w$]/, says: 'An import brings all that the file declares: `import \'./other.flow\'`.' },
  { before: /\bArray\s*$/, at: /^</, says: 'An array is written `string[]`.' },
  { before: /\b(?:Record|Map|Dictionary|Dict)\s*$/, at: /^</, says: 'A map is written `{ [string]: integer }`.' },
];

/** Says, in place of what the grammar expected, how a habit of another language is written here; the error stands under all of it. Never throws. */
export function explainHabit(error: ParserError, text: string): void {
  const { startOffset } = error.token;
  if (!Number.isFinite(startOffset) || startOffset < 0 || error.token.image === '') return;
  const before = text.slice(Math.max(0, startOffset - REACH), startOffset).split(/[\r\n]/).at(-1)!;
  const rest = text.slice(startOffset, startOffset + REACH);
  for (const habit of HABITS) {
    const at = habit.at.exec(rest);
    const behind = at === null ? null : habit.before?.exec(before);
    if (at === null || behind === null || habit.grammar?.test(error.message) === false) continue;
    error.message = typeof habit.says === 'string' ? habit.says : habit.says(at, behind);
    error.token = placed(error, habit, at[0]);
    return;
  }
}

function placed(error: ParserError, { about }: Habit, match: string): Token {
  const { token } = error;
  const previous = (error as { previousToken?: Token }).previousToken;
  if (about === 'previous' && previous !== undefined && previous.image !== '' && previous.startLine === token.startLine) return previous;
  if (about !== 'match') return token;
  const longer = match.length - token.image.length;
  return { ...token, image: match, endOffset: token.endOffset! + longer, endColumn: token.endColumn! + longer };
}

/** Characters that mean nothing here, and what they are written for: by the character, where a line goes on behind it and where it ends. */
const CHARACTERS: Readonly<Record<string, string>> = {
  '&': '"And" is written `&&`; a single `&` means nothing here.',
  '#': 'A comment begins with `//`; a text with `#` in it stands in quotes.',
  '\u201c': 'Texts stand in straight quotes: `"…"`.', '\u201d': 'Texts stand in straight quotes: `"…"`.',
  '\u2018': 'Texts stand in straight quotes: `\'…\'`.', '\u2019': 'Texts stand in straight quotes: `\'…\'`.',
};

export const NO_SEMICOLON = 'A line ends without `;`.';
export const NO_BACKTICKS = 'Texts stand in quotes: `"…{name}…"`, and over several lines in `"""`.';

/** What is said of a character that the language does not have; `rest` is the line behind it. Undefined where nothing is known of it. */
export function characterInstead(character: string, rest: string): string | undefined {
  if (character === ';') return /^[\s;]*(?:\/\/.*|\/\*.*)?$/.test(rest) ? NO_SEMICOLON : 'What a `;` would part stands on lines of its own; between entries and fields stands a comma.';
  if (character === '`') return NO_BACKTICKS;
  return Object.hasOwn(CHARACTERS, character) ? CHARACTERS[character] : undefined;
}
