/** An expression of SuiteQL, as far as the fake knows it. */
export type Sql =
  | { kind: 'literal'; value: string | number }
  | { kind: 'parameter'; at: number }
  | { kind: 'column'; table: string | null; name: string }
  | { kind: 'star' }
  | { kind: 'call'; name: string; args: Sql[] }
  | { kind: 'compare'; operator: string; left: Sql; right: Sql }
  | { kind: 'and' | 'or'; left: Sql; right: Sql }
  | { kind: 'not'; of: Sql }
  | { kind: 'is-null'; of: Sql }
  | { kind: 'in'; of: Sql; list: Sql[] }
  | { kind: 'like'; of: Sql; pattern: Sql }
  | { kind: 'concat'; left: Sql; right: Sql };

export interface Query {
  columns: { value: Sql; as: string | null }[];
  from: { table: string; as: string };
  joins: { table: string; as: string; outer: boolean; on: Sql }[];
  where: Sql | null;
  order: { value: Sql; descending: boolean }[];
  /** Of FETCH FIRST n ROWS ONLY. */
  first: number | null;
  parameters: number;
}

/** Says what was met where a query does not parse or names what is not there. */
export class SuiteqlError extends Error {}

const token = /\s+|--[^\n]*|(?<text>'(?:[^']|'')*')|(?<number>\d+(?:\.\d+)?)|(?<name>[A-Za-z_][\w$]*|"[^"]+")|(?<mark><=|>=|<>|!=|\|\||[(),.*=<>?])/y;

interface Token {
  kind: 'text' | 'number' | 'name' | 'mark' | 'end';
  text: string;
}

const tokens = (query: string): Token[] => {
  const found: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < query.length) {
    const at = token.lastIndex;
    const match = token.exec(query);
    if (match === null) throw new SuiteqlError(`unexpected character ${query[at]}`);
    const kind = (['text', 'number', 'name', 'mark'] as const).find((each) => match.groups?.[each] !== undefined);
    if (kind !== undefined) found.push({ kind, text: match[0] });
  }
  return [...found, { kind: 'end', text: 'the end' }];
};

const reserved = new Set(['FROM', 'WHERE', 'ORDER', 'AND', 'OR', 'NOT', 'JOIN', 'INNER', 'LEFT', 'ON', 'AS', 'ASC', 'DESC', 'FETCH', 'IN', 'IS', 'LIKE', 'BETWEEN', 'GROUP', 'DISTINCT', 'CASE', 'UNION']);

/** Parses SELECT … FROM … [JOIN … ON …] [WHERE …] [ORDER BY …] [FETCH FIRST n ROWS ONLY]. */
export const parseSuiteql = (text: string): Query => {
  const all = tokens(text);
  let at = 0;
  let parameters = 0;
  const peek = (ahead = 0): Token => all[Math.min(at + ahead, all.length - 1)] as Token;
  const fail = (): never => {
    throw new SuiteqlError(`unexpected ${peek().text}`);
  };
  const is = (word: string): boolean => peek().kind !== 'text' && peek().text.toUpperCase() === word;
  const eat = (word: string): boolean => is(word) && (at++, true);
  const expect = (word: string): void => void (eat(word) || fail());
  const take = (): Token => all[at++] as Token;
  const name = (): string => (peek().kind === 'name' && !reserved.has(peek().text.toUpperCase()) ? take().text.replaceAll('"', '') : fail());
  const listOf = <T>(item: () => T): T[] => {
    const found = [item()];
    while (eat(',')) found.push(item());
    return found;
  };

  const primary = (): Sql => {
    if (eat('?')) return { kind: 'parameter', at: parameters++ };
    if (eat('*')) return { kind: 'star' };
    if (eat('(')) {
      const inner = or();
      expect(')');
      return inner;
    }
    if (peek().kind === 'text') return { kind: 'literal', value: take().text.slice(1, -1).replaceAll("''", "'") };
    if (peek().kind === 'number') return { kind: 'literal', value: Number(take().text) };
    const first = name();
    const second = eat('.') ? (eat('*') ? '*' : name()) : null;
    if (second === '*') return { kind: 'star' };
    if (!eat('(')) return second === null ? { kind: 'column', table: null, name: first } : { kind: 'column', table: first, name: second };
    const args = is(')') ? [] : listOf(or);
    expect(')');
    return { kind: 'call', name: (second === null ? first : `${first}.${second}`).toUpperCase(), args };
  };
  const joined = (): Sql => {
    let left = primary();
    while (eat('||')) left = { kind: 'concat', left, right: primary() };
    return left;
  };
  const comparison = (): Sql => {
    const left = joined();
    if (eat('IS')) {
      const negated = eat('NOT');
      expect('NULL');
      return inverted({ kind: 'is-null', of: left }, negated);
    }
    const negated = eat('NOT');
    if (eat('IN')) {
      expect('(');
      const list = listOf(joined);
      expect(')');
      return inverted({ kind: 'in', of: left, list }, negated);
    }
    if (eat('LIKE')) return inverted({ kind: 'like', of: left, pattern: joined() }, negated);
    if (eat('BETWEEN')) {
      const low = joined();
      expect('AND');
      const within: Sql = { kind: 'and', left: { kind: 'compare', operator: '>=', left, right: low }, right: { kind: 'compare', operator: '<=', left, right: joined() } };
      return inverted(within, negated);
    }
    if (negated) return fail();
    const operator = ['=', '<>', '!=', '<=', '>=', '<', '>'].find((each) => is(each));
    if (operator === undefined) return left;
    at += 1;
    return { kind: 'compare', operator, left, right: joined() };
  };
  const not = (): Sql => (eat('NOT') ? { kind: 'not', of: not() } : comparison());
  const and = (): Sql => {
    let left = not();
    while (eat('AND')) left = { kind: 'and', left, right: not() };
    return left;
  };
  const or = (): Sql => {
    let left = and();
    while (eat('OR')) left = { kind: 'or', left, right: and() };
    return left;
  };
  const tableName = (): { table: string; as: string } => {
    const table = name();
    const as = eat('AS') || (peek().kind === 'name' && !reserved.has(peek().text.toUpperCase())) ? name() : table;
    return { table: table.toLowerCase(), as: as.toLowerCase() };
  };

  expect('SELECT');
  const columns = listOf(() => {
    const value = or();
    const named = eat('AS') || (peek().kind === 'name' && !reserved.has(peek().text.toUpperCase()));
    return { value, as: named ? name() : null };
  });
  expect('FROM');
  const from = tableName();
  const joins: Query['joins'] = [];
  while (is('JOIN') || is('INNER') || is('LEFT')) {
    const outer = eat('LEFT');
    eat('INNER');
    eat('OUTER');
    expect('JOIN');
    const table = tableName();
    expect('ON');
    joins.push({ ...table, outer, on: or() });
  }
  const where = eat('WHERE') ? or() : null;
  const order: Query['order'] = [];
  if (eat('ORDER')) {
    expect('BY');
    order.push(...listOf(() => ({ value: joined(), descending: !eat('ASC') && eat('DESC') })));
  }
  let first: number | null = null;
  if (eat('FETCH')) {
    if (!eat('FIRST')) expect('NEXT');
    first = Number(peek().kind === 'number' ? take().text : fail());
    if (!eat('ROWS')) expect('ROW');
    expect('ONLY');
  }
  if (peek().kind !== 'end') fail();
  return { columns, from, joins, where, order, first, parameters };
};

const inverted = (test: Sql, negated: boolean): Sql => (negated ? { kind: 'not', of: test } : test);
