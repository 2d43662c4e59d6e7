import { builtins, type BinaryOperator, type Entry, type Expr, type Lambda } from '#plan';
import { at } from './expressions.ts';

// Expressions of LANGUAGE.md section 2 as plan expressions, without types: every `on` is `any`, as where a body of JSON is read. Enough of the
// language for tests of the evaluator; the real way is the grammar and its lowering, which have their own tests.

const token = /\s*(?:(\d+(?:ms|[smhd])\b)|(\d+\.\d+)|(\d+)|([A-Za-z_$][\w$]*)|('(?:[^'\\]|\\.)*')|(")|(=>|->|\?\.|\?\?|\.\.\.|&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()[\]{}|]))/y;
const levels: BinaryOperator[][] = [['??'], ['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>=', 'in'], ['+', '-'], ['*', '/', '%']];
const unescape = (text: string): string => text.replaceAll(/\\(.)/g, (all, sign: string) => ({ n: '\n', t: '\t', '\\': '\\', "'": "'", '"': '"', '{': '{' })[sign] ?? all);

/** Reads an expression; a name that no lambda binds is one of `scopes`, or of the record. */
export function expression(source: string, locals: readonly string[] = [], functions: readonly string[] = []): Expr {
  const reader = new Reader(source, [...locals], functions);
  return reader.whole();
}

/** A function of a plan: `lambda('(a, b) => a + b')`. */
export function lambda(source: string, functions: readonly string[] = []): Lambda {
  const expr = expression(source, [], functions);
  if (expr.op !== 'lambda') throw new Error(`no lambda: ${source}`);
  return { params: expr.params, body: expr.body, at };
}

class Reader {
  private position = 0;
  private readonly source: string;
  private readonly locals: string[];
  private readonly functions: readonly string[];

  constructor(source: string, locals: string[], functions: readonly string[]) {
    this.source = source;
    this.locals = locals;
    this.functions = functions;
  }

  whole(): Expr {
    const expr = this.expr();
    if (this.peek() !== undefined) throw new Error(`unread: ${this.source.slice(this.position)}`);
    return expr;
  }

  private match(): RegExpExecArray | null {
    token.lastIndex = this.position;
    return token.exec(this.source);
  }

  private peek(): string | undefined {
    return this.match()?.slice(1).find((part) => part !== undefined);
  }

  private take(sign: string): boolean {
    const found = this.match();
    if (found === null || this.peek() !== sign) return false;
    this.position += found[0].length;
    return true;
  }

  private expect(sign: string): void {
    if (!this.take(sign)) throw new Error(`expected ${sign} at: ${this.source.slice(this.position)}`);
  }

  private name(): string {
    const found = this.match();
    if (found?.[4] === undefined) throw new Error(`expected a name at: ${this.source.slice(this.position)}`);
    this.position += found[0].length;
    return found[4];
  }

  expr(): Expr {
    const params = /^\s*(?:([A-Za-z_$][\w$]*)|\(\s*((?:[A-Za-z_$][\w$]*\s*,?\s*)*)\))\s*=>/.exec(this.source.slice(this.position));
    if (params !== null) {
      this.position += params[0].length;
      const names = (params[1] ?? params[2] ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '');
      this.locals.push(...names);
      const body = this.expr();
      this.locals.length -= names.length;
      return { op: 'lambda', params: names, body, at };
    }
    const condition = this.binary(0);
    if (!this.take('?')) return condition;
    const then = this.expr();
    this.expect(':');
    return { op: 'conditional', condition, then, else: this.expr(), at };
  }

  private binary(level: number): Expr {
    const operators = levels[level];
    if (operators === undefined) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const operator = operators.find((sign) => this.take(sign));
      if (operator === undefined) return left;
      left = { op: 'binary', operator, on: 'any', left, right: this.binary(level + 1), at };
    }
  }

  private unary(): Expr {
    if (this.take('-')) return { op: 'unary', operator: '-', of: this.unary(), at };
    if (this.take('!')) return { op: 'unary', operator: '!', of: this.unary(), at };
    return this.postfix(this.primary());
  }

  private postfix(of: Expr): Expr {
    const optional = this.take('?.');
    if (optional ? this.take('[') : this.take('[')) {
      const key = this.expr();
      this.expect(']');
      return this.postfix({ op: 'get', of, key, optional, at });
    }
    if (!optional && !this.take('.')) return of;
    const name = this.name();
    if (this.take('(')) return this.postfix({ op: 'method', on: 'any', name, of, args: this.args([]), optional, at });
    return this.postfix({ op: 'get', of, key: { op: 'literal', type: 'string', text: name, at }, optional, at });
  }

  private args(names: readonly string[]): Expr[] {
    const args: Expr[] = [];
    while (!this.take(')')) {
      const named = /^\s*([A-Za-z_$][\w$]*)\s*:/.exec(this.source.slice(this.position));
      if (named !== null) this.position += named[0].length;
      args[named === null ? args.length : names.indexOf(named[1] as string)] = this.expr();
      this.take(',');
    }
    return Array.from(args, (arg) => arg ?? { op: 'literal', type: 'null', text: 'null', at });
  }

  private primary(): Expr {
    const found = this.match();
    if (found === null) throw new Error(`expected a value at: ${this.source.slice(this.position)}`);
    const [whole, duration, decimal, integer, name, text, quote, sign] = found;
    this.position += whole.length;
    if (duration !== undefined) return { op: 'literal', type: 'duration', text: duration, at };
    if (decimal !== undefined) return { op: 'literal', type: 'decimal', text: decimal, at };
    if (integer !== undefined) return { op: 'literal', type: 'integer', text: integer, at };
    if (text !== undefined) return { op: 'literal', type: 'string', text: unescape(text.slice(1, -1)), at };
    if (quote !== undefined) return this.template();
    if (name !== undefined) return this.named(name);
    if (sign === '(') {
      const inner = this.expr();
      this.expect(')');
      return inner;
    }
    if (sign === '[') return this.array();
    if (sign === '{') return this.object();
    throw new Error(`unexpected ${sign} in: ${this.source}`);
  }

  private named(name: string): Expr {
    if (name === 'true' || name === 'false') return { op: 'literal', type: 'boolean', text: name, at };
    if (name === 'null') return { op: 'literal', type: 'null', text: name, at };
    if (name === 'match') return this.cases();
    if (name === 'reject' && /^\s*['"]/.test(this.source.slice(this.position))) return this.reject();
    if (this.take('(')) {
      if (this.functions.includes(name)) return { op: 'apply', function: name, args: this.args([]), at };
      return { op: 'global', name, args: this.args(builtins.find((one) => one.on === undefined && one.name === name)?.params.map((param) => param.name) ?? []), at };
    }
    return { op: 'name', scope: this.locals.includes(name) ? 'local' : 'record', name, at };
  }

  private reject(): Expr {
    const message = this.primary();
    return { op: 'reject', message: message.op === 'template' ? { ...message, use: 'message' } : message, at };
  }

  /** After the opening quote. */
  private template(): Expr {
    const parts: (string | Expr)[] = [];
    let text = '';
    for (;;) {
      const sign = this.source[this.position++];
      if (sign === undefined) throw new Error(`unclosed text: ${this.source}`);
      if (sign === '"') break;
      if (sign === '\\') text += unescape(`\\${this.source[this.position++]}`);
      else if (sign === '{') {
        if (text !== '') parts.push(text);
        text = '';
        parts.push(this.expr());
        this.expect('}');
      } else text += sign;
    }
    if (text !== '') parts.push(text);
    return { op: 'template', use: 'text', parts, at };
  }

  private array(): Expr {
    const items: { spread: boolean; value: Expr }[] = [];
    while (!this.take(']')) {
      const spread = this.take('...');
      items.push({ spread, value: this.expr() });
      this.take(',');
    }
    return { op: 'array', items, at };
  }

  private object(): Expr {
    const entries: Entry[] = [];
    while (!this.take('}')) {
      entries.push(this.entry());
      this.take(',');
    }
    return { op: 'object', entries, at };
  }

  private entry(): Entry {
    if (this.take('...')) return { kind: 'spread', value: this.expr() };
    const found = this.match();
    this.position += found?.[0].length ?? 0;
    const key = found?.[4] ?? unescape(found?.[5]?.slice(1, -1) ?? '');
    const optional = this.take('?');
    if (this.take(':')) return { kind: 'pair', key, value: this.expr(), optional };
    return { kind: 'pair', key, value: this.named(key), optional };
  }

  private cases(): Expr {
    const subject = this.expr();
    const cases: { patterns: Expr[] | null; value: Expr }[] = [];
    this.expect('{');
    while (!this.take('}')) {
      const patterns: Expr[] = [];
      if (!this.take('else')) do patterns.push(this.unary()); while (this.take('|'));
      this.expect('->');
      cases.push({ patterns: patterns.length === 0 ? null : patterns, value: this.expr() });
      this.take(',');
    }
    return { op: 'match', subject, cases, at };
  }
}
