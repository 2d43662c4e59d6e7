import { GrammarUtils } from 'langium';
import { ast, isNullable, nonNull, scalarOf, type Semantics, type Type } from '#language';
import { isName } from '../written-names.ts';
import { around, type Fix, type FixSource } from './problem.ts';

// What a method of an array does with the elements: the function that says so is written out.

/** So many fields of an element are offered. */
const most = 5;

const numbers: ReadonlySet<string> = new Set(['integer', 'decimal', 'number', 'duration']);
const ordered: ReadonlySet<string> = new Set([...numbers, 'string', 'date', 'datetime']);

/** `lines.sum()` of objects: one of their fields is added, compared or ordered by. */
export const elementField: FixSource = function* (problem): Iterable<Fix> {
  const { semantics, start, message } = problem;
  const access = around(problem, ast.isMemberAccess);
  const call = access?.$container;
  if (access?.member === undefined || !ast.isCall(call) || call.callee !== access || call.args.length > 0 || !/ and the elements are /.test(message)) return;
  const name = GrammarUtils.findNodeForProperty(access.$cstNode, 'member');
  const element = elementOf(access.target, semantics);
  if (element?.kind !== 'object' || name?.offset !== start || call.$cstNode === undefined) return;
  const takes = access.member === 'sum' ? numbers : ordered;
  const item = itemName(access, semantics);
  const fields = [...element.fields].filter(([key, { type }]) => isName(key) && takes.has(scalarOf(nonNull(type)) ?? ''));
  for (const [key, field] of fields.slice(0, most)) {
    // Nothing adds nothing; what is compared may be null.
    const value = `${item} => ${item}.${key}${access.member === 'sum' && (field.optional || isNullable(field.type)) ? zeroOf(field.type) : ''}`;
    const text = access.member === 'sort' ? `sort(${value})` : `map(${value}).${access.member}()`;
    yield { title: `Write \`.${text}\``, edits: [{ start: name.offset, end: call.$cstNode.end, text }], preferred: fields.length === 1 };
  }
};

function zeroOf(type: Type): string {
  return scalarOf(nonNull(type)) === 'duration' ? ' ?? 0s' : ' ?? 0';
}

/** `lines.sum(line => line.total)`: the function belongs to `map`, before it. */
export const lambdaToMap: FixSource = function* (problem): Iterable<Fix> {
  const argument = around(problem, ast.isArgument);
  const call = argument?.$container;
  const access = ast.isCall(call) ? call.callee : undefined;
  if (!ast.isCall(call) || !ast.isMemberAccess(access) || call.args.length !== 1 || !ast.isLambda(argument?.value) || !problem.message.includes('Write `.map(')) return;
  const name = GrammarUtils.findNodeForProperty(access.$cstNode, 'member');
  const lambda = argument.value.$cstNode?.text;
  if (name === undefined || lambda === undefined || call.$cstNode === undefined) return;
  yield { title: `Map first: \`.map(…).${access.member}()\``, edits: [{ start: name.offset, end: call.$cstNode.end, text: `map(${lambda}).${access.member}()` }], preferred: true };
};

/** `lines.map(upper)` where `upper` is a method of the elements: `lines.map(line => line.upper())`. */
export const methodAsFunction: FixSource = function* (problem): Iterable<Fix> {
  const { semantics } = problem;
  const reference = around(problem, ast.isNameReference);
  const argument = reference?.$container;
  const call = argument?.$container;
  if (reference?.$cstNode?.offset !== problem.start || !ast.isArgument(argument) || argument.name !== undefined || !ast.isCall(call) || !ast.isMemberAccess(call.callee)) return;
  const target = semantics.types.callTarget(call);
  if (target?.kind !== 'method' || target.on !== 'array' || call.args[0] !== argument) return;
  const element = elementOf(call.callee.target, semantics);
  const method = element && semantics.builtins.method(nonNull(element), reference.name);
  const item = itemName(call.callee, semantics);
  const isField = element?.kind === 'object' && element.fields.has(reference.name);
  if (element === undefined || (method === undefined && !isField)) return;
  if (method !== undefined && method.signature.builtin.params.some((one) => !one.optional)) return;
  const written = `${item} => ${item}${isNullable(element) ? '?' : ''}.${reference.name}${isField || method?.signature.builtin.property === true ? '' : '()'}`;
  yield { title: `Write \`${written}\``, edits: [{ start: problem.start, end: reference.$cstNode.end, text: written }], preferred: true };
};

function elementOf(array: ast.Expression | undefined, { types }: Semantics): Type | undefined {
  const type = array && nonNull(types.typeOf(array));
  return type?.kind === 'array' ? type.of : undefined;
}

/** `line` for an element of `order.lines`, where nothing else is called so. */
function itemName(access: ast.MemberAccess, semantics: Semantics): string {
  const { target } = access;
  const list = ast.isMemberAccess(target) ? target.member : ast.isNameReference(target) ? target.name : undefined;
  const one = list !== undefined && /[a-z]{2}s$/.test(list) && !list.endsWith('ss') ? list.slice(0, -1) : 'x';
  return semantics.symbolsAt(access).some((symbol) => symbol.name === one) ? 'x' : one;
}
