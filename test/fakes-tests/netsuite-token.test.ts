import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { handClock, type FakeServer, type HandClock } from '../fakes/kit/index.ts';
import { startNetsuite, vendorTokenUrl, type LedgerState } from '../fakes/netsuite/index.ts';

const accountId = '1234567_SB1';
const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();
let rsa: { publicKey: KeyObject; privateKey: KeyObject };
let ec: { publicKey: KeyObject; privateKey: KeyObject };
let clock: HandClock;
let ledger: FakeServer<LedgerState>;

beforeAll(() => {
  rsa = generateKeyPairSync('rsa', { modulusLength: 3072 });
  ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
});
beforeEach(async () => {
  clock = handClock();
  const certificates = [{ id: 'cert-rsa', publicKey: pem(rsa.publicKey) }, { id: 'cert-ec', publicKey: pem(ec.publicKey) }];
  ledger = await startNetsuite({ accountId, clientId: 'client-1', certificates, clock, orders: 0, customers: 3, products: 3, latencyMs: 0 });
});
afterEach(() => ledger.close());

interface Claims {
  alg?: string;
  kid?: string;
  iss?: string;
  aud?: string;
  lifetime?: number;
  age?: number;
  scope?: unknown;
  key?: KeyObject;
}

const assertion = (claims: Claims = {}): Promise<string> => {
  const now = Math.floor(clock.now() / 1000) - (claims.age ?? 0);
  return new SignJWT({ scope: claims.scope ?? ['rest_webservices'] })
    .setProtectedHeader({ typ: 'JWT', alg: claims.alg ?? 'PS256', kid: claims.kid ?? 'cert-rsa' })
    .setIssuer(claims.iss ?? 'client-1')
    .setAudience(claims.aud ?? vendorTokenUrl(accountId))
    .setIssuedAt(now)
    .setExpirationTime(now + (claims.lifetime ?? 3540))
    .setJti(crypto.randomUUID())
    .sign(claims.key ?? rsa.privateKey);
};

const ask = async (signed: string, form: Record<string, string> = {}): Promise<{ status: number; headers: Headers; body: { access_token: string; error?: string; expires_in?: number } }> => {
  const fields = { grant_type: 'client_credentials', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: signed, ...form };
  const response = await fetch(`${ledger.url}/services/rest/auth/oauth2/v1/token`, { method: 'POST', body: new URLSearchParams(fields) });
  return { status: response.status, headers: response.headers, body: (await response.json()) as { access_token: string } };
};
const error = async (claims: Claims, form?: Record<string, string>): Promise<[number, string | undefined]> => {
  const got = await ask(await assertion(claims), form);
  return [got.status, got.body.error];
};
const use = (token: string): Promise<Response> => fetch(`${ledger.url}/services/rest/record/v1/customer`, { headers: { authorization: `Bearer ${token}` } });

test('an assertion signed with PS256 or ES256 gives a bearer token for an hour', async () => {
  const signed = [await assertion(), await assertion({ alg: 'PS512' }), await assertion({ alg: 'ES256', kid: 'cert-ec', key: ec.privateKey })];
  for (const each of signed) {
    const got = await ask(each);
    expect([got.status, got.body.expires_in]).toEqual([200, 3600]);
    expect((await use(got.body.access_token)).status).toBe(200);
  }
  const { body } = await ask(await assertion());
  clock.advance(3_600_000);
  expect((await use(body.access_token)).status).toBe(401);
  expect(ledger.state.tokens.issued).toBe(4);
});

test('scopes are taken as a list and as a text', async () => {
  expect((await ask(await assertion({ scope: 'restlets,rest_webservices' }))).status).toBe(200);
  expect(await error({ scope: ['everything'] })).toEqual([400, 'invalid_scope']);
  const other = await ask(await assertion({ scope: ['restlets'] }));
  expect((await use(other.body.access_token)).status).toBe(401);
});

test('RS256, a wrong audience, an hour or more, an unknown certificate, another key and an old assertion are refused', async () => {
  const refused: Claims[] = [
    { alg: 'RS256' },
    { aud: `${ledger.url}/services/rest/auth/oauth2/v1/token` },
    { lifetime: 3600 },
    { kid: 'cert-unknown' },
    { kid: 'cert-ec', alg: 'ES256', key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey },
    { age: 7200 },
    { age: -600 },
  ];
  for (const claims of refused) expect([claims, await error(claims)]).toEqual([claims, [400, 'invalid_grant']]);
  expect(ledger.state.tokens.issued).toBe(0);
});

test('an unknown client gets 401 with a challenge; a wrong form 400', async () => {
  const got = await ask(await assertion({ iss: 'somebody' }));
  expect([got.status, got.body.error, got.headers.get('www-authenticate')]).toEqual([401, 'invalid_client', 'Basic realm="1234567_SB1"']);
  expect(await error({}, { grant_type: 'password' })).toEqual([400, 'unsupported_grant_type']);
  expect(await error({}, { client_assertion_type: 'jwt' })).toEqual([400, 'invalid_request']);
  expect((await ask('not.a.jwt')).status).toBe(401);
});

test('without a token the services answer with the vendor’s challenge', async () => {
  const got = await fetch(`${ledger.url}/services/rest/record/v1/customer`);
  expect(got.status).toBe(401);
  expect(got.headers.get('www-authenticate')).toBe('Bearer realm="1234567_SB1", error="invalid_token", error_description="Invalid login attempt."');
  expect(await got.json()).toMatchObject({ title: 'Unauthorized', 'o:errorDetails': [{ 'o:errorCode': 'INVALID_LOGIN' }] });
});

test('a configured audience replaces the vendor’s', async () => {
  await ledger.close();
  ledger = await startNetsuite({ accountId, clientId: 'client-1', certificates: [{ id: 'cert-rsa', publicKey: pem(rsa.publicKey) }], audiences: ['https://ledger.example/token'], clock, orders: 0, latencyMs: 0 });
  expect((await ask(await assertion({ aud: 'https://ledger.example/token' }))).status).toBe(200);
  expect(await error({})).toEqual([400, 'invalid_grant']);
});
