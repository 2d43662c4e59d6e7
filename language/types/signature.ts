import type { Builtin, Scalar } from '#plan';
import { any, type FieldType, type FunctionType, never, nullable, nullType, type ParameterType, scalar, type Type, union } from './type.ts';

// Types of the catalogue of built-in functions, which are written as in the language: `T[]`, `{ [string]: T }`, `(T) => U`,
// `{ key: K, values: T[] }[]`, `T | null`. A capital letter alone is a type variable.

/** A built-in function with its types read. */
export interface Signature extends FunctionType {
  builtin: Builtin;
  receiver?: Type;
}

/** Reads the types of one entry of the catalogue; throws where they cannot be read, for the catalogue is ours. */
export function signatureOf(builtin: Builtin): Signature {
  const signature: Signature = {
    kind: 'function', builtin,
    parameters: builtin.params.map((param): ParameterType => ({ name: param.name, type: parseType(param.type), optional: param.optional === true })),
    returns: parseType(builtin.returns),
  };
  if (builtin.receiver !== undefined) signature.receiver = parseType(builtin.receiver);
  return signature;
}

/** Reads a type as the language writes it. */
export function parseType(text: string): Type {
  const parser = new TypeParser(text);
  return parser.whole();
}

const words: ReadonlySet<string> = new Set<Scalar>(['string', 'integer', 'decimal', 'number', 'boolean', 'date', 'datetime', 'duration', 'bytes']);

class TypeParser {
  private readonly tokens: string[];
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
    this.tokens = text.match(/=>|\.\.\.|'(?:[^'\\]|\\.)*'|[A-Za-z_$][\w$]*|-?\d+(?:\.\d+)?|\S/g) ?? [];
  }

  whole(): Type {
    const type = this.type();
    if (this.at < this.tokens.length) throw new Error(`a type of the catalogue cannot be read: ${this.text}`);
    return type;
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }

  private expect(token: string): void {
    if (!this.take(token)) throw new Error(`a type of the catalogue cannot be read: ${this.text} (${token} expected)`);
  }

  private type(): Type {
    this.take('|');
    const members = [this.postfix()];
    while (this.take('|')) members.push(this.postfix());
    // Not normalised while a variable is in it: what it stands for comes later.
    return members.length === 1 ? members[0]! : members.some((member) => member.kind === 'variable') ? { kind: 'union', members } : union(members);
  }

  private postfix(): Type {
    let type = this.primary();
    for (;;) {
      if (this.take('[')) { this.expect(']'); type = { kind: 'array', of: type }; }
      else if (this.take('?')) type = type.kind === 'variable' ? { kind: 'union', members: [type, nullType] } : nullable(type);
      else return type;
    }
  }

  private primary(): Type {
    const token = this.tokens[this.at++] ?? '';
    if (token === '(') return this.parenthesis();
    if (token === '{') return this.braces();
    if (token.startsWith("'")) return { kind: 'literal', of: 'string', text: token.slice(1, -1) };
    if (/^-?\d+$/.test(token)) return { kind: 'literal', of: 'integer', text: token };
    if (token === 'true' || token === 'false') return { kind: 'literal', of: 'boolean', text: token };
    if (token === 'null') return nullType;
    if (token === 'any') return any;
    if (token === 'never') return never;
    if (token === 'object') return { kind: 'object', open: true, fields: new Map() };
    if (words.has(token)) return scalar(token as Scalar);
    if (/^[A-Z]\d?$/.test(token)) return { kind: 'variable', name: token };
    throw new Error(`a type of the catalogue cannot be read: ${this.text} (at ${token})`);
  }

  private parenthesis(): Type {
    const start = this.at;
    const parameters: ParameterType[] = [];
    if (!this.take(')')) {
      for (;;) {
        const named = this.tokens[this.at + 1] === ':' || (this.tokens[this.at + 1] === '?' && this.tokens[this.at + 2] === ':');
        const name = named ? this.tokens[this.at++]! : '';
        const optional = named && this.take('?');
        if (named) this.expect(':');
        parameters.push({ name, type: this.type(), optional });
        if (!this.take(',')) break;
      }
      this.expect(')');
    }
    if (this.take('=>')) return { kind: 'function', parameters, returns: this.type() };
    this.at = start;
    const inner = this.type();
    this.expect(')');
    return inner;
  }

  private braces(): Type {
    if (this.tokens[this.at] === '[') {
      this.at++; this.expect('string'); this.expect(']'); this.expect(':');
      const of = this.type();
      this.expect('}');
      return { kind: 'map', of };
    }
    const fields = new Map<string, FieldType>();
    while (!this.take('}')) {
      const token = this.tokens[this.at++] ?? '}';
      const name = token.startsWith("'") ? token.slice(1, -1) : token;
      let optional = this.take('?');
      this.expect(':');
      const type = this.type();
      if (type.kind === 'union' && type.members.at(-1)?.kind === 'null' && this.tokens[this.at - 1] === '?') optional = true;
      fields.set(name, { name, type, optional });
      this.take(',');
    }
    return { kind: 'object', open: false, fields };
  }
}

/** What the variables of a signature stand for in one call. */
export type Bindings = Map<string, Type>;

/** The type with its variables replaced; what is not bound yet is `any`. */
export function substitute(type: Type, bindings: Bindings): Type {
  switch (type.kind) {
    case 'variable': return bindings.get(type.name) ?? any;
    case 'union': return union(type.members.map((member) => substitute(member, bindings)));
    case 'array': { const of = substitute(type.of, bindings); return { ...type, of }; }
    case 'map': return { kind: 'map', of: substitute(type.of, bindings) };
    case 'function': return {
      kind: 'function', returns: substitute(type.returns, bindings),
      parameters: type.parameters.map((one) => ({ ...one, type: substitute(one.type, bindings) })),
    };
    case 'object': {
      if (type.entity !== undefined || type.fields.size === 0) return type;
      const fields = new Map<string, FieldType>();
      for (const field of type.fields.values()) fields.set(field.name, { ...field, type: substitute(field.type, bindings) });
      return { kind: 'object', open: type.open, fields };
    }
    default: return type;
  }
}

/** Learns from a value's type what the variables of a declared type stand for. The first to say so decides; further ones add to it. */
export function bind(declared: Type, actual: Type, bindings: Bindings): void {
  switch (declared.kind) {
    case 'variable': {
      const before = bindings.get(declared.name);
      bindings.set(declared.name, before === undefined || before.kind === 'any' ? actual : union([before, actual]));
      return;
    }
    case 'array':
      if (actual.kind === 'array') bind(declared.of, actual.of, bindings);
      else if (actual.kind === 'union') for (const member of actual.members) if (member.kind === 'array') bind(declared.of, member.of, bindings);
      return;
    case 'map':
      if (actual.kind === 'map') bind(declared.of, actual.of, bindings);
      else if (actual.kind === 'object') bind(declared.of, actual.open ? any : union([...actual.fields.values()].map((field) => (field.optional ? nullable(field.type) : field.type))), bindings);
      return;
    case 'union': {
      const variable = declared.members.find((member) => member.kind === 'variable');
      const others = declared.members.filter((member) => member !== variable);
      if (variable !== undefined) {
        const rest = (actual.kind === 'union' ? actual.members : [actual]).filter((member) => !others.some((other) => other.kind === member.kind && other.kind === 'null'));
        if (rest.length > 0) bind(variable, union(rest), bindings);
      }
      return;
    }
    case 'object':
      if (actual.kind === 'object') for (const field of declared.fields.values()) {
        const own = actual.fields.get(field.name);
        if (own !== undefined) bind(field.type, own.optional ? nullable(own.type) : own.type, bindings);
      }
      return;
    case 'function':
      if (actual.kind === 'function') bind(declared.returns, actual.returns, bindings);
      return;
    default:
  }
}
