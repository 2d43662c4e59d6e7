import type { FieldType, FunctionType, ObjectType, Type } from './type.ts';

const full = 60;

/**
 * A type as it is written in the language: for hovers and messages. Objects without a name are shortened from about 60 characters on;
 * `whole` writes them out, a field a line.
 */
export function typeText(type: Type, options: { whole?: boolean } = {}): string {
  if (options.whole && type.kind === 'object') return wholeObject(type);
  return write(type, 0);
}

function write(type: Type, depth: number): string {
  switch (type.kind) {
    case 'any': case 'never': case 'null': return type.kind;
    case 'scalar': return type.name;
    case 'literal': return type.of === 'string' ? quoted(type.text) : type.text;
    case 'union': return type.members.map((member) => (member.kind === 'function' ? `(${write(member, depth)})` : write(member, depth))).join(' | ');
    case 'array': return type.of.kind === 'union' || type.of.kind === 'function' ? `(${write(type.of, depth)})[]` : `${write(type.of, depth)}[]`;
    case 'map': return `{ [string]: ${write(type.of, depth + 1)} }`;
    case 'object': return objectText(type, depth);
    case 'function': return functionText(type, depth);
    case 'variable': return type.name;
    case 'alias': return `instance ${type.use.name}`;
    case 'endpoint': return `endpoint ${type.endpoint.name}`;
    case 'webhook': return `webhook ${type.webhook.name}`;
    case 'flow': return `flow ${type.flow.name}`;
    case 'table': return `table of ${write(type.value, depth + 1)}`;
    case 'cache': return `cache of ${write(type.value, depth + 1)}`;
  }
}

function objectText(type: ObjectType, depth: number): string {
  if (type.name !== undefined) return type.derived === undefined || type.derived === 'nested' ? type.name : `${type.derived} ${type.name}`;
  if (type.fields.size === 0) return type.open ? 'object' : '{ }';
  if (depth > 2) return '{ … }';
  const parts: string[] = [];
  let length = 0;
  for (const field of type.fields.values()) {
    const part = fieldText(field, depth + 1);
    if (parts.length > 0 && length + part.length > full) { parts.push('…'); break; }
    parts.push(part);
    length += part.length + 2;
  }
  return `{ ${parts.join(', ')} }`;
}

function wholeObject(type: ObjectType): string {
  const fields = [...type.fields.values()].map((field) => `  ${fieldText(field, 1)}`);
  return `{\n${fields.join('\n')}\n}`;
}

function fieldText(field: FieldType, depth: number): string {
  const name = /^[A-Za-z_$][\w$]*$/.test(field.name) ? field.name : quoted(field.name);
  return `${name}: ${write(field.type, depth)}${field.optional ? '?' : ''}`;
}

function functionText(type: FunctionType, depth: number): string {
  const parameters = type.parameters.map((one) => (one.name === '' ? write(one.type, depth) : `${one.name}: ${write(one.type, depth)}${one.optional ? '?' : ''}`));
  return `(${parameters.join(', ')}) => ${write(type.returns, depth)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', String.raw`\\`).replaceAll("'", "\\'")}'`;
}
