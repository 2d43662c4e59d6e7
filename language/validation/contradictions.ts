import type { BinaryExpression, Expression } from '../generated/ast.ts';
import { writtenText } from '../references/walk.ts';
import type { Semantics } from '../types/semantics.ts';
import { nonNull } from '../types/type.ts';
import type { Report } from './check.ts';
import { quoted, sentence } from './wording.ts';

// Comparisons of one value that cannot hold together, `n > 5 && n < 3`, and those of which one always holds, `s != 'a' || s != 'b'`.

interface Compared { node: BinaryExpression; operator: string; literal: string; number: number | undefined }

/** Reports the second of two such comparisons in a chain of `&&` or `||`; `consequence` says what follows from the whole being true or false. */
export function tellContradictions(condition: Expression | undefined, consequence: (value: boolean) => string, report: Report, semantics: Semantics): void {
  const whole = condition?.$type === 'ParenthesizedExpression' ? condition.inner : condition;
  if (whole?.$type !== 'BinaryExpression' || (whole.operator !== '&&' && whole.operator !== '||')) return;
  const isAnd = whole.operator === '&&';
  const byValue = new Map<string, Compared[]>();
  for (const part of partsOf(whole, whole.operator)) {
    const compared = comparison(part, semantics);
    if (compared === undefined) continue;
    const before = byValue.get(compared.path) ?? [];
    // Of very many comparisons of one value the first few say whether they go together.
    const other = before.slice(0, 8).find((one) => (isAnd ? excludes(one, compared) : excludes(turned(one), turned(compared))));
    if (other !== undefined) {
      const why = isAnd ? `and ${quoted(other.node)} cannot both be true, so the condition is always false` : `or ${quoted(other.node)} is true whatever the value, so the condition is always true`;
      report('constant-condition', { node: compared.node }, `${sentence(quoted(compared.node))} ${why}. ${isAnd ? '' : 'Most often `&&` is meant. '}${consequence(!isAnd)}`, { related: [{ spot: { node: other.node }, message: 'the other stands here' }], data: { value: !isAnd } });
      return;
    }
    byValue.set(compared.path, [...before, compared]);
  }
}

/** The links of `a && b && c`, in order. */
function partsOf(node: Expression, operator: string): Expression[] {
  const parts: Expression[] = [];
  let at: Expression | undefined = node;
  while (at?.$type === 'BinaryExpression' && at.operator === operator) {
    if (at.right !== undefined) parts.push(at.right);
    at = at.left;
  }
  if (at !== undefined) parts.push(at);
  return parts.toReversed();
}

const orders: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);
const mirrored: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==', '!=': '!=' };
const opposite: Readonly<Record<string, string>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '==': '!=', '!=': '==' };

/** A comparison of a named text or number with one that is written out; those of a union are told by their types. */
function comparison(part: Expression, semantics: Semantics): (Compared & { path: string }) | undefined {
  const node = part.$type === 'ParenthesizedExpression' ? part.inner : part;
  if (node?.$type !== 'BinaryExpression' || !(orders.has(node.operator) || node.operator === '==' || node.operator === '!=')) return undefined;
  for (const [value, literal, operator] of [[node.left, node.right, node.operator], [node.right, node.left, mirrored[node.operator]!]] as const) {
    if (value === undefined || !isPath(value) || nonNull(semantics.types.typeOf(value)).kind !== 'scalar') continue;
    const isNumber = literal?.$type === 'IntegerLiteral' || literal?.$type === 'DecimalLiteral';
    if (!isNumber && (literal?.$type !== 'StringLiteral' || orders.has(operator))) continue;
    return { node, operator, literal: literal.value, number: isNumber ? Number(literal.value) : undefined, path: writtenText(value) ?? '' };
  }
  return undefined;
}

/** A name, or a field of what one means. */
export function isPath(node: Expression): boolean {
  return node.$type === 'NameReference' || (node.$type === 'MemberAccess' && node.target !== undefined && isPath(node.target));
}

function turned(one: Compared): Compared {
  return { ...one, operator: opposite[one.operator]! };
}

/** Whether no value passes both. */
function excludes(a: Compared, b: Compared): boolean {
  if (a.number === undefined || b.number === undefined) {
    if (a.number !== b.number) return false;
    const same = a.literal === b.literal;
    return a.operator === '==' && b.operator === '==' ? !same : same && a.operator !== b.operator;
  }
  if (a.operator === '!=' || b.operator === '!=') return a.number === b.number && (a.operator === '==' || b.operator === '==');
  const [lowA, highA] = range(a.operator, a.number);
  const [lowB, highB] = range(b.operator, b.number);
  const low = Math.max(lowA, lowB);
  const high = Math.min(highA, highB);
  return low > high || (low === high && ((a.operator === '>' || b.operator === '>') && low === limitOf('>', a, b) || (a.operator === '<' || b.operator === '<') && high === limitOf('<', a, b)));
}

function limitOf(operator: string, a: Compared, b: Compared): number | undefined {
  return a.operator === operator ? a.number : b.operator === operator ? b.number : undefined;
}

function range(operator: string, number: number): [low: number, high: number] {
  if (operator === '==') return [number, number];
  return operator === '>' || operator === '>=' ? [number, Infinity] : [-Infinity, number];
}
