import type { Auth as PlanAuth, ClientAuth as PlanClientAuth, Expr, OAuth2ClientCredentials, Placement as PlanPlacement } from '#plan';
import {
  isBasicAuth, isClientAuth, isExpires, isJwtAssertion, isOAuth2, isOAuthProperty, isPlacement, isScopes, isSecret, isSetting, isToken,
  type Auth, type AuthMember, type ClientAuth, type OAuth2, type OAuthProperty,
} from '../generated/ast.ts';
import { type FieldLowering, lowerField } from './field.ts';
import { given } from './lowering.ts';

/** A way of signing in. What this version cannot do is refused before lowering. */
export function lowerAuth(node: Auth, lowering: FieldLowering): PlanAuth {
  const oauth2 = node.members.find(isOAuth2);
  return {
    name: node.name,
    settings: node.members.filter(isSetting).map((member) => lowerField(member.field, lowering)),
    secrets: node.members.filter(isSecret).map((member) => lowerField(member.field, lowering)),
    ...given('token', oauth2 && lowerOAuth2(node, oauth2, lowering)),
    placements: node.members.flatMap((member) => lowerPlacement(member, lowering)),
    at: lowering.at(node),
  };
}

function lowerPlacement(member: AuthMember, lowering: FieldLowering): PlanPlacement[] {
  const at = lowering.at(member);
  if (isPlacement(member) && (member.place === 'header' || member.place === 'query')) {
    return [{ at, kind: member.place, name: member.name, value: lowering.expr(member.value, { written: true }) }];
  }
  if (isBasicAuth(member)) {
    return [{ at, kind: 'basic', username: lowering.expr(member.username), password: lowering.expr(member.password) }];
  }
  return [];
}

function lowerOAuth2(auth: Auth, node: OAuth2, lowering: FieldLowering): OAuth2ClientCredentials {
  const scopes = node.members.find(isScopes);
  const clientAuth = node.members.find(isClientAuth);
  const member = (key: OAuthProperty['key']) => node.members.find((entry): entry is OAuthProperty => isOAuthProperty(entry) && entry.key === key);
  const value = (key: OAuthProperty['key']): Expr | undefined => {
    const found = member(key);
    return found && lowering.expr(found.value, key === 'tokenUrl' ? { template: 'url' } : { written: true });
  };
  // `clientId` and `clientSecret` are the secrets or settings of that name unless given.
  const credential = (key: 'clientId' | 'clientSecret'): Expr | undefined => value(key) ?? namedField(auth, key, lowering);
  const token = node.members.find(isToken) ?? auth.members.find(isToken);
  const expires = node.members.find(isExpires) ?? auth.members.find(isExpires);
  return {
    kind: 'oauth2',
    grant: 'clientCredentials',
    tokenUrl: value('tokenUrl')!,
    ...given('scopes', scopes && lowering.expr(scopes.value)),
    separator: separatorOf(scopes?.separator && lowering.expr(scopes.separator)),
    ...given('audience', value('audience')),
    ...given('params', value('params')),
    ...given('headers', value('headers')),
    ...given('clientId', credential('clientId')),
    ...given('clientSecret', credential('clientSecret')),
    clientAuth: clientAuth === undefined ? { kind: 'basic' } : lowerClientAuth(clientAuth, lowering),
    ...given('token', token && lowering.expr(token.value)),
    ...given('expires', expires && lowering.expr(expires.value)),
    at: lowering.at(node),
  };
}

/** RFC 6749 section 3.3: scopes are separated by a blank unless the connector says otherwise. */
function separatorOf(separator: Expr | undefined): string {
  return separator?.op === 'literal' ? separator.text : ' ';
}

function namedField(auth: Auth, name: string, lowering: FieldLowering): Expr | undefined {
  for (const member of auth.members) {
    if ((isSecret(member) || isSetting(member)) && member.field.name === name) {
      return { op: 'name', scope: isSecret(member) ? 'secret' : 'setting', name, at: lowering.at(member) };
    }
  }
  return undefined;
}

function lowerClientAuth(node: ClientAuth, lowering: FieldLowering): PlanClientAuth {
  if (node.jwt === undefined || !isJwtAssertion(node.jwt)) return { kind: node.kind ?? 'basic' };
  const members = node.jwt.members;
  const value = (key: string): Expr | undefined => {
    const found = members.find((member) => member.key === key);
    return found && lowering.expr(found.value, { written: true, ...(key === 'claims' && { template: 'url' }) });
  };
  return { kind: 'jwt', alg: value('alg')!, key: value('key')!, ...given('kid', value('kid')), ...given('claims', value('claims')) };
}
