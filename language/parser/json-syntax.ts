// What the forgiving grammar of patchbay.json lets pass and JSON does not: commas, colons and values that are missing.
import type { LexingError, Token, TokenType } from './tokens.ts';

type Expecting = 'key' | 'colon' | 'value' | 'comma';
interface Container { bracket: '{' | '['; expecting: Expecting }

/** One error for each place; a trailing comma is not one. Strings that stand for keys become `keyType`, in place. */
export function jsonProblems(tokens: readonly Token[], keyType: TokenType): LexingError[] {
  const errors: LexingError[] = [];
  const stack: Container[] = [];
  let previous: Token | undefined;
  const report = (at: Token, message: string): void => {
    errors.push({ offset: at.startOffset, length: at.image.length, line: at.startLine, column: at.startColumn, message });
  };

  for (const token of tokens) {
    const top = stack.at(-1);
    const { image } = token;
    if (token.tokenType.name === 'JSON_STRING' && top?.bracket === '{' && top.expecting !== 'value') {
      token.tokenType = keyType;
      token.tokenTypeIdx = keyType.tokenTypeIdx!;
    }
    const isKey = token.tokenType === keyType;
    if (top !== undefined && previous !== undefined) {
      const missing = problem(top, token, isKey);
      if (missing !== undefined) report(missing === COMMA ? previous : missing === VALUE_EXPECTED ? token : previous, missing);
      advance(top, token, isKey);
    }
    if (image === '{' || image === '[') stack.push({ bracket: image, expecting: image === '{' ? 'key' : 'value' });
    else if (image === '}' || image === ']') stack.pop();
    previous = token;
  }
  return errors;
}

const COMMA = 'A comma is missing after this.';
const COLON = 'A colon and a value are missing after this key.';
const VALUE = 'A value is missing after this.';
const VALUE_EXPECTED = 'A value is missing before this comma.';

function problem(top: Container, token: Token, isKey: boolean): string | undefined {
  const { image } = token;
  const closes = image === '}' || image === ']';
  switch (top.expecting) {
    case 'colon': return image === ':' ? undefined : COLON;
    case 'comma': return image === ',' || closes ? undefined : COMMA;
    case 'value':
      if (top.bracket === '[') return image === ',' ? VALUE_EXPECTED : undefined;
      return closes || image === ',' || isKey ? VALUE : undefined;
    case 'key': return undefined;
  }
}

function advance(top: Container, token: Token, isKey: boolean): void {
  const { image } = token;
  if (image === ',') top.expecting = top.bracket === '{' ? 'key' : 'value';
  else if (image === ':') top.expecting = 'value';
  else if (isKey) top.expecting = 'colon';
  else top.expecting = 'comma';
}
