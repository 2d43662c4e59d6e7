import { closest, distance } from 'fastest-levenshtein';
import type { Grammar } from 'langium';
import { AbstractParserErrorMessageProvider } from 'langium';
import { stepElsewhere } from './other-languages.ts';
import type { Token, TokenType } from './tokens.ts';
import { isWord, leadingWordsByRule, SOFT } from './tokens.ts';

type Mismatch = Parameters<AbstractParserErrorMessageProvider['buildMismatchTokenMessage']>[0];
type NoAlternative = Parameters<AbstractParserErrorMessageProvider['buildNoViableAltMessage']>[0];
type EarlyExit = Parameters<AbstractParserErrorMessageProvider['buildEarlyExitMessage']>[0];
type NotAll = Parameters<AbstractParserErrorMessageProvider['buildNotAllInputParsedMessage']>[0];

/** At most this many things that could stand somewhere are listed. */
const MAX_LISTED = 8;

/** What the terminals are called in messages. */
const NAMES: Readonly<Record<string, string>> = {
  ID: 'a name', STRING: 'a text in quotes', TRIPLE: 'a text in quotes', TEXT_OPEN: 'a text in quotes', INT: 'a number', DECIMAL: 'a number',
  DURATION: 'a duration such as `30s`', VERSION: 'a version such as `1.0.0`', ATTRIBUTE: 'an attribute such as `@key`', DANGLING: '`.`', TOUCHING: '`[`',
  INTERP_CLOSE: '`}`', TEXT_CLOSE: 'the end of the text', CLAUSE_CONCURRENCY: '`concurrency`', EOF: 'the end of the file',
};
/** Signs and words that begin a value; where all of them could stand, "a value" says it. */
const VALUE = new Set(['ID', 'STRING', 'TRIPLE', 'TEXT_OPEN', 'INT', 'DECIMAL', 'DURATION', 'true', 'false', 'null', '[', '{', '(', '!', '-', 'match', 'reject', 'TOUCHING']);

const TYPE = new Set(['ID', 'input', 'partial', 'STRING', 'TRIPLE', 'TEXT_OPEN', 'INT', 'DECIMAL', 'true', 'false', 'null', '{', '(', '-']);

/** What the rule at hand is called in messages, by rule name: `a connector`, `a step`. Others are left out. */
const PLACES: Readonly<Record<string, string>> = {
  ConnectorFile: 'in a connector file', FlowFile: 'in a flow file', Connector: 'in a connector', Auth: 'in an auth', Endpoint: 'in an endpoint', Webhook: 'in a webhook',
  Entity: 'in an entity', Settings: 'in the settings', OAuth2: 'in `oauth2`', OAuth1: 'in `oauth1`', SigV4: 'in `sigv4`', Certificate: 'in `certificate`', Flow: 'in a flow',
  Test: 'in a test', ObjectLiteral: 'in an object', ArrayLiteral: 'in an array', MatchExpression: 'in a `match`', ObjectType: 'in an object type', RouteStep: 'in a `route`', BranchStep: 'in a `branch`',
  Table: 'in a table', Parameter: 'in the parameters', Call: 'in the arguments', PostfixRule: 'in an expression',
};

/** Errors of the parser for people: what was expected, in words of the language, and what was found. */
export class PatchbayErrorMessages extends AbstractParserErrorMessageProvider {
  private readonly leading: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(grammar: Grammar) {
    super();
    this.leading = leadingWordsByRule(grammar);
  }

  override buildMismatchTokenMessage({ expected, actual, previous, ruleName }: Mismatch): string {
    if (isBareHeader(actual, previous)) return unquotedHeader(actual);
    if (expected.name === 'EOF') return this.unexpected(actual, ruleName);
    if (expected.name === '}' && actual.tokenType.name !== 'EOF') return this.misplaced(actual, ruleName);
    return `Expected ${describe(expected)}${after(previous)}${place(ruleName, previous, expected)}, found ${found(actual, false)}.`;
  }

  override buildNotAllInputParsedMessage({ firstRedundant, ruleName }: NotAll): string {
    return this.unexpected(firstRedundant, ruleName);
  }

  override buildNoViableAltMessage({ expectedPathsPerAlt, actual, previous, ruleName }: NoAlternative): string {
    const expected = expectedPathsPerAlt.flatMap(paths => paths.map(path => path[0])).filter(type => type !== undefined);
    const word = actual[0];
    if (word !== undefined && isWord(word.image) && expected.some(type => type.name === word.image)) return `After ${quoted(word)} something is missing, or what follows does not fit.`;
    return this.expectedOneOf(expected, word, previous, ruleName);
  }

  override buildEarlyExitMessage({ expectedIterationPaths, actual, previous, ruleName }: EarlyExit): string {
    const expected = expectedIterationPaths.map(path => path[0]).filter(type => type !== undefined);
    return this.expectedOneOf(expected, actual[0], previous, ruleName);
  }

  private expectedOneOf(expected: TokenType[], actual: Token | undefined, previous: Token, ruleName: string): string {
    const tail = actual === undefined ? '' : `, found ${found(actual, false)}`;
    return `Expected ${list(expected)}${after(previous)}${place(ruleName, previous)}${tail}.`;
  }

  private unexpected(token: Token, ruleName: string): string {
    return token.image === '}' ? 'This `}` closes nothing. Is a `{` missing above, or is it one too many?' : this.misplaced(token, ruleName);
  }

  private misplaced(token: Token, ruleName: string): string {
    const leading = this.leading.get(plainName(ruleName)) ?? new Set();
    // What differs more in length is not meant; a name of millions of characters is not held against each word.
    const alike = [...leading].filter((word) => Math.abs(word.length - token.image.length) <= 2);
    const meant = leadingInAnyCase(token, leading) ?? (token.image.length > 2 && isWord(token.image) && !leading.has(token.image) && alike.length > 0 ? closest(token.image, alike) : undefined);
    const suggests = meant !== undefined && distance(token.image.toLowerCase(), meant.toLowerCase()) <= (meant.length > 3 ? 2 : 1);
    const instead = stepElsewhere(token.image, plainName(ruleName));
    return `${found(token)} cannot stand here${place(ruleName)}.${instead !== undefined ? ` ${instead}` : suggests ? ` Did you mean \`${meant}\`?` : ''}`;
  }
}

/** `get '/x'`: words of the language are looked for in any case. */
function leadingInAnyCase(token: Token, leading: ReadonlySet<string>): string | undefined {
  const small = token.image.toLowerCase();
  return isWord(token.image) && !leading.has(token.image) ? [...leading].find(word => word.toLowerCase() === small) : undefined;
}

/** `after header Retry-After`: the name of a header without quotes, which is read as a value called `header` and a word too much. */
const isBareHeader = (actual: Token, previous: Token | undefined): boolean => previous?.image === 'header' && isWord(actual.image) && /^[A-Z]/.test(actual.image);
const unquotedHeader = (actual: Token): string => `The name of a header stands in quotes: \`header '${actual.image === 'Retry' ? 'Retry-After' : `${actual.image}…`}'\`.`;

function list(types: readonly TokenType[]): string {
  const names = new Set(types.map(type => type.name.replace(SOFT, '')));
  const described: string[] = [];
  if (names.has('ID') && names.has('INT') && names.has('[')) {
    described.push('a value');
    for (const name of VALUE) names.delete(name);
  }
  if (names.has('ID') && names.has('input') && names.has('partial')) {
    described.push('a type');
    for (const name of TYPE) names.delete(name);
  }
  for (const name of names) described.push(NAMES[name] ?? `\`${name}\``);
  const unique = [...new Set(described)];
  const shown = unique.length > MAX_LISTED ? [...unique.slice(0, MAX_LISTED), 'another word that fits'] : unique;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)!}`;
}

const describe = (type: TokenType): string => NAMES[type.name] ?? `\`${type.name.replace(SOFT, '')}\``;

function quoted(token: Token): string {
  const line = token.image.split(/[\r\n]/, 1)[0]!;
  return `\`${line.length > 40 || line !== token.image ? `${line.slice(0, 37)}…` : line}\``;
}

/** Nothing at the start of a file, or behind a token that was put in. */
const after = (token: Token | undefined): string => token?.image ? ` after ${quoted(token)}` : '';

function found(token: Token, begins = true): string {
  if (token.tokenType.name === 'EOF') return begins ? 'The end of the file' : 'the end of the file';
  if (token.image === '') return begins ? 'The end of the text' : 'the end of the text';
  return isWord(token.image) || !begins ? quoted(token) : `This ${quoted(token)}`;
}

/** Langium puts a space of no width behind the names of rules. */
const plainName = (ruleName: string): string => ruleName.replaceAll('\u200b', '');

/** Left out where it would only repeat the word before, or where what it names has not begun. */
function place(ruleName: string, previous?: Token, expected?: TokenType): string {
  const name = PLACES[plainName(ruleName)];
  const opens = expected !== undefined && /^[[{(]$/.test(expected.name);
  return name === undefined || opens || previous?.image && name.includes(previous.image) ? '' : ` ${name}`;
}
