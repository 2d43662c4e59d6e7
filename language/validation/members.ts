import type { Expression, IndexAccess, MemberAccess } from '../generated/ast.ts';
import { chainType } from '../types/members.ts';
import { mismatch } from '../types/assignable.ts';
import { writtenText } from '../references/walk.ts';
import type { Semantics } from '../types/semantics.ts';
import { typeText } from '../types/text.ts';
import { membersOf, nonNull, scalar, type Type, widen } from '../types/type.ts';
import { type CheckTable, declarationOf, declaredHere, type NodeCheck, type Report } from './check.ts';
import { methodMeant, otherwiseWritten } from './foreign-names.ts';
import { didYouMean } from './suggestion.ts';
import { conversionAdvice, described, quoted, sentence, spellingAdvice, typeTextAt } from './wording.ts';

// What stands after `.` and in `[ ]`: a field, a method, an endpoint of an instance.

const member: NodeCheck<MemberAccess> = (node, report, semantics) => {
  const name = node.member;
  if (name === undefined || node.target === undefined) return;
  checkNull(node, 'member', report, semantics);
  const called = node.$container?.$type === 'Call' && node.$containerProperty === 'callee';
  const target = nonNull(chainType(node.target, semantics.types.context).type);
  switch (target.kind) {
    case 'never': return;
    case 'any': if (called) checkMethodOfAny(node, name, report, semantics); return;
    case 'alias': checkAliasMember(node, name, target, called, report, semantics); return;
    // That an endpoint is not called is told at its name.
    case 'endpoint': return;
    case 'webhook': case 'flow':
      report('unknown-field', { node, property: 'member' }, `${sentence(quoted(node.target))} is a ${target.kind}, not a value.${target.kind === 'webhook' ? ' Its records begin a flow: `trigger webhook inst.hook as record`.' : ''}`, declaredHere(target.kind === 'webhook' ? target.webhook : target.flow));
      return;
    default: if (called) checkMethod(node, name, target, report, semantics); else checkField(node, name, target, report, semantics);
  }
};

/** `.` or `[` on a value that may be null. */
function checkNull(node: MemberAccess | IndexAccess, property: string, report: Report, semantics: Semantics): void {
  if (!semantics.types.mayFailOnNull(node)) return;
  const type = chainType(node.target, semantics.types.context).type;
  const mark = node.$type === 'MemberAccess' ? '?.' : '?.[';
  if (type.kind === 'null') { report('may-be-null', { node, property }, `${sentence(quoted(node.target))} is always null here.`, declarationOf(node.target, semantics)); return; }
  report('may-be-null', { node, property }, `${sentence(quoted(node.target))} may be null. Write \`${mark}\`, which then gives null${node.$type === 'MemberAccess' ? '' : ' as well'}, or say before what happens without it.`, { ...declarationOf(node.target, semantics), data: { write: mark } });
}

function checkMethodOfAny(node: MemberAccess, name: string, report: Report, semantics: Semantics): void {
  // A name that is unknown is one mistake, whatever is asked of it.
  if (isUnknown(node.target, semantics)) return;
  const any: Type = { kind: 'any' };
  if (semantics.builtins.method(any, name) !== undefined) { checkProperty(node, name, any, report, semantics); return; }
  const methods = semantics.builtins.methods(any).map((one) => one.builtin.name);
  report('unknown-function', { node, property: 'member' }, `There is no function \`${name}\`.${methodAdvice(name, methods)}`, { data: { name } });
}

/** What was meant by the name of a function that there is not: the word of another language, or the nearest spelling. */
function methodAdvice(name: string, known: readonly string[]): string {
  const meant = methodMeant(name, known);
  return meant === undefined ? otherwiseWritten(name) || didYouMean(name, known) : ` Did you mean \`${meant}\`?`;
}

function isUnknown(target: Expression | undefined, semantics: Semantics): boolean {
  switch (target?.$type) {
    case 'NameReference': return semantics.resolve(target) === undefined;
    case 'MemberAccess': case 'IndexAccess': return isUnknown(target.target, semantics);
    case 'Call': return isUnknown(target.callee, semantics);
    case 'ParenthesizedExpression': return isUnknown(target.inner, semantics);
    default: return false;
  }
}

function checkAliasMember(node: MemberAccess, name: string, target: Type & { kind: 'alias' }, called: boolean, report: Report, semantics: Semantics): void {
  const connector = semantics.names.connectorOfUse(target.use);
  if (connector === undefined) return;
  const endpoint = connector.endpoints.get(name);
  if (endpoint !== undefined) {
    const parent = node.$container?.$type;
    if (!called && parent !== 'Given' && parent !== 'Expect' && parent !== 'Trigger') report('misplaced-call', { node, property: 'member' }, `\`${name}\` is an endpoint: call it with its arguments, \`${name}(…)\`.`, declaredHere(endpoint));
    return;
  }
  if (connector.webhooks.has(name) || name === 'name') {
    if (called) report('unknown-endpoint', { node, property: 'member' }, name === 'name' ? '`name` is the name of the instance, a text: it has no parentheses.' : `\`${name}\` is a webhook of \`${connector.name}\`, which calls; it is not called. Its records begin a flow: \`trigger webhook ${quotedName(node)}.${name} as record\`.`, declaredHere(connector.webhooks.get(name)));
    return;
  }
  const inside = connector.settings.get(name) ?? [...connector.auths.values()].map((auth) => auth.secrets.get(name) ?? auth.settings.get(name)).find((field) => field !== undefined);
  if (inside !== undefined) {
    const isSecret = !connector.settings.has(name) && [...connector.auths.values()].some((auth) => auth.secrets.has(name));
    report(isSecret ? 'secret-leaves' : 'unknown-endpoint', { node, property: 'member' }, `\`${name}\` is a ${isSecret ? 'secret' : 'setting'} of \`${connector.name}\`, which is known inside of the connector only.${isSecret ? ' A secret goes nowhere else.' : ` What differs from flow to flow is an \`input\`; which instance this is says \`${quotedName(node)}.name\`.`}`, declaredHere(inside));
    return;
  }
  report('unknown-endpoint', { node, property: 'member' }, `\`${connector.name}\` has no endpoint \`${name}\`.${didYouMean(name, connector.endpoints.keys())}`, { ...declaredHere(connector.node), data: { name } });
}

function quotedName(node: MemberAccess): string {
  return writtenText(node.target) ?? 'shop';
}

function checkField(node: MemberAccess, name: string, target: Type, report: Report, semantics: Semantics): void {
  if (semantics.types.memberOf(target, name) !== undefined) return;
  const spot = { node, property: 'member' };
  const method = methodOf(target, name, semantics);
  if (method !== undefined) {
    report('unknown-field', spot, `\`${name}\` is a function: write \`${name}(${method.parameters.some((one) => !one.optional) ? '…' : ''})\`.`, { data: { write: `${name}()` } });
    return;
  }
  const having = target.kind === 'union' ? target.members.filter((one) => semantics.types.memberOf(one, name) !== undefined) : [];
  if (having.length > 0 && target.kind === 'union') {
    const without = target.members.find((one) => !having.includes(one))!;
    report('unknown-field', spot, `${sentence(quoted(node.target))} may be ${typeTextAt(without, node, semantics)}, which has no \`${name}\`. Ask before which one it is${askAdvice(node, target, semantics)}.`, declarationOf(node.target, semantics));
    return;
  }
  const fields = fieldsOf(target);
  const methods = methodNames(target, semantics);
  const what = target.kind === 'object' ? `${typeTextAt(target, node, semantics)} has no field \`${name}\`` : `${typeTextAt(widen(target), node, semantics)} has no \`${name}\``;
  const entity = target.kind === 'object' ? target.entity : undefined;
  const declared = entity === undefined ? declarationOf(node.target, semantics) : declaredHere(entity);
  report('unknown-field', spot, `${what}.${fields.length > 0 ? didYouMean(name, [...fields, ...methods]) : methodAdvice(name, methods)}`, { ...declared, data: { name } });
}

/** The field whose literals tell the objects of a union apart, as a condition to write. */
function askAdvice(node: MemberAccess, target: Type & { kind: 'union' }, semantics: Semantics): string {
  const [first] = target.members;
  if (first?.kind !== 'object') return '';
  for (const field of first.fields.values()) {
    const types = target.members.map((one) => (one.kind === 'object' ? one.fields.get(field.name)?.type : undefined));
    if (types.every((type) => type?.kind === 'literal')) return `, by \`${field.name}\`: \`${writtenText(node.target) ?? '…'}.${field.name} == ${typeTextAt(field.type, node, semantics)}\``;
  }
  return '';
}

function checkMethod(node: MemberAccess, name: string, target: Type, report: Report, semantics: Semantics): void {
  if (checkOfUnion(node, name, target, report, semantics)) return;
  if (methodOf(target, name, semantics) !== undefined) { checkProperty(node, name, target, report, semantics); return; }
  if (target.kind === 'table' ? name === 'keyOf' || name === 'require' : target.kind === 'cache' && name === 'require') return;
  const spot = { node, property: 'member' };
  if (target.kind === 'object' && target.open && !target.fields.has(name)) {
    report('unknown-function', spot, `There is no function \`${name}\`.${methodAdvice(name, methodNames(target, semantics))}`, { data: { name } });
    return;
  }
  if (semantics.types.memberOf(target, name) !== undefined && target.kind !== 'map') {
    report('unknown-function', spot, `\`${name}\` is a field, no function: write it without parentheses.`, { data: { name, write: name } });
    return;
  }
  report('unknown-function', spot, `${typeTextAt(widen(target), node, semantics)} has no function \`${name}\`.${methodAdvice(name, methodNames(target, semantics))}`, { data: { name } });
}

/**
 * A function that only some of the kinds have that a value may be of: what the others would do with it is told at run time, too late. True
 * where that was the mistake.
 */
function checkOfUnion(node: MemberAccess, name: string, target: Type, report: Report, semantics: Semantics): boolean {
  if (target.kind !== 'union') return false;
  const members = target.members.filter((one) => one.kind !== 'any' && one.kind !== 'never');
  const without = members.filter((one) => semantics.builtins.method(one, name) === undefined);
  const [first] = without;
  if (first === undefined || without.length === members.length) return false;
  report('unknown-function', { node, property: 'member' }, `${sentence(quoted(node.target))} may be ${typeTextAt(widen(first), node, semantics)}, which has no function \`${name}\`.${['string', 'decimal'].map((one) => (semantics.builtins.method(scalar(one as 'string'), name) === undefined ? '' : ` Make it one kind before: \`.${one}()\`.`)).join('')}`, declarationOf(node.target, semantics));
  return true;
}

/** `length()`: what is read without parentheses. */
function checkProperty(node: MemberAccess, name: string, target: Type, report: Report, semantics: Semantics): void {
  if (semantics.builtins.method(target, name)?.signature.builtin.property) report('unknown-function', { node, property: 'member' }, `\`${name}\` has no parentheses.`);
}

function methodOf(target: Type, name: string, semantics: Semantics) {
  if (target.kind === 'table' || target.kind === 'cache') return undefined;
  return semantics.builtins.method(target, name)?.signature;
}

function methodNames(target: Type, semantics: Semantics): string[] {
  if (target.kind === 'table') return ['keyOf', 'require'];
  if (target.kind === 'cache') return ['require'];
  return semantics.builtins.methods(target).map((one) => one.builtin.name);
}

function fieldsOf(target: Type): string[] {
  return membersOf(target).flatMap((one) => (one.kind === 'object' ? [...one.fields.keys()] : []));
}

const index: NodeCheck<IndexAccess> = (node, report, semantics) => {
  if (node.target === undefined || node.index === undefined) return;
  checkNull(node, 'target', report, semantics);
  const target = nonNull(chainType(node.target, semantics.types.context).type);
  const given = semantics.types.typeOf(node.index);
  const key = node.index;
  switch (target.kind) {
    case 'array': {
      if (mismatch(nonNull(given), scalar('integer')) !== undefined) report('wrong-type', { node: key }, `An element is taken by its number, and ${described(key, given, semantics)}.`, declarationOf(key, semantics));
      return;
    }
    case 'object': {
      if (key.$type === 'StringLiteral' && !target.open && !target.fields.has(key.value)) report('unknown-field', { node: key }, `${typeTextAt(target, node, semantics)} has no field \`${key.value}\`.${didYouMean(key.value, target.fields.keys())}`, declaredHere(target.entity));
      else if (mismatch(nonNull(given), scalar('string')) !== undefined) report('wrong-type', { node: key }, `A field is taken by its name, a text, and ${described(key, given, semantics)}.`);
      return;
    }
    case 'map': case 'table':
      if (mismatch(nonNull(given), scalar('string')) !== undefined) report('wrong-type', { node: key }, `The key is a text, and ${described(key, given, semantics)}.${spellingAdvice(given, scalar('string')) || conversionAdvice(given, scalar('string'))}`);
      return;
    case 'any': case 'never': case 'cache': case 'union': return;
    default: report('wrong-type', { node, property: 'target' }, `${sentence(quoted(node.target))} is ${typeText(target)}: it has no elements.${target.kind === 'scalar' && target.name === 'string' ? ' One letter is `.slice(0, 1)`.' : ''}`);
  }
};

export const memberChecks: CheckTable = { MemberAccess: [member], IndexAccess: [index] };
