import type { AstNode } from 'langium';
import type { Body, Endpoint, Expression, Headers, InterpolatedText, ObjectEntry, Placement, Query, Request, Verify } from '../generated/ast.ts';
import { lists, reads } from '../types/endpoints.ts';
import { shorthandType } from '../types/infer.ts';
import type { Semantics } from '../types/semantics.ts';
import { membersOf, nonNull, scalarOf, type Type } from '../types/type.ts';
import { makesRequest } from './calls.ts';
import { type CheckTable, declarationOf, declaredHere, type NodeCheck, type Report } from './check.ts';
import { family } from './comparison.ts';
import { described, quoted, sentence } from './wording.ts';

// What a request can carry: a query, a form and a header hold texts, numbers, booleans and dates, or lists of them; a raw body is a text or
// bytes. A run refuses anything else for every record.

/** What a value is that has no spelling in such a place; undefined where it has one, or nobody knows. */
function oddIn(type: Type, inList: boolean): 'an object' | 'a list' | undefined {
  for (const member of membersOf(nonNull(type))) {
    const kind = family(member);
    if (kind === 'object') return 'an object';
    if (kind !== 'array') continue;
    if (inList) return 'a list';
    const odd = member.kind === 'array' ? oddIn(member.of, true) : undefined;
    if (odd !== undefined) return odd;
  }
  return undefined;
}

function checkEntries(entries: readonly ObjectEntry[], place: string, report: Report, semantics: Semantics): void {
  for (const entry of entries) {
    if (entry.$type === 'SpreadEntry') continue;
    const type = entry.$type === 'ShorthandEntry' ? shorthandType(entry, semantics.types.context) : semantics.types.typeOf(entry.value);
    checkValue(entry.$type === 'ShorthandEntry' ? entry : entry.value, type, place, report, semantics);
  }
}

function checkValue(node: AstNode | undefined, type: Type, place: string, report: Report, semantics: Semantics): void {
  const odd = oddIn(type, false);
  if (node === undefined || odd === undefined) return;
  const isList = membersOf(nonNull(type)).some((member) => member.kind === 'array');
  const what = isList ? `holds ${odd === 'an object' ? 'objects' : 'lists'}` : 'is an object';
  const advice = isList ? `Take what is meant out of them with \`.map(…)\`, or write \`.json()\` for the whole as JSON.` : 'Name the member that is meant, or write `.json()` for the whole as JSON.';
  report('wrong-type', { node }, `${sentence(quoted(node))} ${what}, and ${place} holds texts, numbers, booleans and dates, or lists of them. ${advice}`, declarationOf(node, semantics));
}

const query: NodeCheck<Query> = (node, report, semantics) => checkEntries(node.value?.entries ?? [], 'a query', report, semantics);

const headers: NodeCheck<Headers> = (node, report, semantics) => {
  checkEntries(node.value?.entries ?? [], 'a header', report, semantics);
  for (const entry of node.value?.entries ?? []) {
    const problem = entry.$type === 'SpreadEntry' || !entry.key ? undefined : headerNameProblem(entry.key);
    if (problem !== undefined) report('bad-value', { node: entry, property: 'key' }, problem);
  }
};

/** Header names of RFC 9110: no blanks, no colon. Why a text is none, in words. */
export function headerNameProblem(name: string): string | undefined {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) ? undefined : `'${name}' is no name of a header: letters, digits and hyphens.`;
}

const placement: NodeCheck<Placement> = (node, report, semantics) => {
  if (node.value !== undefined && node.place !== 'body') checkValue(node.value, semantics.types.typeOf(node.value), node.place === 'query' ? 'a query' : `a ${node.place}`, report, semantics);
};

const body: NodeCheck<Body> = (node, report, semantics) => {
  const value = node.value as Expression | undefined;
  if (value === undefined || (node.format !== 'form' && node.format !== 'raw')) return;
  if (node.format === 'form' && value.$type === 'ObjectLiteral') { checkEntries(value.entries, 'a form', report, semantics); return; }
  const type = semantics.types.typeOf(value);
  const fits = (member: Type): boolean => {
    const kind = family(member);
    return kind === undefined || (node.format === 'form' ? kind === 'object' : kind === 'string' || scalarOf(member) === 'bytes');
  };
  if (membersOf(nonNull(type)).every(fits)) return;
  const advice = node.format === 'form' ? 'A form is an object: `body form { name: … }`.' : 'A raw body is a text or bytes: leave `raw` out for JSON.';
  report('wrong-type', { node: value }, `${sentence(described(value, type, semantics))}. ${advice}`, declarationOf(value, semantics));
};

/** Values that are written into the path of a request. */
const path: NodeCheck<Request> = (node, report, semantics) => {
  for (const part of node.path?.$type === 'InterpolatedText' ? (node.path as InterpolatedText).parts : []) {
    if (part.$type !== 'Interpolation' || part.value === undefined) continue;
    const type = semantics.types.typeOf(part.value);
    const odd = membersOf(nonNull(type)).map(family).find((kind) => kind === 'object' || kind === 'array');
    if (odd === undefined) continue;
    report('wrong-type', { node: part.value }, `${sentence(quoted(part.value))} is ${odd === 'object' ? 'an object' : 'a list'}, which is no part of a URL. ${odd === 'object' ? 'Name the member that is meant.' : "Write `.join(',')` for one text of it, or put it into `query`."}`, declarationOf(part.value, semantics));
  }
};

/** `verify findContact(contact.email)`: an endpoint that looks whether a write took effect. */
const verify: NodeCheck<Verify> = (node, report, semantics) => {
  const owner = node.$container as Endpoint | AstNode | undefined;
  const value = node.value as Expression | undefined;
  if (owner?.$type !== 'Endpoint' || value === undefined) return;
  const target = value.$type === 'Call' ? semantics.types.callTarget(value) : undefined;
  if (target === undefined || target.kind !== 'endpoint') {
    // What is called is unknown: that is told at its name.
    if (value.$type === 'Call' && target === undefined) return;
    report('misplaced-call', { node: value }, '`verify` calls an endpoint of this connector that looks whether the write took effect: `verify findOrder(order.number)`. A record says that it did, null that it did not.');
    return;
  }
  const spot = { node: value.$type === 'Call' ? value.callee ?? value : value };
  if (!reads(target.endpoint) && makesRequest(target.endpoint)) report('writes-here', spot, `\`${target.endpoint.name}\` writes, and \`verify\` only looks.`, declaredHere(target.endpoint));
  else if (lists(target.endpoint, semantics.types.context)) report('wrong-type', spot, `\`${target.endpoint.name}\` lists, and \`verify\` needs one record, or null where there is none: an empty list would count as a record.`, declaredHere(target.endpoint));
};

export const requestValueChecks: CheckTable = { Query: [query], Headers: [headers], Placement: [placement], Body: [body], Request: [path], Verify: [verify] };
