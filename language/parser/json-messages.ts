import { AbstractParserErrorMessageProvider } from 'langium';
import type { Token } from './tokens.ts';

type Provider = AbstractParserErrorMessageProvider;

/** Errors in patchbay.json, for people. */
export class JsonErrorMessages extends AbstractParserErrorMessageProvider {
  override buildMismatchTokenMessage({ expected, actual }: Parameters<Provider['buildMismatchTokenMessage']>[0]): string {
    if (expected.name === '}' || expected.name === ']') return actual.tokenType.name === 'EOF' ? `A \`${expected.name}\` is missing at the end of the file.` : `${shown(actual)} cannot stand here: expected a ${expected.name === '}' ? 'key in double quotes or `}`' : 'value or `]`'}.`;
    return `${shown(actual)} cannot stand here.`;
  }
  override buildNotAllInputParsedMessage({ firstRedundant }: Parameters<Provider['buildNotAllInputParsedMessage']>[0]): string {
    return `${shown(firstRedundant)} stands after the end: the file is one \`{ … }\`.`;
  }
  override buildNoViableAltMessage({ actual }: Parameters<Provider['buildNoViableAltMessage']>[0]): string {
    return `Expected a value, found ${actual[0] === undefined ? 'nothing' : shown(actual[0])}.`;
  }
  override buildEarlyExitMessage({ actual }: Parameters<Provider['buildEarlyExitMessage']>[0]): string {
    return `Expected a value, found ${actual[0] === undefined ? 'nothing' : shown(actual[0])}.`;
  }
}

const shown = (token: Token): string => token.tokenType.name === 'EOF' ? 'the end of the file' : `\`${token.image.length > 40 ? `${token.image.slice(0, 37)}…` : token.image}\``;
