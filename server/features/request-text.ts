import type { AstNode } from 'langium';
import { ast, type ConnectorEntry, environmentVariable, instanceSettings, readWorkspaceFile, type Semantics, walk } from '#language';

// The request that an endpoint makes, as one reads it in a manual: no value of a secret is in it, nor anything that stands for one.

/** What stands where a secret goes. */
const hidden = '•••';

/** A request as text, and how it is signed in where that is not known. */
export interface RequestText {
  /** `GET https://{shop}.example.com/orders?limit=250`, headers, and after an empty line the body as it is written. */
  text: string;
  /** Names of auths of which an instance picks one. */
  auths: string[];
}

interface Known {
  semantics: Semantics;
  /** Values of settings, where an instance gives them. */
  settings: ReadonlyMap<string, string>;
}

/** Undefined where an endpoint makes no request of its own (`upsert`), or is not written yet. With `use`, its instance's settings stand in it. */
export function requestText(endpoint: ast.Endpoint, semantics: Semantics, use?: ast.Use): RequestText | undefined {
  const connector = semantics.index.enclosingConnector(endpoint);
  const request = endpoint.members.find((member) => ast.isRequest(member) || ast.isGraphQLRequest(member) || ast.isSubmit(member));
  if (connector === undefined || request === undefined) return undefined;
  const instance = instanceOf(use, connector, semantics);
  const known: Known = { semantics, settings: instance.settings };
  const signed = signIn(endpoint, connector, instance.auth, known);
  const method = 'method' in request && request.method !== undefined ? request.method : 'POST';
  const query = [...queryOf(connector.node.members, endpoint.members, known), ...signed.query];
  const base = instance.baseUrl ?? written(connector.node.members.find(ast.isBase)?.value, known);
  const path = request.path === undefined ? '' : written(request.path, known);
  const url = `${base}${path}`;
  const body = bodyOf(endpoint, request);
  const headers = new Map<string, string>();
  for (const [name, value] of [...(body.type === undefined ? [] : [['Content-Type', body.type] as const]), ...headersOf(connector.node.members, known), ...headersOf(endpoint.members, known), ...signed.headers]) {
    const same = [...headers.keys()].find((one) => one.toLowerCase() === name.toLowerCase());
    if (same !== undefined) headers.delete(same);
    headers.set(name, value);
  }
  const head = `${method} ${url}${query.length === 0 ? '' : `${url.includes('?') ? '&' : '?'}${query.join('&')}`}`;
  const lines = [head, ...[...headers].map(([name, value]) => `${name}: ${value}`), ...(body.text === undefined ? [] : ['', body.text])];
  return { text: lines.join('\n'), auths: signed.unknown };
}

function instanceOf(use: ast.Use | undefined, connector: ConnectorEntry, { index }: Semantics): { settings: Map<string, string>; auth: string | undefined; baseUrl: string | undefined } {
  const settings = new Map<string, string>();
  const only = use?.instances.length === 1 ? use.instances[0] : undefined;
  const file = only === undefined ? undefined : index.viewOf(only).file;
  const found = only?.instance === undefined || file === undefined ? undefined : instanceSettings(readWorkspaceFile(file.textDocument.getText()), only.instance);
  if (found === undefined || found.connector !== connector.name) return { settings, auth: undefined, baseUrl: undefined };
  for (const [name, field] of connector.settings) if (ast.isStringLiteral(field.default)) settings.set(name, field.default.value);
  for (const [name, value] of Object.entries(found.settings)) {
    const variable = environmentVariable(value);
    if (variable !== undefined) settings.set(name, `{${variable}}`);
    else if (typeof value !== 'object') settings.set(name, String(value));
  }
  return { settings, auth: found.auth, baseUrl: found.baseUrl };
}

/** An expression as it would stand in a URL or header: texts as they are, the rest in braces, secrets hidden. */
function written(expression: ast.Expression | ast.Text | undefined, known: Known): string {
  if (expression === undefined) return '';
  switch (expression.$type) {
    case 'StringLiteral': return oneLine(expression.value);
    case 'IntegerLiteral': case 'DecimalLiteral': case 'DurationLiteral': return expression.value;
    case 'BooleanLiteral': return String(expression.value);
    case 'ParenthesizedExpression': return written(expression.inner, known);
    case 'InterpolatedText': return expression.parts.map((part) => (ast.isTextChunk(part) ? oneLine(part.text ?? '') : written(part.value, known))).join('');
    case 'NameReference': return named(expression.name, expression, known);
    default: return isSecret(expression, known) ? hidden : `{${shortened(expression.$cstNode?.text ?? '…')}}`;
  }
}

function named(name: string, node: AstNode, known: Known, property?: string): string {
  const symbol = known.semantics.resolve(node, property);
  if (symbol?.kind === 'secret' || (symbol?.kind === 'given' && name === 'grant')) return hidden;
  return (symbol?.kind === 'setting' ? known.settings.get(name) : undefined) ?? `{${name}}`;
}

/** Whether anything in it is a secret or the answer that brought a token. */
function isSecret(node: AstNode, { semantics }: Known): boolean {
  let found = false;
  walk(node, (one) => {
    if (found) return false;
    const name = ast.isNameReference(one) ? one.name : ast.isShorthandEntry(one) ? one.key : undefined;
    if (name === undefined) return true;
    const symbol = semantics.resolve(one);
    found = symbol?.kind === 'secret' || (symbol?.kind === 'given' && name === 'grant');
    return !found;
  });
  return found;
}

/** The entries of an object in braces, the later ones of equal names alone; what is null is not sent. */
function entriesOf(value: ast.ObjectLiteral | undefined, known: Known): [name: string, value: string[]][] {
  return (value?.entries ?? []).flatMap((entry): [string, string[]][] => {
    if (ast.isSpreadEntry(entry)) return [['', [`{...${shortened(entry.value?.$cstNode?.text ?? '')}}`]]];
    if (ast.isShorthandEntry(entry)) return [[entry.key, [named(entry.key, entry, known)]]];
    if (ast.isNullLiteral(entry.value)) return [[entry.key, []]];
    return [[entry.key, ast.isArrayLiteral(entry.value) ? entry.value.items.map((item) => written(item.value, known)) : [written(entry.value, known)]]];
  });
}

type Member = ast.ConnectorMember | ast.EndpointMember;

function queryOf(connector: readonly Member[], endpoint: readonly Member[], known: Known): string[] {
  const all = new Map<string, string[]>();
  for (const member of [...connector, ...endpoint]) if (ast.isQuery(member)) for (const [name, values] of entriesOf(member.value, known)) all.set(name, values);
  return [...all].flatMap(([name, values]) => values.map((value) => (name === '' ? value : `${name}=${value}`)));
}

/** Header names whose value is a credential, whoever wrote it down. */
const confidential = /authorization|token|secret|password|cookie|api-?key/i;

function headersOf(members: readonly Member[], known: Known): [name: string, value: string][] {
  return members.flatMap((member) => (ast.isHeaders(member) ? entriesOf(member.value, known).flatMap(([name, [value]]): [string, string][] => (name === '' || value === undefined ? [] : [[name, confidential.test(name) ? hidden : value]])) : []));
}

/** What signs the request in: names only. */
function signIn(endpoint: ast.Endpoint, connector: ConnectorEntry, chosen: string | undefined, known: Known): { headers: [string, string][]; query: string[]; unknown: string[] } {
  const auths = [...connector.auths.values()];
  const auth = auths.find((one) => one.node.name === chosen) ?? (auths.length === 1 ? auths[0] : undefined);
  if (auths.length === 0 || endpoint.members.some(ast.isNoAuth)) return { headers: [], query: [], unknown: [] };
  if (auth === undefined) return { headers: [], query: [], unknown: auths.map((one) => one.node.name) };
  const headers: [string, string][] = [];
  const query: string[] = [];
  const { members } = auth.node;
  for (const member of members) {
    if (ast.isPlacement(member)) {
      if (member.place === 'header') headers.push([member.name, schemeOf(member.value, known)]);
      else if (member.place === 'query') query.push(`${member.name}=${hidden}`);
      else if (member.place === 'cookie') headers.push(['Cookie', `${member.name}=${hidden}`]);
    } else if (ast.isSessionCookie(member)) headers.push(['Cookie', `${member.name}=${hidden}`]);
    else if (ast.isBasicAuth(member)) headers.push(['Authorization', `Basic ${hidden}`]);
    else if (ast.isDigestAuth(member)) headers.push(['Authorization', `Digest ${hidden}`]);
    else if (ast.isSign(member)) headers.push([member.name, hidden]);
    else if (ast.isOAuth1(member)) headers.push(['Authorization', `OAuth ${hidden}`]);
    else if (ast.isSigV4(member)) headers.push(['Authorization', `AWS4-HMAC-SHA256 ${hidden}`]);
  }
  if (headers.length === 0 && query.length === 0 && members.some(ast.isOAuth2)) headers.push(['Authorization', `Bearer ${hidden}`]);
  return { headers, query, unknown: [] };
}

/** `Bearer •••`: a scheme that is written before the secret is no secret. */
function schemeOf(value: ast.Expression | undefined, known: Known): string {
  const text = written(value, known);
  return /^(?:Bearer|Basic|Token|Bot|Key) •••$/.test(text) ? text : hidden;
}

/** The most lines of a body that are shown. */
const mostLines = 12;

const types: Readonly<Record<string, string>> = { form: 'application/x-www-form-urlencoded', multipart: 'multipart/form-data', xml: 'application/xml', csv: 'text/csv' };

function bodyOf(endpoint: ast.Endpoint, request: ast.Request | ast.GraphQLRequest | ast.Submit): { type?: string; text?: string } {
  if (ast.isGraphQLRequest(request)) return { type: 'application/json', ...textOf(request.document) };
  const body = endpoint.members.find(ast.isBody);
  if (body === undefined) return ast.isSubmit(request) && request.body !== undefined ? { type: request.form ? types['form']! : 'application/json', ...textOf(request.body) } : {};
  const type = body.format === undefined ? 'application/json' : types[body.format];
  return { ...(type === undefined ? {} : { type }), ...textOf(body.value) };
}

function textOf(node: AstNode | undefined): { text?: string } {
  if (node !== undefined && !ast.isObjectLiteral(node) && !ast.isArrayLiteral(node) && !ast.isStringLiteral(node) && !ast.isInterpolatedText(node)) return { text: `{${shortened(node.$cstNode?.text ?? '…')}}` };
  if (node?.$cstNode === undefined) return {};
  const whole = node.$cstNode.text;
  const quotes = /^\$?('''|""")\r?\n?/.exec(whole);
  const text = quotes === null || !whole.endsWith(quotes[1]!) || whole.length < quotes[0].length + 3 ? whole : whole.slice(quotes[0].length, -3).trimEnd();
  const lines = text.split(/\r?\n/);
  // Whole lines keep their place to one another, not the one in the file.
  const indents = lines.slice(1).filter((line) => line.trim() !== '').map((line) => /^\s*/.exec(line)![0].length);
  const indent = indents.length === 0 ? 0 : Math.min(...indents);
  const moved = lines.map((line, index) => (index === 0 && !/^\s/.test(line) ? line : line.slice(Math.min(indent, /^\s*/.exec(line)![0].length))));
  return { text: [...moved.slice(0, mostLines), ...(moved.length > mostLines ? ['…'] : [])].join('\n') };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

function shortened(text: string): string {
  const line = oneLine(text);
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

