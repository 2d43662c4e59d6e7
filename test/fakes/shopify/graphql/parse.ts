import type { Json } from '../../kit/index.ts';

export type Value = { variable: string } | { list: Value[] } | { object: Record<string, Value> } | { literal: Json };

export interface Field {
  kind: 'field';
  alias: string;
  name: string;
  args: Record<string, Value>;
  selections: Selection[];
}

export type Selection = Field | { kind: 'spread'; name: string } | { kind: 'inline'; on: string | null; selections: Selection[] };

export interface Operation {
  kind: 'query' | 'mutation';
  name: string | null;
  variables: { name: string; required: boolean; fallback: Value | null }[];
  selections: Selection[];
}

export interface Document {
  operations: Operation[];
  fragments: Map<string, Selection[]>;
}

/** Says what was met where a document does not parse. */
export class GraphqlSyntaxError extends Error {}

const token = /[\s,﻿]+|#[^\n]*|(?<block>"""[\s\S]*?""")|(?<string>"(?:[^"\\\n]|\\.)*")|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<name>[_A-Za-z]\w*)|(?<mark>\.\.\.|[!$()[\]{}:=@|&])/y;

interface Token {
  kind: 'block' | 'string' | 'number' | 'name' | 'mark' | 'end';
  text: string;
}

const tokens = (text: string): Token[] => {
  const found: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (match === null) throw new GraphqlSyntaxError(`syntax error, unexpected invalid token ("${text[at]}") at position ${at}`);
    const kind = (['block', 'string', 'number', 'name', 'mark'] as const).find((each) => match.groups?.[each] !== undefined);
    if (kind !== undefined) found.push({ kind, text: match[0] });
  }
  return [...found, { kind: 'end', text: 'end of file' }];
};

/** Parses the part of GraphQL that clients send: operations, variables, arguments, aliases, fragments; directives are read over. */
export const parseGraphql = (text: string): Document => {
  const all = tokens(text);
  let at = 0;
  const peek = (): Token => all[at] as Token;
  const fail = (): never => {
    throw new GraphqlSyntaxError(`syntax error, unexpected ${peek().kind === 'end' ? 'end of file' : `"${peek().text}"`}`);
  };
  const take = (): Token => all[at++] as Token;
  const is = (mark: string): boolean => peek().text === mark && (peek().kind === 'mark' || peek().kind === 'name');
  const eat = (mark: string): boolean => is(mark) && (at++, true);
  const expect = (mark: string): void => void (eat(mark) || fail());
  const name = (): string => (peek().kind === 'name' ? take().text : fail());

  const value = (): Value => {
    if (eat('$')) return { variable: name() };
    if (eat('[')) {
      const list: Value[] = [];
      while (!eat(']')) list.push(value());
      return { list };
    }
    if (eat('{')) {
      const object: Record<string, Value> = {};
      while (!eat('}')) {
        const key = name();
        expect(':');
        object[key] = value();
      }
      return { object };
    }
    const { kind, text: word } = peek().kind === 'mark' || peek().kind === 'end' ? fail() : take();
    if (kind === 'number') return { literal: Number(word) };
    if (kind === 'string') return { literal: JSON.parse(word) as string };
    if (kind === 'block') return { literal: word.slice(3, -3).trim() };
    return { literal: word === 'true' ? true : word === 'false' ? false : word === 'null' ? null : word };
  };
  const args = (): Record<string, Value> => {
    const found: Record<string, Value> = {};
    if (!eat('(')) return found;
    while (!eat(')')) {
      const key = name();
      expect(':');
      found[key] = value();
    }
    return found;
  };
  const directives = (): void => {
    while (eat('@')) {
      name();
      args();
    }
  };
  const selections = (): Selection[] => {
    const found: Selection[] = [];
    expect('{');
    while (!eat('}')) found.push(selection());
    return found;
  };
  const selection = (): Selection => {
    if (eat('...')) {
      if (peek().kind === 'name' && !is('on')) {
        const spread = { kind: 'spread', name: name() } as const;
        directives();
        return spread;
      }
      const on = eat('on') ? name() : null;
      directives();
      return { kind: 'inline', on, selections: selections() };
    }
    const first = name();
    const field = eat(':') ? name() : first;
    const given = args();
    directives();
    return { kind: 'field', alias: first, name: field, args: given, selections: is('{') ? selections() : [] };
  };
  const variables = (): Operation['variables'] => {
    const found: Operation['variables'] = [];
    if (!eat('(')) return found;
    while (!eat(')')) {
      expect('$');
      const variable = name();
      expect(':');
      const lists: true[] = [];
      while (eat('[')) lists.push(true);
      name();
      let required = eat('!');
      for (const _ of lists) {
        expect(']');
        required = eat('!');
      }
      found.push({ name: variable, required, fallback: eat('=') ? value() : null });
      directives();
    }
    return found;
  };

  const document: Document = { operations: [], fragments: new Map() };
  while (peek().kind !== 'end') {
    if (is('{')) document.operations.push({ kind: 'query', name: null, variables: [], selections: selections() });
    else if (eat('fragment')) {
      const fragment = name();
      expect('on');
      name();
      directives();
      document.fragments.set(fragment, selections());
    } else {
      const kind = eat('query') ? 'query' : eat('mutation') ? 'mutation' : fail();
      const named = peek().kind === 'name' ? name() : null;
      const declared = variables();
      directives();
      document.operations.push({ kind, name: named, variables: declared, selections: selections() });
    }
  }
  return document.operations.length > 0 ? document : fail();
};
