import { AstUtils } from 'langium';
import { describe, expect, test } from 'vitest';
import type { PatchbayLexer } from '../../../language/parser/lexer.ts';
import { isWord } from '../../../language/parser/tokens.ts';
import { languageServices, parse, shape, tokenize } from './support.ts';

const leading = (language: 'connector' | 'flow'): ReadonlySet<string> => (languageServices(language).parser.Lexer as PatchbayLexer).table.leading;
const steps = (text: string): unknown => {
  const { value, errors } = parse('flow', `flow f {\n${text}\n}`);
  expect(errors).toEqual([]);
  return (shape(value) as { items: { steps?: unknown[] }[] }).items[0]!.steps ?? [];
};
const members = (text: string): unknown => {
  const { value, errors } = parse('connector', `connector c { endpoint e() {\n${text}\n} }`);
  expect(errors).toEqual([]);
  return (shape(value) as { items: { members: { members?: unknown[] }[] }[] }).items[0]!.members[0]!.members ?? [];
};

test('the words of the line rule are the words that begin a member, step or item', () => {
  expect([...leading('flow')].toSorted()).toEqual(('assert batch branch cache call concurrency dedupe each else expect extend fail filter flow from function given group import '
    + 'input let lock log map notify now remember reject respond route run script secret send set settings skip sort stop store table test track trigger try use variable wait when yield').split(' ').toSorted());
  for (const word of ['connector', 'endpoint', 'GET', 'auth', 'on', 'tokenUrl', 'alg', 'realm', 'region', 'cert', 'topic']) expect(leading('connector')).toContain(word);
  for (const word of ['while', 'size', 'until', 'as', 'by', 'match', 'in']) expect(leading('connector')).not.toContain(word);
});

describe('every word can be a name', () => {
  const words = (['connector', 'flow'] as const).flatMap(language => [...(languageServices(language).parser.Lexer as PatchbayLexer).table.words.keys()].map(word => [language, word] as const))
    .filter(([, word]) => !['true', 'false', 'null'].includes(word));

  test('of a field, a parameter, a function, an entry and a member', () => {
    expect(words.length).toBeGreaterThan(150);
    const problems = words.flatMap(([language, word]) => [
      `function f(${word}: string, o: { ${word}: integer }): any = [o.${word}, o?.${word}, { ${word}: 1 }, { ${word}?: 1 }, { ${word} }, (${word}), ${word} + 1, -${word}, f(${word}: 1), ${word} => ${word}]`,
      `function ${word}(a: b): any = 1`,
    ].flatMap(text => parse(language, text).errors.map(error => `${word}: ${error}`)));
    expect(problems).toEqual([]);
  });

  test('but for true, false and null', () => {
    expect(parse('flow', 'function true(): any = 1').errors).toHaveLength(1);
    expect(steps('let x = a.true')).toMatchObject([{ value: { member: 'true' } }]);
  });
});

describe('a line that begins with the keyword of a step and a name', () => {
  test('is that step, whatever is half typed above', () => {
    const { value } = parse('flow', 'flow f {\n  let x =\n  filter order.paid\n}');
    expect(shape(value)).toMatchObject({ items: [{ steps: [{ $type: 'LetStep' }, { $type: 'FilterStep' }] }] });
  });

  test('is a name where no name follows', () => {
    expect(steps('let x =\nfilter + 1')).toMatchObject([{ value: { left: { name: 'filter' } } }]);
    expect(steps('let y =\nfilter in list')).toMatchObject([{ value: { operator: 'in', left: { name: 'filter' } } }]);
  });
});

test('a format or a level is one only with a value after it on its line', () => {
  expect(members('POST \'/x\'\nbody form')).toMatchObject([{}, { $type: 'Body', value: { name: 'form' } }]);
  expect((members('POST \'/x\'\nbody form { a }') as unknown[])[1]).toMatchObject({ format: 'form', value: { $type: 'ObjectLiteral' } });
  expect((members('POST \'/x\'\nbody (form)') as unknown[])[1]).toMatchObject({ value: { $type: 'ParenthesizedExpression' } });
  expect((members('POST \'/x\'\nbody xml.y') as unknown[])[1]).toMatchObject({ value: { member: 'y' } });
  expect(steps('log error')).toMatchObject([{ value: { name: 'error' } }]);
  expect(steps('log error error')).toMatchObject([{ level: 'error', value: { name: 'error' } }]);
});

test('a bracket that touches the word before belongs to a slot, another begins an array', () => {
  expect(members('idempotent query[\'x-y\']')).toMatchObject([{ $type: 'Idempotent', slot: { root: 'query', parts: [{ name: 'x-y' }] } }]);
  expect(members('idempotent\nbody [\'a\']')).toMatchObject([{ $type: 'Idempotent' }, { $type: 'Body', value: { $type: 'ArrayLiteral' } }]);
});

test('`concurrency` is a clause of `each`, a step of its own, or a name', () => {
  expect(steps('each a as b concurrency 4 { yield 1 } as c')).toMatchObject([{ $type: 'EachStep', concurrency: { value: '4' }, result: { name: 'c' } }]);
  expect(steps('each a as b\nconcurrency 4 { skip }')).toMatchObject([{ $type: 'EachStep' }, { $type: 'Concurrency', hasBlock: true, steps: [{ $type: 'SkipStep' }] }]);
  expect(steps('let x = { concurrency: concurrency }')).toMatchObject([{ value: { entries: [{ key: 'concurrency', value: { name: 'concurrency' } }] } }]);
});

test('`match` and `reject` are expressions where their operand follows, names elsewhere', () => {
  expect(steps('let x = match status { \'a\' -> 1 }')).toMatchObject([{ value: { $type: 'MatchExpression', subject: { name: 'status' } } }]);
  expect(steps('let x = match (a) { 1 -> 2 }')).toMatchObject([{ value: { $type: 'MatchExpression' } }]);
  expect(steps('sort match desc')).toMatchObject([{ $type: 'SortStep', key: { name: 'match' }, descending: true }]);
  expect(steps('let x = match')).toMatchObject([{ value: { name: 'match' } }]);
  expect(steps('let x = a ?? reject "no"')).toMatchObject([{ value: { operator: '??', right: { $type: 'RejectExpression' } } }]);
  expect(steps('let x = a ?? reject')).toMatchObject([{ value: { right: { name: 'reject' } } }]);
});

function grouped(node: unknown): string {
  const { $type, operator, left, right, operand, condition, then, otherwise, name, value } = node as Record<string, unknown>;
  if ($type === 'BinaryExpression') return `(${grouped(left)} ${operator} ${grouped(right)})`;
  if ($type === 'UnaryExpression') return `(${operator}${grouped(operand)})`;
  if ($type === 'Conditional') return `(${grouped(condition)} ? ${grouped(then)} : ${grouped(otherwise)})`;
  return String(name ?? value);
}
const written = (text: string): string => grouped((steps(`let x = ${text}`) as { value: unknown }[])[0]!.value);

test('precedence and grouping follow the reference', () => {
  expect(written('a + b * c - d')).toBe('((a + (b * c)) - d)');
  expect(written('a ?? b || c && d == e < f + g')).toBe('(a ?? (b || (c && (d == (e < (f + g))))))');
  expect(written('!a && -b < c in d')).toBe('((!a) && (((-b) < c) in d))');
  expect(written('a ? b : c ? d : e')).toBe('(a ? b : (c ? d : e))');
  expect(written('a ?? b ?? c')).toBe('((a ?? b) ?? c)');
});

const kinds = (text: string): string[] => tokenize('flow', text, 'partial').map(({ tokenType }) => tokenType.name.replace('~soft', ''));

test('before the cursor, a dot or a text that is still open is no error', () => {
  expect(kinds('filter order.')).toEqual(['filter', 'order', '.'].map(word => (word === 'order' ? 'ID' : word)));
  expect(kinds('log info "a {order.')).toEqual(['log', 'info', 'TEXT_OPEN', 'TEXT_CHUNK', 'INTERP_OPEN', 'ID', '.']);
  expect(kinds('let x = """\n a {')).toEqual(['let', 'ID', '=', 'TEXT_OPEN', 'TEXT_CHUNK', 'INTERP_OPEN']);
  expect(languageServices('flow').parser.Lexer.tokenize('let x = \'a', { mode: 'partial' }).errors).toEqual([]);
});

test('tokens ascend, do not overlap and say where they stand', () => {
  const text = 'flow f { // c\r\n let x = """\n  a {b}\n """ /* d\n */ let y = $"""{{z}}"""\n}';
  let end = -1;
  for (const token of tokenize('flow', text)) {
    expect(token.startOffset).toBeGreaterThan(end);
    end = token.endOffset!;
    expect(text.slice(token.startOffset, end + 1)).toBe(token.image);
    const before = text.slice(0, token.startOffset).split(/\r\n|\n/);
    expect([token.startLine, token.startColumn]).toEqual([before.length, before.at(-1)!.length + 1]);
    const whole = text.slice(0, end + 1).split(/\r\n|\n/);
    expect([token.endLine, token.endColumn]).toEqual([whole.length, whole.at(-1)!.length]);
  }
  expect(tokenize('flow', text).filter(({ image }) => isWord(image)).map(({ image }) => image).join(' ')).toBe('flow f let x b let y z');
});

test('the comment before a declaration is its documentation, wherever it stands', () => {
  const text = '/** The file\'s flow. */\nflow f {\n  // no documentation\n  /** How small. */\n  input minimum: decimal\n  /** A link. */ store links: { /** By number. */ number: string } scope run\n}';
  const { documentation } = languageServices('flow');
  const found = AstUtils.streamAst(parse('flow', text).value).flatMap(node => {
    const comment = documentation.CommentProvider.getComment(node);
    return comment === undefined || node.$container === undefined ? [] : [`${node.$type} ${comment}`];
  }).toArray();
  expect(found).toEqual(['Flow /** The file\'s flow. */', 'Input /** How small. */', 'Store /** A link. */', 'Field /** By number. */']);
});
