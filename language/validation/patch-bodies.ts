import { type AstNode } from 'langium';
import type { Body, Call, Endpoint, Expression, NameReference, ObjectLiteral, Request } from '../generated/ast.ts';
import { lookUp } from '../references/scope.ts';
import { pairArguments } from '../types/context.ts';
import type { Semantics } from '../types/semantics.ts';
import { isNullable, membersOf } from '../types/type.ts';
import { type CheckTable, declaredHere, type NodeCheck, type Report } from './check.ts';
import { quoted, sentence, shortText } from './wording.ts';

// A PATCH changes what is in its body: a value that is null by chance empties a field. LANGUAGE.md, section 1.

const body: NodeCheck<Body> = (node, report, semantics) => {
  const endpoint = node.$container as Endpoint | undefined;
  if (endpoint === undefined || !isPatch(endpoint) || (node.format !== undefined && node.format !== 'form')) return;
  if (node.value !== undefined) checkValue(node.value, endpoint, report, semantics);
};

/** Objects given to an endpoint that puts them into the body of a PATCH; also by the name of the step above that made them. */
const call: NodeCheck<Call> = (node, report, semantics) => {
  const target = semantics.types.callTarget(node);
  if (target?.kind !== 'endpoint' || target.use === undefined || !isPatch(target.endpoint)) return;
  const names = sentWhole(target.endpoint);
  for (const { argument, parameter } of pairArguments(target.parameters, node)) {
    if (parameter !== undefined && names.has(parameter.name) && argument.value !== undefined) checkValue(madeBy(argument.value, semantics), target.endpoint, report, semantics);
  }
};

function isPatch(endpoint: Endpoint): boolean {
  return endpoint.members.some((member): member is Request => member.$type === 'Request' && member.method === 'PATCH');
}

/** Parameters that are the body, or a member of it, as they are given. */
function sentWhole(endpoint: Endpoint): Set<string> {
  const names = new Set<string>();
  const value = endpoint.members.find((member): member is Body => member.$type === 'Body')?.value;
  if (value?.$type === 'NameReference') names.add(value.name);
  if (value?.$type !== 'ObjectLiteral') return names;
  for (const entry of value.entries) {
    if (entry.$type === 'ShorthandEntry') names.add(entry.key);
    else if (entry.value?.$type === 'NameReference') names.add(entry.value.name);
  }
  return names;
}

/** The object that a name was bound to by `map` or `let`. */
function madeBy(value: Expression, semantics: Semantics): Expression {
  if (value.$type !== 'NameReference') return value;
  const symbol = lookUp(semantics.scopes.at(value), (value as NameReference).name);
  const step = symbol?.others === undefined ? symbol?.node as AstNode & { value?: Expression } | undefined : undefined;
  return (step?.$type === 'MapStep' || step?.$type === 'LetStep') && step.value !== undefined ? step.value : value;
}

function checkValue(value: Expression, endpoint: Endpoint, report: Report, semantics: Semantics): void {
  if (value.$type === 'ParenthesizedExpression' && value.inner !== undefined) checkValue(value.inner, endpoint, report, semantics);
  else if (value.$type === 'ObjectLiteral') checkObject(value, endpoint, report, semantics);
}

function checkObject(node: ObjectLiteral, endpoint: Endpoint, report: Report, semantics: Semantics): void {
  for (const entry of node.entries) {
    if (entry.$type === 'SpreadEntry' || !entry.key) continue;
    if (entry.$type === 'PairEntry') {
      const { value } = entry;
      if (value === undefined || entry.optional) continue;
      if (value.$type === 'ObjectLiteral') { checkObject(value, endpoint, report, semantics); continue; }
      // What says null is meant to empty the field; where null does not fit at all, that is an error.
      if (saysNull(value) || !isNullable(semantics.types.typeOf(value)) || refusesNull(value, semantics)) continue;
      tell(`${entry.key}?: ${shortText(value)}`, quoted(value));
    } else {
      const symbol = lookUp(semantics.scopes.at(entry), entry.key);
      if (symbol !== undefined && isNullable(semantics.types.typeOf(entry as unknown as Expression)) && !refusesNull(entry, semantics)) tell(`${entry.key}?: ${entry.key}`, `\`${entry.key}\``);
    }

    function tell(write: string, what: string): void {
      report('null-in-patch', { node: entry, property: 'key' }, `${sentence(what)} may be null, and a PATCH then empties \`${write.split('?')[0]}\`. Write \`${write}\` to leave the field out where there is no value, or \`?? null\` where emptying it is meant.`, {
        ...declaredHere(endpoint), data: { write, optional: true },
      });
    }
  }
}

function refusesNull(value: AstNode, semantics: Semantics): boolean {
  const wanted = semantics.types.expectedType(value);
  if (wanted !== undefined) return wanted.kind !== 'any' && !isNullable(wanted);
  // A key that the object does not have is told as that.
  const object = value.$type === 'ShorthandEntry' ? value.$container : value.$container?.$container;
  const shape = object && semantics.types.expectedType(object);
  return shape !== undefined && membersOf(shape).some((member) => member.kind === 'object' && !member.open);
}

/** Whether one of the ways through an expression is a null that is written out. */
function saysNull(value: Expression | undefined): boolean {
  switch (value?.$type) {
    case 'NullLiteral': return true;
    case 'ParenthesizedExpression': return saysNull(value.inner);
    case 'Conditional': return saysNull(value.then) || saysNull(value.otherwise);
    case 'BinaryExpression': return value.operator === '??' && (saysNull(value.left) || saysNull(value.right));
    case 'MatchExpression': return value.cases.some((one) => saysNull(one.value));
    default: return false;
  }
}

export const patchBodyChecks: CheckTable = { Body: [body], Call: [call] };
