import type { AstNode } from 'langium';
import type { Auth, Connector, Endpoint, EndpointMember, ForEach, Webhook } from '../generated/ast.ts';
import type { AuthSymbols, ConnectorSymbols } from './document-symbols.ts';
import { given, type NameScope, scopeOf, symbolsOf } from './scope.ts';
import type { NamedSymbol } from './symbol.ts';

// Which names an expression of a connector sees beside its parameters: LANGUAGE.md section 3, "Authentication" and "Responses".

/** What an answer brings; in `on`, `result`, `records`, `paginate`, `poll` and an auth's `token expires capture`. */
const response = ['status', 'header', 'body', 'request', 'records'] as const;

const readsAnswer: ReadonlySet<string> = new Set<EndpointMember['$type']>(['OnRule', 'Result', 'Records', 'Paginate', 'Poll', 'EachResult', 'SplitWindow', 'More', 'Then', 'Limit', 'Submit']);

/** Settings of a connector, and of all its auths: what an instance of it may hold. */
export function connectorScope(parent: NameScope | undefined, connector: ConnectorSymbols): NameScope {
  const symbols = new Map<string, NamedSymbol>();
  const add = (more: Map<string, NamedSymbol>): void => { for (const [name, symbol] of more) if (!symbols.has(name)) symbols.set(name, symbol); };
  add(symbolsOf(connector.settings.values(), 'setting', 'setting'));
  for (const auth of connector.auths.values()) {
    add(signedIn(symbolsOf(auth.settings.values(), 'setting', 'setting'), connector, (other) => other.settings));
    add(signedIn(symbolsOf(auth.captures.values(), 'capture', 'setting'), connector, (other) => other.captures));
  }
  add(symbolsOf(connector.functions.values(), 'function'));
  add(symbolsOf(connector.endpoints.values(), 'endpoint'));
  return scopeOf(parent, symbols);
}

/** A setting of one `auth` is null for an instance that signs in another way. */
function signedIn(symbols: Map<string, NamedSymbol>, connector: ConnectorSymbols, of: (auth: AuthSymbols) => ReadonlyMap<string, unknown>): Map<string, NamedSymbol> {
  const auths = [...connector.auths.values()];
  for (const symbol of symbols.values()) if (!auths.every((auth) => of(auth).has(symbol.name))) symbol.nullable = true;
  return symbols;
}

/** Names in a member of an `auth`. */
export function authScope(parent: NameScope | undefined, node: Auth, auth: AuthSymbols, member: AstNode): NameScope {
  const own = scopeOf(parent, new Map([
    ...symbolsOf(auth.settings.values(), 'setting', 'setting'),
    ...symbolsOf(auth.captures.values(), 'capture', 'setting'),
    ...symbolsOf(auth.secrets.values(), 'secret', 'secret'),
  ]));
  switch (member.$type) {
    case 'Token': case 'Expires': case 'Capture': return scopeOf(own, given(response));
    // A login step reads the answer of the one before it.
    case 'Login': return node.members.findIndex((one) => one.$type === 'Login') < (member.$containerIndex ?? 0) ? scopeOf(own, given(['status', 'header', 'body'])) : own;
    case 'Placement': return scopeOf(own, given(['grant'], 'grant'));
    case 'Sign': return scopeOf(scopeOf(own, given(['grant'], 'grant')), given(['request']));
    default: return own;
  }
}

/** Names in a member of an endpoint. */
export function endpointScope(parent: NameScope | undefined, endpoint: Endpoint, member: AstNode): NameScope {
  let scope = scopeOf(parent, symbolsOf(endpoint.parameters, 'parameter', 'param'));
  const loops = endpoint.members.filter((one): one is ForEach => one.$type === 'ForEach' && (member.$type !== 'ForEach' || (one.$containerIndex ?? 0) < (member.$containerIndex ?? 0)));
  if (loops.length > 0) scope = scopeOf(scope, symbolsOf(loops, 'local', 'local'));
  if (endpoint.members.some((one) => one.$type === 'Submit') && member.$type !== 'Submit') scope = scopeOf(scope, given(['job']));
  if (member.$type === 'Verify' || member.$type === 'Upsert') return scope;
  if (!readsAnswer.has(member.$type)) return scopeOf(scope, given(['request']));
  const names: string[] = [...response];
  if (member.$type === 'Paginate') {
    const { kind } = member as unknown as { kind?: string };
    if (kind === 'page' || kind === 'offset') names.push(kind);
  }
  if (member.$type === 'More') names.push('record');
  return scopeOf(scope, given(names));
}

/** Names in a member of a webhook. */
export function webhookScope(parent: NameScope | undefined, webhook: Webhook, member: AstNode): NameScope {
  const settings = webhook.members.map((one) => (one.$type === 'Setting' ? one.field : undefined));
  const secrets = webhook.members.map((one) => (one.$type === 'Secret' ? one.field : undefined));
  const own = scopeOf(parent, new Map([...symbolsOf(settings, 'setting', 'setting'), ...symbolsOf(secrets, 'secret', 'secret')]));
  switch (member.$type) {
    case 'Subscribe': return scopeOf(own, given(['callbackUrl']));
    case 'Unsubscribe': return scopeOf(own, given(['callbackUrl', 'subscription']));
    case 'Secret': case 'Setting': return own;
    default: return scopeOf(own, given(['request', 'body']));
  }
}

/** Rules and limits that stand on the connector read the answer too. */
export function connectorMemberScope(scope: NameScope, connector: Connector, member: AstNode): NameScope {
  if (member.$container !== connector) return scope;
  if (member.$type === 'OnRule') return scopeOf(scope, given(response));
  if (member.$type === 'Limit' && (member as unknown as { cost?: unknown }).cost !== undefined) return scopeOf(scope, given(response));
  return scope;
}
