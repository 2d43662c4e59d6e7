import type { Body, Endpoint, EndpointMember, Expression, GraphQLRequest, Incremental, More, ObjectEntry, ObjectLiteral, Paginate, Query, Variables } from '../generated/ast.ts';
import { writtenText } from '../references/walk.ts';
import { lists, reads } from '../types/endpoints.ts';
import { isBroken } from './broken.ts';
import { type CheckTable, type NodeCheck, type Spot } from './check.ts';
import { keywordOf } from './connector-members.ts';

// Lists that could be longer than what is read of them, or be read twice and not at all. LANGUAGE.md, "Pagination" and "Incremental".

/** What APIs call the number of records that they are asked for. */
const sizeNames = /^(?:\$?top|limit|max|count|first|rows|take|size|per[_-]?page|(?:page|batch)[_.-]?(?:size|limit)|page\[(?:size|limit)\]|max[_-]?(?:results|records|items)|results[_-]?per[_-]?page)$/i;

type Kind<Type extends EndpointMember['$type']> = Extract<EndpointMember, { $type: Type }>;

function member<Type extends EndpointMember['$type']>(endpoint: Endpoint, type: Type): Kind<Type> | undefined {
  return endpoint.members.find((one): one is Kind<Type> => one.$type === type);
}

/** A list is asked for some number of records, and nothing says what follows. */
const endpoint: NodeCheck<Endpoint> = (node, report, semantics) => {
  if (isBroken(node) || !lists(node, semantics.types.context) || !reads(node)) return;
  // What goes on in another way: pages inside of records, an export that is one file.
  if (['Paginate', 'More', 'Poll', 'Then', 'Submit'].some((type) => member(node, type as 'Paginate') !== undefined)) return;
  const found = askedFor(node);
  if (found === undefined) return;
  report('page-without-next', found.spot, `A page of ${found.size} could be full, and nothing says that more follows: what lies behind it would never be read. Say how the next page is got: ${ways(node, found)}.`, {
    related: [{ spot: { node, property: 'name' }, message: 'the endpoint lists' }], data: { name: found.name, size: found.size },
  });
};

/** What most APIs of that kind do. */
function ways(node: Endpoint, { name, size, next, under }: Asked): string {
  if (next !== undefined) return `\`${next}\``;
  if (member(node, 'GraphQLRequest') !== undefined) return '`paginate cursor variables.after = body.data.….pageInfo.endCursor while body.data.….pageInfo.hasNextPage`';
  const root = member(node, 'Request')?.method === 'POST' ? 'body' : 'query';
  const slot = under === undefined ? root : `${root}.${under}`;
  return `\`paginate link\`, \`paginate cursor ${slot}.after = body.next\`, \`paginate page ${slot}.${under === undefined ? 'page' : 'number'} size ${slot}.${name ?? 'limit'} = ${size}\``;
}

/** A size that is asked for, the name under which it is sent, the member that it is part of, and the one way to go on where there is only one. */
interface Asked { spot: Spot; size: string; name?: string; next?: string; under?: string }

/** A size that the request names: in `query`, `body`, `variables`, a header, the URL, the text of a GraphQL query, or the default of a parameter. */
function askedFor(node: Endpoint): Asked | undefined {
  return askedInMembers(node) ?? askedInUrl(node) ?? askedInHeader(node) ?? askedByDefault(node);
}

/** `'/orders?limit=100'`. */
function askedInUrl(node: Endpoint): Asked | undefined {
  const path = member(node, 'Request')?.path;
  const text = path?.$type === 'StringLiteral' ? path.value : path?.$type === 'InterpolatedText' ? writtenText(path) : undefined;
  for (const [, name, size] of (text ?? '').matchAll(/[?&]([^=&#{}]+)=(\d+)(?![\d.])/g)) {
    if (sizeNames.test(decoded(name!)) && size !== '1') return { spot: { node: path! }, size: size!, ...(/^[A-Za-z_]\w*$/.test(name!) && { name: name! }) };
  }
  return undefined;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** OData's `Prefer: odata.maxpagesize=100`. */
function askedInHeader(node: Endpoint): Asked | undefined {
  for (const entry of member(node, 'Headers')?.value?.entries ?? []) {
    const size = entry.$type === 'PairEntry' && entry.value?.$type === 'StringLiteral' ? /\bmaxpagesize=(\d+)/.exec(entry.value.value)?.[1] : undefined;
    if (size !== undefined) return { spot: { node: entry, property: 'key' }, size, next: "paginate next body['@odata.nextLink']" };
  }
  return undefined;
}

/** `limit: integer = 100`: what comes when the caller says nothing. */
function askedByDefault(node: Endpoint): Asked | undefined {
  const parameter = node.parameters.find((one) => sizeNames.test(one.name ?? '') && numberOf(one.default) !== undefined);
  const size = parameter && numberOf(parameter.default);
  return parameter === undefined || size === undefined || size === '1' ? undefined : { spot: { node: parameter, property: 'name' }, size, name: parameter.name };
}

function askedInMembers(node: Endpoint): Asked | undefined {
  const places = [member(node, 'Query') as Query | undefined, member(node, 'Body') as Body | undefined, member(node, 'Variables') as Variables | undefined];
  for (const place of places) {
    const entry = place?.value?.$type === 'ObjectLiteral' ? sizeIn(place.value) : undefined;
    const size = entry && numberOf(entry.value);
    if (entry !== undefined && size !== undefined && size !== '1') return { spot: { node: entry, property: 'key' }, size, ...(/^[A-Za-z_]\w*$/.test(entry.key) && { name: entry.key }), ...(entry.$container !== place?.value && { under: 'page' }) };
  }
  const graphql = member(node, 'GraphQLRequest');
  const [, text, variable] = (graphql?.document?.$type === 'StringLiteral' ? /\b(?:first|last)\s*:\s*(?:(\d+)|\$(\w+))/.exec(graphql.document.value) : null) ?? [];
  const first = text ?? (variable === undefined ? undefined : numberOf(variableOf(node, variable)));
  return graphql === undefined || first === undefined || first === '1' ? undefined : { spot: keywordOf(graphql), size: first };
}

function variableOf(node: Endpoint, name: string): Expression | undefined {
  for (const entry of member(node, 'Variables')?.value?.entries ?? []) if (entry.$type === 'PairEntry' && entry.key === name) return entry.value;
  return undefined;
}

function sizeIn(object: ObjectLiteral): Extract<ObjectEntry, { $type: 'PairEntry' }> | undefined {
  for (const entry of object.entries) {
    if (entry.$type !== 'PairEntry') continue;
    if (sizeNames.test(entry.key) && numberOf(entry.value) !== undefined) return entry;
    const inner = /^page$/i.test(entry.key) && entry.value?.$type === 'ObjectLiteral' ? sizeIn(entry.value) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function numberOf(value: Expression | undefined): string | undefined {
  return value?.$type === 'IntegerLiteral' ? value.value : value?.$type === 'StringLiteral' && /^\d+$/.test(value.value) ? value.value : undefined;
}

/** A mark that no request carries: the API is asked for everything each time. */
const incremental: NodeCheck<Incremental> = (node, report) => {
  if (node.parameter !== undefined || node.newestFirst || isBroken(node)) return;
  report('reads-everything', keywordOf(node), 'No parameter carries the mark, so every run reads the whole list and drops what is older here. Where the API can filter, name the parameter: `incremental updatedAfter by …`; where it lists the newest first, write `newest first`.');
};

/** Records move between pages where their order changes while they are read. */
const paginate: NodeCheck<Paginate> = (node, report) => {
  const owner = node.$container as Endpoint | undefined;
  if (owner === undefined || (node.kind !== 'page' && node.kind !== 'offset')) return;
  for (const entry of member(owner, 'Query')?.value?.entries ?? []) {
    if (entry.$type !== 'PairEntry' || entry.value?.$type !== 'StringLiteral' || !/^(?:\$?order|sort)[_-]?(?:by|field|column)?$/i.test(entry.key)) continue;
    if (!/updat|modif|chang/i.test(entry.value.value)) continue;
    report('unstable-order', { node: entry.value }, 'A record that changes while pages are read moves to another place in this order, and one of the pages to come lacks a record. Order by what does not change, such as the key, or page by a cursor.', { related: [{ spot: keywordOf(node), message: 'pages are counted here' }] });
  }
};

/** `reviews(first: 100) { nodes … }` inside of a record, without a word about what follows. */
const graphql: NodeCheck<GraphQLRequest | More> = (node, report) => {
  const text = node.document?.$type === 'StringLiteral' ? node.document.value.replace(/#[^\n]*/g, (comment) => ' '.repeat(comment.length)) : undefined;
  if (text === undefined) return;
  const names = nestedWithoutPageInfo(text);
  for (const name of names) {
    report('page-without-next', { node, property: 'document' }, `\`${name}\` asks for its first records and not for \`pageInfo\`, so that nothing says where there are more of them. Add \`pageInfo { hasNextPage endCursor }\`, and read the rest with \`more ${name}.nodes …\`.`, { data: { name } });
  }
};

/** Fields with `first:` inside of another such field whose selection asks for no `pageInfo`. */
function nestedWithoutPageInfo(text: string): string[] {
  const found: string[] = [];
  const open: { name: string | undefined; start: number; info: boolean }[] = [];
  let field: { name: string; counted: boolean } | undefined;
  for (const token of text.matchAll(/[A-Za-z_]\w*|\((?:[^()]|\([^()]*\))*\)|[{}]/g)) {
    const [word] = token;
    if (word === '{') { open.push({ name: field?.counted === true ? field.name : undefined, start: token.index, info: false }); field = undefined; }
    else if (word === '}') {
      const closed = open.pop();
      if (closed?.name !== undefined && !closed.info && open.some((one) => one.name !== undefined)) found.push(closed.name);
      field = undefined;
    } else if (word.startsWith('(')) { if (field !== undefined) field.counted = /\bfirst\s*:/.test(word) && !/\bfirst\s*:\s*1\b/.test(word); }
    else {
      const around = open.at(-1);
      if (word === 'pageInfo' && around !== undefined) around.info = true;
      field = { name: word, counted: false };
    }
  }
  return found;
}

export const pageChecks: CheckTable = { Endpoint: [endpoint], Incremental: [incremental], Paginate: [paginate], GraphQLRequest: [graphql], More: [graphql] };
