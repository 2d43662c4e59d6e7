import type { AstNode } from 'langium';
import type { Body, Endpoint, EndpointMember, FieldPath, Idempotent, Incremental, More, ObjectLiteral, Paginate, Query, Request, RestartClause, SizeClause, Slot } from '../generated/ast.ts';
import { enclosing, walk } from '../references/walk.ts';
import { lists } from '../types/endpoints.ts';
import { pathRoot } from '../types/resolve.ts';
import type { Semantics } from '../types/semantics.ts';
import { membersOf, nonNull, type Type } from '../types/type.ts';
import { isBroken } from './broken.ts';
import { type CheckTable, declaredHere, type NodeCheck, type Report } from './check.ts';
import { family } from './comparison.ts';
import { keywordOf } from './connector-members.ts';
import { graphqlVariables } from './endpoints.ts';
import { didYouMean } from './suggestion.ts';
import { typeTextAt } from './wording.ts';

// Paging and marks: slots that the request has, parameters and fields that there are.

function member<Kind extends EndpointMember['$type']>(endpoint: Endpoint, kind: Kind): Extract<EndpointMember, { $type: Kind }> | undefined {
  return endpoint.members.find((one): one is Extract<EndpointMember, { $type: Kind }> => one.$type === kind);
}

/** A slot that no request carries. */
function checkSlot(slot: Slot | undefined, owner: AstNode, report: Report, document?: More['document']): void {
  const endpoint = enclosing<Endpoint>(owner, 'Endpoint');
  const name = slot?.parts[0]?.name;
  if (slot === undefined || endpoint === undefined || name === undefined) return;
  const request = member(endpoint, 'Request');
  switch (slot.root) {
    case 'variables': checkVariable(slot, name, endpoint, report, document); return;
    case 'body':
      if (request?.method === 'GET' || request?.method === 'HEAD') report('slot-not-sent', { node: slot }, `A ${request.method} has no body, so \`body.${name}\` is not sent. Write \`query.${name}\`.`);
      else if (member(endpoint, 'GraphQLRequest') !== undefined) report('slot-not-sent', { node: slot }, `The body of a \`graphql\` request is the query with its variables. Write \`variables.${name}\`.`);
      else checkBodySlot(slot, member(endpoint, 'Body'), report);
      return;
    case 'path': checkPathSlot(slot, name, endpoint, request, report); return;
    default:
  }
}

function checkVariable(slot: Slot, name: string, endpoint: Endpoint, report: Report, document: More['document'] | undefined): void {
  const request = document === undefined ? member(endpoint, 'GraphQLRequest') : { document };
  if (request === undefined) { if (member(endpoint, 'Request') !== undefined) report('slot-not-sent', { node: slot }, `Only a \`graphql\` request has variables. Write \`query.${name}\` or \`body.${name}\`.`); return; }
  const declared = graphqlVariables(request);
  if (declared !== undefined && !declared.has(name)) report('slot-not-sent', { node: slot }, `The query declares no variable \`$${name}\`, so this is not sent.${didYouMean(name, declared.keys())}`);
}

function checkBodySlot(slot: Slot, body: Body | undefined, report: Report): void {
  if (body === undefined || (body.format !== 'raw' && body.format !== 'csv' && body.format !== 'xml')) return;
  report('slot-not-sent', { node: slot }, `A \`body ${body.format}\` has no members, so a slot in it is not sent.`);
}

function checkPathSlot(slot: Slot, name: string, endpoint: Endpoint, request: Request | undefined, report: Report): void {
  const parameter = endpoint.parameters.find((one) => one.name === name);
  if (parameter === undefined) {
    report('slot-not-sent', { node: slot }, `\`path.${name}\` is a parameter that stands in the path, and the endpoint has no parameter \`${name}\`.${didYouMean(name, endpoint.parameters.map((one) => one.name))}`);
  } else if (request?.path !== undefined && !names(request.path, name)) {
    report('slot-not-sent', { node: slot }, `The path of the request does not have \`{${name}}\` in it, so this is not sent.`, declaredHere(parameter));
  }
}

function names(node: AstNode, name: string): boolean {
  let found = false;
  walk(node, (inner) => { if (inner.$type === 'NameReference' && (inner as unknown as { name: string }).name === name) found = true; });
  return found;
}

const paginate: NodeCheck<Paginate> = (node, report) => checkSlot(node.slot, node, report);
const restart: NodeCheck<RestartClause> = (node, report) => checkSlot(node.slot, node, report);
const idempotent: NodeCheck<Idempotent> = (node, report) => checkSlot(node.slot, node, report);
const more: NodeCheck<More> = (node, report) => checkSlot(node.slot, node, report, node.document);

/** The size is sent once: in its slot, not in `query` as well. */
const size: NodeCheck<SizeClause> = (node, report) => {
  checkSlot(node.slot, node, report);
  const endpoint = enclosing<Endpoint>(node, 'Endpoint');
  const name = node.slot?.root === 'query' ? node.slot.parts[0]?.name : undefined;
  if (endpoint === undefined || name === undefined || node.slot?.parts.length !== 1) return;
  const entry = entryOf(member(endpoint, 'Query'), name);
  if (entry !== undefined) report('conflicting-members', { node: entry, property: 'key' }, `\`${name}\` is sent by \`size\` of \`paginate\` already. Take it out here.`, { related: [{ spot: { node }, message: '`size` stands here' }] });
};

function entryOf(query: Query | undefined, name: string): ObjectLiteral['entries'][number] | undefined {
  return query?.value?.entries.find((entry) => entry.$type !== 'SpreadEntry' && entry.key === name);
}

const incremental: NodeCheck<Incremental> = (node, report, semantics) => {
  const endpoint = enclosing<Endpoint>(node, 'Endpoint');
  if (endpoint === undefined) return;
  const known = endpoint.parameters.map((parameter) => parameter.name);
  for (const [property, name] of [['parameter', node.parameter], ['until', node.until]] as const) {
    if (!name || known.includes(name)) continue;
    const advice = didYouMean(name, known) || ` Declare it: \`${name}: datetime?\`.`;
    report('unknown-parameter', { node, property }, `The endpoint has no parameter \`${name}\` to carry the mark.${advice}`, declaredHere(endpoint));
  }
  if (endpoint.type !== undefined && !lists(endpoint, semantics.types.context) && !isBroken(endpoint)) report('not-incremental', keywordOf(node), 'Only an endpoint that lists can be read incrementally: its type ends with `[]`.');
  const parameter = endpoint.parameters.find((one) => one.name === node.parameter);
  if (parameter !== undefined && parameter.default === undefined && !semantics.types.fieldType(parameter).optional) {
    report('bad-value', { node, property: 'parameter' }, `A first read without a start has no mark, so \`${parameter.name}\` may be missing: \`${parameter.name}: ${parameter.type?.$cstNode?.text ?? 'datetime'}?\`.`, declaredHere(parameter));
  }
};

/** A mark is compared, so it is a number, a text or a time; and it is kept as the parameter's type, which the field's must become. */
const mark: NodeCheck<Incremental> = (node, report, semantics) => {
  const type = node.field === undefined || node.field.parts[0] === 'request' ? undefined : typeAt(node.field, semantics);
  if (node.field === undefined || type === undefined) return;
  const spot = { node: node.field, property: 'parts', index: node.field.parts.length - 1 };
  const name = node.field.parts.join('.');
  const kind = kindOf(type);
  if (kind === undefined) return;
  if (!marks.has(kind)) { report('wrong-type', spot, `A mark is a number, a text, a date or a time, and \`${name}\` is ${typeTextAt(nonNull(type), node, semantics)}.`); return; }
  const parameter = enclosing<Endpoint>(node, 'Endpoint')?.parameters.find((one) => one.name === node.parameter);
  const wanted = parameter && semantics.types.fieldType(parameter).type;
  const other = wanted && kindOf(wanted);
  if (parameter === undefined || other === undefined || !((kind === 'time' && other === 'number') || (kind === 'number' && other === 'time'))) return;
  const remedy = kind === 'time' ? `Declare \`${parameter.name}: datetime? @format('epoch')\`, or \`'epochMillis'\`, where the API takes seconds` : `Declare \`${name}\` as a \`datetime @format('epoch')\` where it counts seconds, or \`${parameter.name}\` as a number`;
  report('wrong-type', spot, `\`${name}\` is ${typeTextAt(nonNull(type), node, semantics)}, and the mark is kept as \`${parameter.name}\`, which is ${typeTextAt(nonNull(wanted!), node, semantics)}: it would never move. ${remedy}.`, declaredHere(parameter));
};

const marks: ReadonlySet<string> = new Set(['number', 'string', 'time']);

/** The one kind that a value of that type is of; undefined where it may be several. */
function kindOf(type: Type): string | undefined {
  const kinds = new Set(membersOf(nonNull(type)).map(family));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

/** The type of the field that a path leads to; undefined where it is unknown. */
function typeAt(node: FieldPath, semantics: Semantics): Type | undefined {
  let type = pathRoot(node, semantics.types.context);
  for (const part of node.parts) {
    const record: Type | undefined = type === undefined ? undefined : nonNull(type);
    type = record?.kind === 'object' ? record.fields.get(part)?.type : record?.kind === 'map' ? record.of : undefined;
  }
  return type;
}

/** `by a.b`: fields of the record, one after the other. */
const fieldPath: NodeCheck<FieldPath> = (node, report, semantics) => {
  const owner = node.$container;
  // Pages inside a record, and lines that are put into it, name fields that are filled only then.
  let type: Type | undefined = pathRoot(node, semantics.types.context);
  if (owner?.$type === 'Incremental' && node.parts[0] === 'request') { checkRequestTime(node, report); return; }
  node.parts.forEach((part, index) => {
    const record: Type | undefined = type === undefined ? undefined : nonNull(type);
    type = undefined;
    if (record?.kind === 'map') { type = record.of; return; }
    if (record?.kind !== 'object') {
      if (record !== undefined && record.kind !== 'any' && record.kind !== 'never' && record.kind !== 'array') tell(node, index, part, record, [], report, semantics);
      return;
    }
    const field = record.fields.get(part);
    if (field !== undefined) type = field.type;
    else if (!record.open) tell(node, index, part, record, [...record.fields.keys()], report, semantics);
  });
};

function tell(node: FieldPath, index: number, part: string, record: Type, known: string[], report: Report, semantics: Semantics): void {
  const entity = record.kind === 'object' ? record.entity : undefined;
  report('unknown-field', { node, property: 'parts', index }, `${typeTextAt(record, node, semantics)} has no field \`${part}\`.${didYouMean(part, known)}`, declaredHere(entity));
}

function checkRequestTime(node: FieldPath, report: Report): void {
  if (node.parts.length !== 2 || node.parts[1] !== 'time') report('unknown-field', { node, property: 'parts', index: Math.max(0, Math.min(1, node.parts.length - 1)) }, 'A mark is a field of the record, or `request.time`.');
}

export const pagingChecks: CheckTable = {
  Paginate: [paginate], RestartClause: [restart], Idempotent: [idempotent], More: [more], SizeClause: [size], Incremental: [incremental, mark], FieldPath: [fieldPath],
};
