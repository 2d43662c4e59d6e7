import type { KeyObject } from 'node:crypto';
import { answer, opaqueJwt, verifyAssertion, type Clock, type FakeRequest, type Reply, type TokenStore } from '../kit/index.ts';
import { accountRealm } from './account.ts';

export interface LedgerApp {
  accountId: string;
  clientId: string;
  /** By certificate id, which is the `kid`. */
  certificates: ReadonlyMap<string, KeyObject>;
  audiences: readonly string[];
  clock: Clock;
}

const algorithms = ['PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];
const lifetimeSeconds = 3600;
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const knownScopes = new Set(['restlets', 'rest_webservices', 'suite_analytics']);

/**
 * The token URL for client credentials with a signed assertion (section_162755359851). Which error a bad assertion gets is
 * assumed: an unknown client is `invalid_client` with 401, anything else about the assertion `invalid_grant` with 400.
 */
export const tokenAnswer = async (request: FakeRequest, app: LedgerApp, tokens: TokenStore): Promise<Reply> => {
  if (!(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) return failed('invalid_request', 'The body has to be a form.');
  const form = new URLSearchParams(request.body);
  const grant = form.get('grant_type');
  if (grant === null) return failed('invalid_request', 'grant_type is missing.');
  if (grant !== 'client_credentials') return failed('unsupported_grant_type', `${grant} is not supported here.`);
  if (form.get('client_assertion_type') !== assertionType) return failed('invalid_request', 'client_assertion_type is missing or wrong.');
  const assertion = form.get('client_assertion') ?? '';
  if (assertion === '') return failed('invalid_request', 'client_assertion is missing.');
  if (issuerOf(assertion) !== app.clientId) {
    const realm = accountRealm(app.accountId);
    return answer(401, { error: 'invalid_client', error_description: 'The client is not known.' }, { 'www-authenticate': `Basic realm="${realm}"` });
  }
  const { certificates: keys, audiences, clock, clientId: issuer } = app;
  const verified = await verifyAssertion(assertion, { keys, algorithms, issuer, audiences, maxLifetimeSeconds: lifetimeSeconds, clock });
  if ('reason' in verified) return failed('invalid_grant', `The assertion is not accepted: ${verified.reason}.`);
  const scopes = scopesOf(verified.claims['scope']);
  if (scopes.length === 0 || scopes.some((scope) => !knownScopes.has(scope))) return failed('invalid_scope', 'The scope is missing or not known.');
  const token = opaqueJwt({ aud: issuer, scope: scopes, exp: Math.floor(clock.now() / 1000) + lifetimeSeconds });
  if (scopes.includes('rest_webservices')) tokens.issue(token, lifetimeSeconds);
  return answer(200, { access_token: token, expires_in: lifetimeSeconds, token_type: 'Bearer' }, { 'cache-control': 'no-store' });
};

const failed = (error: string, description: string): Reply => answer(400, { error, error_description: description });

const issuerOf = (assertion: string): string | null => {
  try {
    const claims = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString()) as { iss?: string };
    return claims.iss ?? null;
  } catch {
    return null;
  }
};

/** A list, or a text with commas or spaces: which of them the vendor takes is not settled, so all are taken. */
const scopesOf = (claim: unknown): string[] => (Array.isArray(claim) ? claim.map(String) : String(claim ?? '').split(/[\s,]+/)).filter((scope) => scope !== '');
