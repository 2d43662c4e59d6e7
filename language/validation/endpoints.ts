import type { Endpoint, EndpointMember, GraphQLRequest, Login, ObjectLiteral, Request, Variables, Webhook, WebhookMember } from '../generated/ast.ts';
import { endpointType, lists } from '../types/endpoints.ts';
import { isNullable } from '../types/type.ts';
import { isBroken } from './broken.ts';
import { type CheckTable, type NodeCheck, type Report } from './check.ts';
import { checkOnce, keywordOf } from './connector-members.ts';
import { didYouMean } from './suggestion.ts';
import { listed } from './wording.ts';

// One endpoint: one request, one body, one way to read the answer.

const once: Partial<Record<EndpointMember['$type'], string>> = {
  Variables: 'variables', Query: 'query', Headers: 'headers', Body: 'body', Paginate: 'paginate', Result: 'result', Records: 'records', Incremental: 'incremental', Idempotent: 'idempotent',
  Verify: 'verify', Upsert: 'upsert', Submit: 'submit', Poll: 'poll', Then: 'then', Decode: 'decode', Reads: 'reads', Redirect: 'redirect', Timeout: 'timeout', Deprecated: 'deprecated',
  Sunset: 'sunset', Title: 'title', NoAuth: 'auth none', SplitWindow: 'split window',
};

const endpoint: NodeCheck<Endpoint> = (node, report, semantics) => {
  const members = node.members;
  checkOnce(members, once, report);
  checkRequests(node, report);
  const find = <Kind extends EndpointMember['$type']>(kind: Kind): Extract<EndpointMember, { $type: Kind }> | undefined =>
    members.find((member): member is Extract<EndpointMember, { $type: Kind }> => member.$type === kind);
  const [result, records, body, request, graphql, variables] = [find('Result'), find('Records'), find('Body'), find('Request'), find('GraphQLRequest'), find('Variables')];
  if (result !== undefined && records !== undefined) {
    const second = (result.$containerIndex ?? 0) > (records.$containerIndex ?? 0) ? result : records;
    report('conflicting-members', keywordOf(second), 'An endpoint reads one `result` or several `records`, not both.', { related: [{ spot: { node: second === result ? records : result }, message: 'the other stands here' }] });
  }
  if (body !== undefined && (request?.method === 'GET' || request?.method === 'HEAD')) {
    report('body-not-allowed', keywordOf(body), `A ${request.method} has no body. Put the values into \`query\`, or write \`POST\` with \`reads\` for a search.`, { related: [{ spot: { node: request }, message: `${request.method} stands here` }] });
  }
  if (graphql !== undefined && body !== undefined) report('conflicting-members', keywordOf(body), 'The body of a `graphql` request is the query with its `variables`. Write `variables { … }`.');
  if (variables !== undefined && graphql === undefined && request !== undefined) report('conflicting-members', keywordOf(variables), 'Only a `graphql` request has `variables`.');
  if (find('Paginate') !== undefined && records === undefined && !isBroken(node)) {
    report('paging-without-records', keywordOf(find('Paginate')!), result === undefined ? 'Paging needs to know where the records of a page are: `records body.items`.' : 'Paging reads the records of each page: write `records` instead of `result`.');
  }
  if (node.type !== undefined && result === undefined && records === undefined && find('Upsert') === undefined && requestOf(node) !== undefined && find('Paginate') === undefined && !isBroken(node)) {
    const many = lists(node, semantics.types.context);
    report('missing-member', { node: node.type }, `The endpoint does not say where ${many ? 'its records are' : 'the record is'} in the answer: ${many ? '`records body`, or `records body.items`' : '`result body`, or `result body.order`'}.`, { data: { members: [many ? 'Records' : 'Result'] } });
  }
  if (records !== undefined && node.type !== undefined && !lists(node, semantics.types.context) && endpointType(node, semantics.types.context).kind !== 'any') {
    report('wrong-type', { node: node.type }, `\`records\` reads several records, and the endpoint gives one. Write \`${node.type.$cstNode?.text ?? 'T'}[]\`, or \`result\`.`);
  }
  if (node.type?.$type === 'OptionalType' && isNullable(endpointType(node, semantics.types.context))) report('bad-value', { node: node.type }, 'That there may be no record is said by a rule: `on 404 empty`. The type is that of the record.');
};

const requestWords: Partial<Record<EndpointMember['$type'], string>> = { Request: 'request', GraphQLRequest: 'graphql', Upsert: 'upsert', Submit: 'submit' };

function requestOf(node: Endpoint): EndpointMember | undefined {
  return node.members.find((member) => requestWords[member.$type] !== undefined);
}

function checkRequests(node: Endpoint, report: Report): void {
  const requests = node.members.filter((member) => requestWords[member.$type] !== undefined);
  const [first, second] = requests;
  if (second !== undefined && first !== undefined) {
    report('conflicting-members', keywordOf(second), 'An endpoint makes one request, and there is one above. Declare a second endpoint.', { related: [{ spot: keywordOf(first), message: 'the request stands here' }] });
  }
  if (first === undefined && node.name && !isBroken(node)) report('missing-member', { node, property: 'name' }, `The endpoint \`${node.name}\` makes no request: write \`GET '/path'\`, or \`graphql '''…'''\`.`);
}

/** Variables against those that the query declares. */
const variables: NodeCheck<Variables> = (node, report) => {
  const owner = node.$container as Endpoint | undefined;
  const request = owner?.members.find((member): member is GraphQLRequest => member.$type === 'GraphQLRequest');
  const declared = request === undefined ? undefined : graphqlVariables(request);
  if (declared !== undefined) checkVariables(node.value, declared, report);
};

function checkVariables(object: ObjectLiteral | undefined, declared: ReadonlyMap<string, boolean>, report: Report): void {
  for (const entry of object?.entries ?? []) {
    if (entry.$type === 'SpreadEntry' || !entry.key || declared.has(entry.key)) continue;
    report('slot-not-sent', { node: entry, property: 'key' }, `The query declares no variable \`$${entry.key}\`.${didYouMean(entry.key, declared.keys())}`);
  }
}

/** Variables that the text of a query declares, with whether one must be given; undefined where the text is put together. */
export function graphqlVariables(node: { document?: GraphQLRequest['document'] }): Map<string, boolean> | undefined {
  const text = node.document?.$type === 'StringLiteral' ? node.document.value : undefined;
  if (text === undefined) return undefined;
  const head = /\b(?:query|mutation|subscription)\b[^({]*\(([^)]*)\)/.exec(text.replace(/#[^\n]*/g, ''));
  const found = new Map<string, boolean>();
  for (const one of (head?.[1] ?? '').matchAll(/\$([A-Za-z_]\w*)\s*:\s*([^$=,]*)(=?)/g)) found.set(one[1]!, one[2]!.trim().endsWith('!') && one[3] === '');
  return found;
}

/** Variables that the query needs and nobody gives. */
const graphql: NodeCheck<GraphQLRequest> = (node, report) => {
  const declared = graphqlVariables(node);
  const owner = node.$container as Endpoint | undefined;
  if (declared === undefined || owner === undefined || isBroken(owner)) return;
  const given = new Set<string>();
  for (const member of owner.members) {
    if (member.$type === 'Variables') for (const entry of member.value?.entries ?? []) { if (entry.$type === 'SpreadEntry') return; given.add(entry.key); }
    const slot = member.$type === 'Idempotent' ? member.slot : member.$type === 'Paginate' ? member.slot : undefined;
    if (slot?.root === 'variables' && slot.parts[0]?.name !== undefined) given.add(slot.parts[0].name);
  }
  const missing = [...declared].filter(([name, needed]) => needed && !given.has(name)).map(([name]) => name);
  if (missing.length > 0) report('missing-argument', { node, property: 'document' }, `The query needs ${listed(missing.map((name) => `$${name}`))}: give ${missing.length === 1 ? 'it' : 'them'} in \`variables { ${missing[0]}: … }\`.`);
};

const login: NodeCheck<Login> = (node, report) => {
  if (node.body !== undefined && (node.method === 'GET' || node.method === 'HEAD')) report('body-not-allowed', { node, property: 'body' }, `A ${node.method} has no body. Write \`POST\`, or put the values into the URL.`);
};

const webhookOnce: Partial<Record<WebhookMember['$type'], string>> = {
  Topic: 'topic', Verify: 'verify', When: 'when', Id: 'id', Subscribe: 'subscribe', Unsubscribe: 'unsubscribe', Result: 'result', Records: 'records', Title: 'title', Deprecated: 'deprecated', Sunset: 'sunset',
};

/** Without `verify` whoever knows the address could send anything. SECURITY.md 9. */
const webhook: NodeCheck<Webhook> = (node, report) => {
  checkOnce(node.members, webhookOnce, report);
  if (node.name && !isBroken(node) && !node.members.some((member) => member.$type === 'Verify')) {
    report('missing-member', { node, property: 'name' }, `The webhook \`${node.name}\` does not say how a call proves where it comes from: \`verify hmac('sha256', hookSecret, request.raw).hex() == request.header['X-Signature']\`.`);
  }
};

/** `{id}` in single quotes is text, not the parameter. */
const path: NodeCheck<Request> = (node, report) => {
  const value = node.path;
  if (value?.$type !== 'StringLiteral' || !value.$cstNode?.text.startsWith("'")) return;
  const owner = node.$container as Endpoint | undefined;
  const found = /\{([A-Za-z_$][\w$]*)\}/.exec(value.value);
  if (found !== null && owner?.parameters.some((parameter) => parameter.name === found[1])) report('bad-url', { node: value }, `\`{${found[1]}}\` in single quotes is text. Write the path in double quotes.`, { data: { quote: '"' } });
};

export const endpointChecks: CheckTable = { Endpoint: [endpoint], Variables: [variables], GraphQLRequest: [graphql], Login: [login], Webhook: [webhook], Request: [path] };
