import type { AstNode } from 'langium';
import type { ArrayLiteral, BinaryExpression, Call, Expression, Field, Lambda, ObjectLiteral, PairEntry, ShorthandEntry } from '../generated/ast.ts';
import { mismatch, type Mismatch, mismatchText } from '../types/assignable.ts';
import { argumentType } from '../types/calls.ts';
import { hasAttribute } from '../types/declared.ts';
import { functionOf } from '../types/function-type.ts';
import { typeText } from '../types/text.ts';
import { type FieldType, isNullable, membersOf, nonNull, nullable, type ObjectType, type Type, union, widen } from '../types/type.ts';
import { isBroken } from './broken.ts';
import { declarationOf, declaredHere, nameSpot, type Report, type Spot } from './check.ts';
import { checkCondition } from './conditions.ts';
import type { Semantics } from '../types/semantics.ts';
import { didYouMean } from './suggestion.ts';
import { conversionAdvice, described, isLiteral, listed, literalAdvice, needed, quoted, sentence, spellingAdvice, typeTextAt } from './wording.ts';

// Whether a value can stand where a type is wanted, told at the smallest part of it that is wrong: the entry of an object, the element of
// an array, one way of a `? :`.

export interface Fit {
  report: Report;
  semantics: Semantics;
  /** What asks for the value: the field or parameter that it is for. */
  declared?: AstNode | undefined;
}

/** Reports what of an expression does not fit `wanted`. `owner` is where missing fields are told; the opening brace unless given. */
export function fit(expression: Expression | undefined, wanted: Type | undefined, to: Fit, owner?: Spot): void {
  if (expression === undefined || wanted === undefined || wanted.kind === 'any') return;
  switch (expression.$type) {
    case 'ParenthesizedExpression': fit(expression.inner, wanted, to, owner); return;
    case 'Conditional': fit(expression.then, wanted, to, owner); fit(expression.otherwise, wanted, to, owner); return;
    case 'MatchExpression': for (const one of expression.cases) fit(one.value, wanted, to); return;
    case 'BinaryExpression':
      if (expression.operator === '??') fitFallback(expression, wanted, to);
      else fitWhole(expression, wanted, to);
      return;
    case 'ArrayLiteral': fitArray(expression, wanted, to); return;
    case 'ObjectLiteral': fitObject(expression, wanted, to, owner); return;
    case 'Lambda': fitLambda(expression, wanted, to); return;
    default: fitWhole(expression, wanted, to);
  }
}

function fitFallback(node: BinaryExpression, wanted: Type, to: Fit): void {
  fit(node.left, nullable(wanted), to);
  fit(node.right, wanted, to);
}

function fitArray(node: ArrayLiteral, wanted: Type, to: Fit): void {
  const elements = membersOf(wanted).flatMap((member) => (member.kind === 'array' ? [member.of] : []));
  if (elements.length === 0) { fitWhole(node, wanted, to); return; }
  const element = union(elements);
  for (const item of node.items) fit(item.value, item.spread ? { kind: 'array', of: element } : element, to);
}

function fitLambda(node: Lambda, wanted: Type, to: Fit): void {
  const signature = functionOf(wanted);
  if (signature === undefined) { fitWhole(node, wanted, to); return; }
  const surplus = node.parameters[signature.parameters.length];
  if (surplus !== undefined) {
    const count = signature.parameters.length;
    to.report('surplus-argument', { node: surplus }, `This function is called with ${count === 1 ? 'one value' : `${count} values`}, not with ${node.parameters.length}.`);
  }
  // Null counts as false there.
  if (signature.returns.kind === 'scalar' && signature.returns.name === 'boolean') checkCondition(node.body, to.report, to.semantics);
  else fit(node.body, signature.returns, to);
}

function fitObject(node: ObjectLiteral, wanted: Type, to: Fit, owner: Spot | undefined): void {
  const shapes = membersOf(wanted).filter((member) => member.kind === 'object' || member.kind === 'map');
  const [shape] = shapes;
  if (shape === undefined || shapes.length > 1) { fitWhole(node, wanted, to); return; }
  for (const entry of node.entries) {
    if (entry.$type === 'SpreadEntry') continue;
    if (entry.key === undefined || entry.key === '') continue;
    if (shape.kind === 'map') fitEntry(entry, shape.of, false, to);
    else {
      const field = shape.fields.get(entry.key);
      if (field !== undefined) fitEntry(entry, field.type, field.optional, { ...to, declared: field.node });
      // An open entity has fields that nobody declared; one that it declares as not written is still that.
      else if (!shape.open || declaredField(entry, shape, to) !== undefined) reportSurplus(entry, shape, to);
    }
  }
  if (shape.kind === 'object') fitSpreads(node, shape, to);
  if (shape.kind === 'object') reportMissing(node, shape, to, owner ?? ownerOf(node));
}

function fitEntry(entry: PairEntry | ShorthandEntry, type: Type, optional: boolean, to: Fit): void {
  const wanted = optional ? nullable(type) : type;
  // `email?: e` writes the key only where there is a value.
  if (entry.$type === 'PairEntry') { fit(entry.value, entry.optional ? nullable(type) : wanted, to, { node: entry, property: 'key' }); return; }
  const symbol = to.semantics.resolve(entry);
  if (symbol === undefined) return;
  tell(to.semantics.types.typeOfSymbol(symbol, entry), wanted, { node: entry, property: 'key' }, `\`${entry.key}\``, to);
}

/** Fields that come by `...other`, as far as no entry after it gives another value. */
function fitSpreads(node: ObjectLiteral, shape: ObjectType, to: Fit): void {
  const written = new Set(node.entries.map((entry) => (entry.$type === 'SpreadEntry' ? undefined : entry.key)));
  for (const entry of node.entries) {
    if (entry.$type !== 'SpreadEntry' || entry.value === undefined) continue;
    const type = nonNull(to.semantics.types.typeOf(entry.value));
    if (type.kind !== 'object') {
      if (type.kind !== 'any' && type.kind !== 'map' && type.kind !== 'never') to.report('wrong-type', { node: entry.value }, `${sentence(described(entry.value, type, to.semantics))}; only an object can be spread into an object.`);
      continue;
    }
    for (const field of type.fields.values()) {
      const own = shape.fields.get(field.name);
      if (own === undefined || written.has(field.name)) continue;
      const found = mismatch(field.type, own.optional ? nullable(own.type) : own.type);
      if (found !== undefined) to.report(codeOf(found), { node: entry.value }, `${sentence(quoted(entry.value))} does not fit: ${innerText({ ...found, path: [field.name, ...found.path] }, entry, to.semantics)}.`, declaredHere(own.node));
    }
  }
}

function reportSurplus(entry: PairEntry | ShorthandEntry, shape: ObjectType, to: Fit): void {
  const spot: Spot = { node: entry, property: 'key' };
  const node = declaredField(entry, shape, to);
  if (shape.derived !== undefined && node !== undefined) {
    const why = hasAttribute(node, 'readOnly') ? 'is read-only: it can be read, but not be written' : 'is the key, which the other system gives: it is written only where it is declared `@writable`';
    to.report('surplus-field', spot, `\`${entry.key}\` of \`${to.semantics.names.qualified(shape.entity!, entry)}\` ${why}. Remove it.`, { ...declaredHere(node), data: { remove: true } });
    return;
  }
  to.report('surplus-field', spot, `\`${entry.key}\` is no field of ${typeTextAt(shape, entry, to.semantics)}.${didYouMean(entry.key, shape.fields.keys())}`, declaredHere(shape.entity));
}

/** A field of the whole entity, which may be none of what is written of it. */
function declaredField(entry: PairEntry | ShorthandEntry, shape: ObjectType, to: Fit): Field | undefined {
  const field = shape.entity && to.semantics.types.entityType(shape.entity, undefined, entry).fields.get(entry.key);
  return field?.node?.$type === 'Field' ? field.node as Field : undefined;
}

function reportMissing(node: ObjectLiteral, shape: ObjectType, to: Fit, spot: Spot): void {
  const own = to.semantics.types.typeOf(node);
  if (own.kind !== 'object' || own.open || isBroken(node)) return;
  const missing: FieldType[] = [];
  for (const field of shape.fields.values()) {
    if (field.optional) continue;
    const given = own.fields.get(field.name);
    if (given === undefined) { missing.push(field); continue; }
    if (!given.optional) continue;
    const entry = node.entries.find((one) => one.$type === 'PairEntry' && one.key === field.name && one.optional);
    if (entry !== undefined) to.report('missing-field', { node: entry, property: 'key' }, `\`${field.name}\` is needed, and \`${field.name}?:\` leaves it out where the value is null. Write \`${field.name}: … ?? …\`.`, declaredHere(field.node));
    else missing.push(field);
  }
  if (missing.length === 0) return;
  const names = missing.map((field) => field.name);
  const shown = typeTextAt(shape, node, to.semantics);
  const message = names.length === 1 ? `The field ${listed(names)} of ${shown} is missing.` : `The fields ${listed(names)} of ${shown} are missing.`;
  to.report('missing-field', spot, message, { related: declaredAt(missing), data: { fields: names, at: node.$cstNode?.offset ?? 0 } });
}

/** Where each of some fields is declared, as far as a person wants to read them. */
function declaredAt(fields: readonly FieldType[]): { spot: Spot; message: string }[] {
  return fields.slice(0, 6).flatMap((field) => (field.node === undefined ? [] : [{ spot: nameSpot(field.node), message: fields.length === 1 ? 'declared here' : `\`${field.name}\` is declared here` }]));
}

/** The word before an object that names it, or its opening brace. */
function ownerOf(node: ObjectLiteral): Spot {
  const parent = node.$container as AstNode | undefined;
  switch (parent?.$type) {
    case 'MapStep': case 'LetStep': case 'Variable': return { node: parent, property: 'name' };
    case 'PairEntry': return { node: parent, property: 'key' };
    default: { const start = node.$cstNode?.offset ?? 0; return { node, stretch: { start, end: start + 1 } }; }
  }
}

function fitWhole(node: Expression, wanted: Type, to: Fit): void {
  if (node.$type === 'Call' && isToldInside(node, wanted, to)) return;
  tell(to.semantics.types.typeOf(node), wanted, { node }, quoted(node), to);
}

/** `lines.map(l => { … })`: what the function gives is looked at inside of it, by what is wanted of the whole. */
function isToldInside(node: Call, wanted: Type, to: Fit): boolean {
  const lambdas = node.args.filter((argument) => argument.value?.$type === 'Lambda');
  if (lambdas.length === 0 || mismatch(to.semantics.types.typeOf(node), wanted) === undefined) return false;
  let told = 0;
  const silent: Fit = { semantics: to.semantics, report: () => { told++; } };
  for (const argument of lambdas) fit(argument.value, argumentType(node, argument, to.semantics.types.context), silent);
  return told > 0;
}

function tell(from: Type, wanted: Type, spot: Spot, what: string, to: Fit): void {
  const found = mismatch(from, wanted);
  // A function by its name is told as that.
  if (found === undefined || (from.kind === 'function' && spot.node.$type === 'NameReference')) return;
  const related = found.kind === 'missing' && found.path.length === 0 ? declaredAt(found.fields) : declarations(spot.node, to);
  to.report(codeOf(found), spot, messageOf(found, from, wanted, what, spot.node, to.semantics), {
    data: { expected: typeText(wanted), found: typeText(from), ...literalsOf(wanted) }, ...(related.length > 0 && { related }),
  });
}

/** Where what is wanted and the value that does not fit are declared; each by its name where both are shown. */
function declarations(value: AstNode, to: Fit): { spot: Spot; message: string }[] {
  const wanted = withName(to.declared);
  const own = declarationOf(value, to.semantics).related?.[0]?.spot;
  if (wanted === undefined || own === undefined || own.node === wanted) return [...declaredHere(wanted).related ?? [], ...(own === undefined || own.node === wanted ? [] : [{ spot: own, message: 'declared here' }])];
  return [{ spot: nameSpot(wanted), message: `\`${nameOf(wanted)}\` is declared here` }, { spot: own, message: `\`${nameOf(own.node)}\` is declared here` }];
}

function nameOf(node: AstNode): string {
  const { name, key } = node as unknown as { name?: string; key?: string };
  return name ?? key ?? '';
}

/** The texts that could stand there, where there are only some. */
function literalsOf(wanted: Type): { candidates?: string[] } {
  const texts = membersOf(nonNull(wanted)).flatMap((member) => (member.kind === 'literal' ? [typeText(member)] : []));
  return texts.length === 0 ? {} : { candidates: texts };
}

function withName(node: AstNode | undefined): AstNode | undefined {
  return node !== undefined && ('name' in node || 'key' in node) ? node : undefined;
}

/** The code under which a reason is reported. */
export function codeOf(found: Mismatch): 'wrong-type' | 'may-be-null' | 'missing-field' | 'surplus-field' | 'bad-duration' {
  switch (found.kind) {
    case 'null': return 'may-be-null';
    case 'missing': return 'missing-field';
    case 'surplus': return 'surplus-field';
    case 'type': return wantsDuration(found) ? 'bad-duration' : 'wrong-type';
    default: return 'wrong-type';
  }
}

function wantsDuration(found: Mismatch & { kind: 'type' }): boolean {
  return found.path.length === 0 && found.to.kind === 'scalar' && found.to.name === 'duration' && found.from.kind === 'literal';
}

/** How the elements of an array become what is needed. */
function elementAdvice(found: Mismatch & { kind: 'type' }, subject: string): string {
  const method = found.path.length === 1 ? /`\.(\w+)\(\)` after it\.$/.exec(conversionAdvice(nonNull(found.from), found.to))?.[1] : undefined;
  return method === undefined || !subject.startsWith('`') ? '' : ` Write \`.map(x => x.${method}())\` after it.`;
}

function messageOf(found: Mismatch, from: Type, wanted: Type, what: string, at: AstNode, semantics: Semantics): string {
  const subject = sentence(what);
  // Elements of another type: the whole says it better than `[]`.
  if (found.kind === 'type' && found.path.length > 0 && found.path.every((part) => part === '[]')) return `${subject} is ${typeTextAt(nonNull(from), at, semantics)}, and ${needed(nonNull(wanted), at, semantics)} is needed.${elementAdvice(found, subject)}`;
  if (found.path.length > 0) return `${subject} does not fit: ${innerText(found, at, semantics)}.`;
  switch (found.kind) {
    case 'null': {
      const value = nonNull(wanted);
      if (!isNullable(from) || from.kind === 'null') return `A value is needed here: ${needed(value, at, semantics)}, not null.`;
      return `${subject} may be null, and ${needed(value, at, semantics)} is needed. Say what then: \`?? …\`, or \`?? reject "…"\`.`;
    }
    case 'type': {
      // A name whose value is known is still a name: what is written out is spelled otherwise, anything else is converted.
      const value = isLiteral(at) || membersOf(nonNull(wanted)).every((member) => member.kind === 'literal') ? nonNull(from) : widen(nonNull(from));
      return `${subject} is ${value.kind === 'literal' && isLiteral(at) ? `${value.of === 'integer' ? 'an' : 'a'} ${value.of}` : typeTextAt(value, at, semantics)}, and ${needed(nonNull(wanted), at, semantics)} is needed.${literalAdvice(value, wanted) || spellingAdvice(value, wanted) || conversionAdvice(value, wanted)}`;
    }
    case 'missing': return `${subject} lacks ${found.fields.length === 1 ? 'the field' : 'the fields'} ${listed(found.fields.map((field) => field.name))} of ${typeTextAt(found.to, at, semantics)}.`;
    default: return `${sentence(mismatchText(found))}.`;
  }
}

/** What of a value does not fit, as part of a sentence: "its `quantity` is string, and integer is needed". */
function innerText(found: Mismatch, at: AstNode, semantics: Semantics): string {
  const place = `its \`${found.path.reduce((text, part) => (part === '[]' ? `${text}[]` : text === '' ? part : `${text}.${part}`), '')}\``;
  switch (found.kind) {
    case 'type': return `${place} is ${typeTextAt(nonNull(found.from), at, semantics)}, and ${needed(nonNull(found.to), at, semantics)} is needed`;
    case 'null': return `${place} may be null, and ${needed(nonNull(found.to), at, semantics)} is needed`;
    case 'missing': return `${place} lacks ${found.fields.length === 1 ? 'the field' : 'the fields'} ${listed(found.fields.map((field) => field.name))} of ${typeTextAt(found.to, at, semantics)}`;
    default: return mismatchText(found);
  }
}
