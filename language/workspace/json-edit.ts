import { createScanner, findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { blankMark } from './byte-order-mark.ts';
import type { JsonValue } from './model.ts';

// Changes of a JSON text that touch nothing but the member in question. jsonc-parser's own `modify` formats the lines around it as well,
// which takes an aligned table of instances apart.

/** The text with the member at `path` set, its parents made where they are missing. `text` must be readable JSON with an object. */
export function setMember(text: string, path: readonly string[], value: JsonValue): string {
  const root = parse(text);
  const existing = findNodeAtLocation(root, [...path]);
  if (existing !== undefined) {
    const oneLine = !text.slice(existing.offset, existing.offset + existing.length).includes('\n');
    return replace(text, existing.offset, existing.length, write(value, text, { depth: depthOf(existing), oneLine }));
  }
  let depth = path.length - 1;
  while (depth > 0 && findNodeAtLocation(root, path.slice(0, depth))?.type !== 'object') depth--;
  const parent = depth === 0 ? root : findNodeAtLocation(root, path.slice(0, depth));
  const key = path[depth];
  if (parent?.type !== 'object' || key === undefined) return text;
  // A value of another kind that stands in the way is replaced.
  const inTheWay = findNodeAtLocation(parent, [key]);
  const whole = path.slice(depth + 1).reduceRight<JsonValue>((inner, name) => ({ [name]: inner }), value);
  if (inTheWay !== undefined) return replace(text, inTheWay.offset, inTheWay.length, write(whole, text, { depth: depthOf(inTheWay), oneLine: false }));
  return insert(text, parent, key, whole);
}

/** The text without the member at `path`; as it is where there is none. */
export function removeMember(text: string, path: readonly string[]): string {
  const property = findNodeAtLocation(parse(text), [...path])?.parent;
  if (property?.type !== 'property') return text;
  const siblings = property.parent?.children ?? [];
  const index = siblings.indexOf(property);
  const end = endOf(property);
  const comma = commaAfter(text, end);
  const next = siblings[index + 1];
  const previous = siblings[index - 1];
  let from = property.offset;
  let to = comma === undefined ? end : comma + 1;
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const lineEnd = endOfLine(text, to);
  if (/^\s*$/.test(text.slice(lineStart, from)) && isBlankOrComment(text.slice(to, lineEnd)) && lineStart > 0) {
    // Alone on its lines: they go as a whole, with a comment behind it.
    from = lineStart;
    to = Math.min(text.length, lineEnd + (text.startsWith('\r\n', lineEnd) ? 2 : 1));
  } else if (next !== undefined) to = next.offset;
  else if (previous !== undefined) from = endOf(previous);
  else if (property.parent !== undefined && !/\S/.test(text.slice(property.parent.offset + 1, from))) {
    // The only one, on one line: no blanks are left between the braces.
    from = property.parent.offset + 1;
    to += /^[ \t]*/.exec(text.slice(to))![0].length;
  }
  let result = replace(text, from, to - from, '');
  // The last one goes: the comma before it would be a trailing one, unless the file likes those.
  if (next === undefined && previous !== undefined && comma === undefined) {
    const before = commaAfter(result, endOf(previous));
    if (before !== undefined) result = replace(result, before, 1, '');
  }
  return result;
}

function insert(text: string, parent: Node, key: string, value: JsonValue): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const members = parent.children ?? [];
  const last = members.at(-1);
  const closing = parent.offset + parent.length - 1;
  const depth = depthOf(parent) + 1;
  if (last === undefined) {
    const inner = text.slice(parent.offset + 1, closing);
    const pad = indentation(text, depth);
    const member = `${pad}${JSON.stringify(key)}: ${write(value, text, { depth, oneLine: false })}${eol}${indentation(text, depth - 1)}`;
    const kept = inner.trim() === '' ? '' : inner.trimEnd();
    return replace(text, parent.offset + 1, inner.length, `${kept}${eol}${member}`);
  }
  const lineStart = text.lastIndexOf('\n', last.offset - 1) + 1;
  const ownLine = /^\s*$/.test(text.slice(lineStart, last.offset));
  const oneLine = !ownLine || (members.every((one) => valueOf(one)?.type === 'object') && !text.slice(last.offset, endOf(last)).includes('\n'));
  const member = `${JSON.stringify(key)}: ${write(value, text, { depth, oneLine })}`;
  const comma = commaAfter(text, endOf(last));
  if (!ownLine) return replace(text, endOf(last), 0, `, ${member}`);
  const after = comma === undefined ? endOf(last) : comma + 1;
  const lineEnd = endOfLine(text, after);
  // Behind a comment that belongs to the last member.
  const at = isBlankOrComment(text.slice(after, lineEnd)) && lineEnd <= closing ? lineEnd : after;
  const withMember = replace(text, at, 0, `${eol}${text.slice(lineStart, last.offset)}${member}${comma === undefined ? '' : ','}`);
  return comma === undefined ? replace(withMember, endOf(last), 0, ',') : withMember;
}

function write(value: JsonValue, text: string, options: { depth: number; oneLine: boolean }): string {
  if (!options.oneLine) {
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    return JSON.stringify(value, null, indentation(text, 1)).split('\n').join(`${eol}${indentation(text, options.depth)}`);
  }
  if (Array.isArray(value)) return `[${value.map((item) => write(item, text, options)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${write(item, text, options)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** How the file is indented already: two blanks unless its first indented line says otherwise. */
function indentation(text: string, depth: number): string {
  return (/^([ \t]+)["\]}/]/m.exec(text)?.[1] ?? '  ').repeat(depth);
}

/** How many objects a value stands in. */
function depthOf(node: Node): number {
  let depth = 0;
  for (let at = node.parent; at !== undefined; at = at.parent) if (at.type === 'object' || at.type === 'array') depth++;
  return depth;
}

function commaAfter(text: string, offset: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  scanner.scan();
  const at = scanner.getTokenOffset();
  return text[at] === ',' ? at : undefined;
}

function isBlankOrComment(rest: string): boolean {
  return /^[ \t\r]*(?:\/\/.*|\/\*.*\*\/[ \t\r]*)?$/.test(rest);
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : text[end - 1] === '\r' ? end - 1 : end;
}

function endOf(node: Node): number {
  return node.offset + node.length;
}

function valueOf(property: Node): Node | undefined {
  return property.children?.[1];
}

function parse(text: string): Node {
  const root = parseTree(blankMark(text), [], { allowTrailingComma: true });
  if (root === undefined) throw new Error('patchbay.json was read before, but is empty now');
  return root;
}

function replace(text: string, offset: number, length: number, by: string): string {
  return text.slice(0, offset) + by + text.slice(offset + length);
}
