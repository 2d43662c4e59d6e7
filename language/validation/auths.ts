import type { AstNode } from 'langium';
import type { Auth, AuthMember, Certificate, Field, JwtAssertion, JwtProperty, OAuth1, OAuth2, OAuthMember, OAuthProperty, Placement, SigV4 } from '../generated/ast.ts';
import { isBroken } from './broken.ts';
import { type CheckTable, declaredHere, type NodeCheck, type Report } from './check.ts';
import { checkOnce, keywordOf } from './connector-members.ts';
import { headerNameProblem } from './request-values.ts';
import { didYouMean } from './suggestion.ts';
import { listed } from './wording.ts';

// What a way of signing in needs to work. LANGUAGE.md, "Authentication".

type OAuthKey = OAuthProperty['key'];

/** URLs and credentials of each grant; a credential may also be a secret or setting of that name. */
const grants: Record<OAuth2['grant'], { urls: readonly OAuthKey[]; credentials: readonly OAuthKey[] }> = {
  clientCredentials: { urls: ['tokenUrl'], credentials: ['clientId', 'clientSecret'] },
  authorizationCode: { urls: ['authorizeUrl', 'tokenUrl'], credentials: ['clientId'] },
  password: { urls: ['tokenUrl'], credentials: ['username', 'password'] },
  jwtBearer: { urls: ['tokenUrl'], credentials: [] },
  refreshToken: { urls: ['tokenUrl'], credentials: ['refreshToken'] },
  deviceCode: { urls: ['deviceUrl', 'tokenUrl'], credentials: ['clientId'] },
};

const oauth2: NodeCheck<OAuth2> = (node, report) => {
  checkOnceByKey(node.members, report);
  const needs = grants[node.grant];
  if (needs === undefined || isBroken(node)) return;
  const keys = new Set(node.members.flatMap((member) => (member.$type === 'OAuthProperty' ? [member.key] : [])));
  const urls = needs.urls.filter((key) => !keys.has(key));
  if (urls.length > 0) report('missing-member', { node, property: 'grant' }, `\`oauth2 ${node.grant}\` needs ${listed(urls)}: the URL at which ${urls[0] === 'authorizeUrl' ? 'a person signs in' : 'the token is got'}.`, { data: { members: urls } });
  const auth = node.$container as Auth | undefined;
  const signed = node.members.some((member) => member.$type === 'ClientAuth' && member.jwt !== undefined);
  const declared = fieldsOf(auth);
  const missing = needs.credentials.filter((key) => !keys.has(key) && !declared.has(key) && !(key === 'clientSecret' && signed));
  if (missing.length > 0) {
    report('missing-member', { node, property: 'grant' }, `\`oauth2 ${node.grant}\` needs ${listed(missing)}: declare ${missing.map((key) => `\`secret ${key}: string\``).join(' and ')} in the \`auth\`, or say which one it is: \`${missing[0]} appId\`.${didYouMeanField(missing[0]!, declared)}`, { data: { members: missing } });
  }
  if (node.grant === 'jwtBearer' && !node.members.some((member) => member.$type === 'JwtAssertion')) report('missing-member', { node, property: 'grant' }, '`oauth2 jwtBearer` needs the assertion that it sends: `jwt { alg \'RS256\' key privateKey claims { … } }`.');
};

function didYouMeanField(key: string, declared: ReadonlyMap<string, Field>): string {
  const meant = didYouMean(key, declared.keys());
  return meant.startsWith(' Did') ? meant : '';
}

function fieldsOf(auth: Auth | undefined): Map<string, Field> {
  const fields = new Map<string, Field>();
  for (const member of auth?.members ?? []) if ((member.$type === 'Setting' || member.$type === 'Secret') && member.field?.name) fields.set(member.field.name, member.field);
  return fields;
}

function checkOnceByKey(members: readonly AstNode[], report: Report): void {
  const seen = new Set<string>();
  for (const member of members as readonly (OAuthMember | { key?: string; $type: string })[]) {
    const word = 'key' in member && typeof member.key === 'string' ? member.key : member.$type === 'ClientAuth' ? 'clientAuth' : member.$type === 'Scopes' ? 'scopes' : member.$type === 'Token' ? 'token' : member.$type === 'Expires' ? 'expires' : undefined;
    if (word === undefined) continue;
    if (seen.has(word)) report('conflicting-members', keywordOf(member as AstNode), `\`${word}\` stands above already.`);
    seen.add(word);
  }
}

/** Algorithms of RFC 7518 that a key signs with. */
const algorithms: readonly string[] = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'HS256', 'HS384', 'HS512'];

const jwt: NodeCheck<JwtAssertion> = (node, report) => {
  checkOnceByKey(node.members, report);
  if (!isBroken(node)) missingKeys(node, node.members, ['alg', 'key'], 'jwt', report);
};

const jwtProperty: NodeCheck<JwtProperty> = (node, report) => {
  if (node.key !== 'alg' || node.value?.$type !== 'StringLiteral' || algorithms.includes(node.value.value)) return;
  report('bad-value', { node: node.value }, `'${node.value.value}' is no algorithm for signing.${didYouMean(node.value.value, algorithms) || ' The usual ones are RS256, PS256 and ES256.'}`);
};

function missingKeys(node: AstNode, members: readonly { key?: string }[], needed: readonly string[], word: string, report: Report): void {
  const missing = needed.filter((key) => !members.some((member) => member.key === key));
  if (missing.length > 0) report('missing-member', keywordOf(node), `\`${word}\` needs ${listed(missing)}.`, { data: { members: missing } });
}

const oauth1: NodeCheck<OAuth1> = (node, report) => {
  checkOnceByKey(node.members, report);
  if (!isBroken(node)) missingKeys(node, node.members, ['consumerKey', 'consumerSecret'], 'oauth1', report);
};
const sigv4: NodeCheck<SigV4> = (node, report) => {
  checkOnceByKey(node.members, report);
  if (!isBroken(node)) missingKeys(node, node.members, ['service', 'region', 'accessKeyId', 'secretAccessKey'], 'sigv4', report);
};
const certificate: NodeCheck<Certificate> = (node, report) => {
  checkOnceByKey(node.members, report);
  if (!isBroken(node)) missingKeys(node, node.members, ['cert', 'key'], 'certificate', report);
};
const once: Partial<Record<AuthMember['$type'], string>> = {
  Title: 'title', Deprecated: 'deprecated', Sunset: 'sunset', OAuth2: 'oauth2', OAuth1: 'oauth1', Token: 'token', Expires: 'expires', BasicAuth: 'basic', DigestAuth: 'digest', SigV4: 'sigv4', Certificate: 'certificate',
};

/** What puts something on a request, or signs it. */
const sends: ReadonlySet<string> = new Set<AuthMember['$type']>(['OAuth2', 'OAuth1', 'Placement', 'SessionCookie', 'BasicAuth', 'DigestAuth', 'Sign', 'SigV4', 'Certificate']);

const auth: NodeCheck<Auth> = (node, report) => {
  checkOnce(node.members, once, report);
  if (!node.name || isBroken(node)) return;
  if (node.name === 'none') report('bad-value', { node, property: 'name' }, '`auth none` in an endpoint means that nothing is sent. Give this one another name.');
  if (!node.members.some((member) => sends.has(member.$type))) report('missing-member', { node, property: 'name' }, `The auth \`${node.name}\` puts nothing on a request: write \`header 'Authorization': "Bearer {token}"\`, \`query\`, \`basic\` or \`oauth2\`.`);
  checkTokens(node, report);
  checkPlacements(node, report);
};

/** `token` reads the answer of a login or of `oauth2`. */
function checkTokens(node: Auth, report: Report): void {
  const gets = node.members.some((member) => member.$type === 'OAuth2' || member.$type === 'Login');
  if (gets) return;
  for (const member of node.members) {
    if (member.$type === 'Token' || member.$type === 'Expires' || member.$type === 'Capture') {
      report('conflicting-members', keywordOf(member), 'This reads the answer that brings a token, and there is no `oauth2` and no `login` that asks for one.');
      return;
    }
  }
}

function checkPlacements(node: Auth, report: Report): void {
  const seen = new Map<string, AstNode>();
  for (const member of node.members) {
    if (member.$type !== 'Placement' || !member.name) continue;
    const key = `${member.place} ${member.place === 'header' ? member.name.toLowerCase() : member.name}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, member);
    else report('duplicate-name', { node: member, property: 'name' }, `The ${member.place} '${member.name}' is set above already.`, declaredHere(first));
  }
}

const placement: NodeCheck<Placement> = (node, report) => {
  const problem = node.place === 'header' && node.name ? headerNameProblem(node.name) : undefined;
  if (problem !== undefined) report('bad-value', { node, property: 'name' }, problem);
};

export const authChecks: CheckTable = {
  Auth: [auth], OAuth2: [oauth2], JwtAssertion: [jwt], JwtProperty: [jwtProperty], OAuth1: [oauth1], SigV4: [sigv4], Certificate: [certificate], Placement: [placement],
};
