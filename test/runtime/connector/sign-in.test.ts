import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import type { Auth, OAuth2ClientCredentials } from '#plan';
import { bench, type BenchOptions } from '../../support/connector-bench.ts';
import { auth, connector, endpoint, field, rule } from '../../support/connectors.ts';
import { at, body, get, grant, list, object, secret, setting, text } from '../../support/expressions.ts';
import { loopback, type Handler, type Received } from '../../support/loopback.ts';

const clientSecret = 'opensesame-1';
const secrets = { clientId: 'client-1', clientSecret, key: 'key-of-the-shelf' };

function oauth(token: Partial<OAuth2ClientCredentials> = {}, details: Partial<Auth> = {}): Auth {
  return auth({
    name: 'app', secrets: [field('clientId'), field('clientSecret')], ...details,
    token: { kind: 'oauth2', grant: 'clientCredentials', tokenUrl: text('https://api.shelf.example/oauth/token'), separator: ' ', clientAuth: { kind: 'body' }, at, ...token },
  });
}

/** A server with a token endpoint; `grantToken` answers it, everything else needs the newest token. */
async function signsIn(made: Auth, grantToken: (request: Received, count: number) => ReturnType<Handler>, options: Partial<BenchOptions> = {}, api?: Handler) {
  let count = 0;
  const server = await loopback((request, raw) => {
    if (request.path === '/oauth/token') return grantToken(request, ++count);
    return api?.(request, raw) ?? { body: { fine: true } };
  });
  const made2 = bench({ connector: connector({ auths: { [made.name]: made } }), instance: { baseUrl: server.origin }, secrets, ...options });
  return { ...made2, server, tokens: () => server.requests.filter((request) => request.path === '/oauth/token'), calls: () => server.requests.filter((request) => request.path !== '/oauth/token') };
}
const granted = (count: number, life: number | null = 3600) => ({ body: { access_token: `granted-token-${count}`, token_type: 'Bearer', ...(life !== null && { expires_in: life }) } });

test('a key goes where its auth puts it', async () => {
  const server = await loopback(() => ({}));
  const call = async (made: Auth) => {
    const { client, signal } = bench({ connector: connector({ auths: { key: made } }), instance: { baseUrl: server.origin }, secrets });
    await client.call(endpoint({ request: { query: [object({ page: text('1'), key: text('mine') })], headers: [object({ 'x-key': text('mine') })] } }), {}, { signal });
    return server.requests.at(-1)!;
  };
  const one = { secrets: [field('key')] };
  expect((await call(auth({ ...one, placements: [{ kind: 'header', name: 'X-Key', value: secret('key'), at }] }))).headers['x-key']).toBe(secrets.key);
  expect((await call(auth({ ...one, placements: [{ kind: 'query', name: 'key', value: secret('key'), at }] }))).target).toBe(`/things?page=1&key=${secrets.key}`);
  expect((await call(auth({ ...one, placements: [{ kind: 'basic', username: text('Åda'), password: secret('key'), at }] }))).headers.authorization)
    .toBe(`Basic ${Buffer.from(`Åda:${secrets.key}`, 'utf8').toString('base64')}`);
});

test('a token is asked for once and goes as a bearer token', async () => {
  const { client, signal, tokens, calls } = await signsIn(oauth({ scopes: list(text('a'), text('b')), separator: ',', audience: text('https://audience.example'), params: object({ resource: text('r') }), headers: object({ 'X-App': text('patchbay') }) }), () => granted(1));
  await Promise.all([1, 2, 3, 4].map(() => client.call(endpoint(), {}, { signal })));
  expect(tokens()).toHaveLength(1);
  expect(Object.fromEntries(new URLSearchParams(tokens()[0]!.body))).toEqual({
    grant_type: 'client_credentials', scope: 'a,b', audience: 'https://audience.example', client_id: 'client-1', client_secret: clientSecret, resource: 'r',
  });
  expect(tokens()[0]!.headers).toMatchObject({ 'content-type': 'application/x-www-form-urlencoded', 'x-app': 'patchbay', accept: 'application/json' });
  expect(calls().map((request) => request.headers.authorization)).toEqual(Array.from({ length: 4 }, () => 'Bearer granted-token-1'));
});

test('clients of one network share the token of one instance', async () => {
  const { client, network, signal, tokens, server } = await signsIn(oauth(), () => granted(1));
  const other = network.client({ connector: connector({ auths: { app: oauth() } }), instance: { name: 'main', connector: 'shelf', settings: {}, baseUrl: server.origin }, bundled: false, files: [] });
  const third = network.client({ connector: connector({ auths: { app: oauth() } }), instance: { name: 'second', connector: 'shelf', settings: {}, baseUrl: server.origin }, bundled: false, files: [] });
  await Promise.all([client, other, third].map((one) => one.call(endpoint(), {}, { signal })));
  expect(tokens()).toHaveLength(2);
});

test('the token stands where the auth says, with the rest of the answer', async () => {
  const made = oauth({ token: body('authed', 'token'), expires: body('authed', 'seconds') }, {
    placements: [{ kind: 'header', name: 'X-Access', value: get(grant, 'token'), at }, { kind: 'header', name: 'X-Tenant', value: get(grant, 'tenant'), at }],
  });
  const { client, signal, calls, clock, tokens } = await signsIn(made, () => ({ body: { tenant: 't-9', authed: { token: 'inner-token-1', seconds: '100' } } }));
  await client.call(endpoint(), {}, { signal });
  expect(calls()[0]!.headers).toMatchObject({ 'x-access': 'inner-token-1', 'x-tenant': 't-9' });
  expect(calls()[0]!.headers.authorization).toBeUndefined();
  clock.advance(91_000);
  await client.call(endpoint(), {}, { signal });
  expect(tokens()).toHaveLength(2);
});

test('a token is renewed shortly before it ends', async () => {
  const { client, signal, clock, calls } = await signsIn(oauth(), (_request, count) => granted(count));
  for (const ms of [0, 3_500_000, 50_000]) {
    clock.advance(ms);
    await client.call(endpoint(), {}, { signal });
  }
  expect(calls().map((request) => request.headers.authorization)).toEqual(['Bearer granted-token-1', 'Bearer granted-token-1', 'Bearer granted-token-2']);
});

test('without a life in the answer a token stays until it is refused, and is then renewed once', async () => {
  let good = 1;
  const { client, signal, clock, calls, tokens } = await signsIn(oauth(), (_request, count) => granted(count, null), {},
    ({ headers }) => (headers.authorization === `Bearer granted-token-${good}` ? { body: {} } : { status: 401, body: { errors: 'Invalid token' } }));
  await client.call(endpoint(), {}, { signal });
  clock.advance(90 * 86_400_000);
  await client.call(endpoint(), {}, { signal });
  expect(tokens()).toHaveLength(1);
  good = 2;
  await Promise.all([1, 2, 3].map(() => client.call(endpoint(), {}, { signal })));
  expect(tokens()).toHaveLength(2);
  good = 99;
  await expect(client.call(endpoint(), {}, { signal })).rejects.toMatchObject({ code: 'unauthorized', scope: 'run', status: 401, message: expect.stringContaining('Invalid token'), attempt: 2 });
  expect(tokens()).toHaveLength(3);
  expect(calls().length).toBe(2 + 6 + 2);
});

test('`on 401 refresh` asks for a key again that was changed meanwhile, and gives up where it was not', async () => {
  let key = 'key-of-yesterday';
  const server = await loopback(({ headers }) => (headers['x-key'] === 'key-of-today' ? { body: {} } : { status: 401, body: {} }));
  const made = auth({ secrets: [field('key')], placements: [{ kind: 'header', name: 'X-Key', value: secret('key'), at }] });
  const { client, signal } = bench({
    connector: connector({ auths: { key: made } }), instance: { baseUrl: server.origin }, network: { secrets: { secret: async () => key } },
  });
  const of = endpoint({ rules: [rule(401, { kind: 'refresh' })] });
  await expect(client.call(of, {}, { signal })).rejects.toMatchObject({ code: 'unauthorized' });
  expect(server.requests).toHaveLength(1);
  key = 'key-of-today';
  await client.call(of, {}, { signal });
  expect(server.requests).toHaveLength(3);
});

test.each([
  ['basic', (request: Received) => expect(request.headers.authorization).toBe(`Basic ${Buffer.from('client-1:opensesame-1').toString('base64')}`)],
  ['json', (request: Received) => expect(JSON.parse(request.body)).toEqual({ grant_type: 'client_credentials', client_id: 'client-1', client_secret: clientSecret })],
] as const)('a client shows who it is by %s', async (kind, check) => {
  const { client, signal, tokens } = await signsIn(oauth({ clientAuth: { kind } }), () => granted(1));
  await client.call(endpoint(), {}, { signal });
  check(tokens()[0]!);
});

test('what an id and a secret are called is free, and signs in them are encoded before they become a pair', async () => {
  const made = oauth({ clientAuth: { kind: 'basic' }, clientId: setting('appId'), clientSecret: secret('appSecret') }, { settings: [field('appId')], secrets: [field('appSecret')] });
  const server = await loopback(() => granted(1));
  const { client, signal } = bench({ connector: connector({ auths: { app: made } }), instance: { baseUrl: server.origin, settings: { appId: 'a:b' } }, secrets: { appSecret: 'x y%z/1' } });
  await client.call(endpoint(), {}, { signal });
  expect(Buffer.from(server.requests[0]!.headers.authorization!.slice(6), 'base64').toString()).toBe('a%3Ab:x+y%25z%2F1');
});

const pems = {
  rsa: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  p256: () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
  p384: () => generateKeyPairSync('ec', { namedCurve: 'secp384r1' }),
  p521: () => generateKeyPairSync('ec', { namedCurve: 'secp521r1' }),
};
const signer = (alg: string, more: Partial<Extract<OAuth2ClientCredentials['clientAuth'], { kind: 'jwt' }>> = {}) => oauth(
  { clientAuth: { kind: 'jwt', alg: text(alg), key: secret('privateKey'), kid: setting('keyId'), ...more } },
  { settings: [field('clientId'), field('keyId')], secrets: [field('privateKey')] });
const instance = { settings: { clientId: 'client-1', keyId: 'key-7' } };

async function assertionOf(made: Auth, privateKey: string) {
  const server = await loopback(() => granted(1));
  const { client, signal, clock, network } = bench({ connector: connector({ auths: { app: made } }), instance: { ...instance, baseUrl: server.origin }, secrets: { privateKey } });
  await client.call(endpoint(), {}, { signal });
  const form = new URLSearchParams(server.requests[0]!.body);
  return { form, assertion: form.get('client_assertion')!, now: clock.now() / 1000, network };
}

test.each([['PS256', 'rsa'], ['PS384', 'rsa'], ['PS512', 'rsa'], ['RS256', 'rsa'], ['ES256', 'p256'], ['ES384', 'p384'], ['ES512', 'p521']] as const)(
  'an assertion signed with %s says who the client is', async (alg, kind) => {
    const { privateKey, publicKey } = pems[kind]();
    const made = signer(alg, { claims: object({ scope: list(text('rest_webservices')) }) });
    const { form, assertion, now, network } = await assertionOf(made, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
    expect(form.get('client_assertion_type')).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    expect(form.has('client_secret')).toBe(false);
    // The audience stays the vendor's, although the request went to the instance's own address.
    const { payload, protectedHeader } = await jwtVerify(assertion, createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })), { audience: 'https://api.shelf.example/oauth/token', currentDate: new Date(now * 1000) });
    expect(protectedHeader).toEqual({ alg, typ: 'JWT', kid: 'key-7' });
    expect(payload).toMatchObject({ iss: 'client-1', sub: 'client-1', iat: now, exp: now + 300, jti: expect.any(String) as string, scope: ['rest_webservices'] });
    expect(network.redactor.redact(`sent ${assertion}`)).toBe('sent [redacted]');
  });

test('HS256 signs with a shared secret; claims may be replaced and taken out', async () => {
  const shared = 'a-shared-secret-of-some-length-00';
  const { assertion, now } = await assertionOf(signer('HS256', { claims: object({ aud: text('other'), sub: { op: 'literal', type: 'null', text: 'null', at } }) }), shared);
  const { payload } = await jwtVerify(assertion, new TextEncoder().encode(shared), { currentDate: new Date(now * 1000) });
  expect(payload).toMatchObject({ aud: 'other', iss: 'client-1' });
  expect(payload).not.toHaveProperty('sub');
});

test.each([
  ['PKCS #1', () => pems.rsa().privateKey.export({ type: 'pkcs1', format: 'pem' }) as string, 'PS256'],
  ['SEC 1', () => pems.p256().privateKey.export({ type: 'sec1', format: 'pem' }) as string, 'ES256'],
  ['PKCS #8 with \\n spelled out', () => (pems.p256().privateKey.export({ type: 'pkcs8', format: 'pem' }) as string).replaceAll('\n', '\\n'), 'ES256'],
  ['PKCS #8 on one line', () => (pems.p256().privateKey.export({ type: 'pkcs8', format: 'pem' }) as string).replaceAll('\n', ' ').trim(), 'ES256'],
  ['PKCS #8 with Windows line ends', () => (pems.p256().privateKey.export({ type: 'pkcs8', format: 'pem' }) as string).replaceAll('\n', '\r\n'), 'ES256'],
])('a private key may be in %s', async (_form, pem, alg) => {
  const { assertion } = await assertionOf(signer(alg), pem());
  expect(decodeProtectedHeader(assertion).alg).toBe(alg);
});

test.each([
  ['text', () => 'certainly-not-a-key', 'ES256', /not in PEM/],
  ['a public key', () => pems.p256().publicKey.export({ type: 'spki', format: 'pem' }) as string, 'ES256', /is a public key/],
  ['a protected key', () => pems.p256().privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'word' }) as string, 'ES256', /passphrase/],
  ['a key on another curve', () => pems.p384().privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, 'ES256', /curve secp384r1.*ES256 needs an EC key on the curve prime256v1/],
  ['an RSA key', () => pems.rsa().privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, 'ES512', /RSA key of 2048 bits.*ES512/],
  ['half a key', () => (pems.rsa().privateKey.export({ type: 'pkcs8', format: 'pem' }) as string).replace(/\n[^\n]+\n[^\n]+/, ''), 'PS256', /damaged/],
])('%s is refused in words', async (_what, pem, alg, message) => {
  const privateKey = pem();
  const error = await assertionOf(signer(alg), privateKey).catch((caught: unknown) => caught as Error);
  expect(error).toMatchObject({ code: 'invalid-key', message: expect.stringMatching(message) as string, scope: 'run' });
  for (const line of privateKey.split('\n').filter((one) => one.length > 20 && !one.startsWith('-----'))) expect(String((error as Error).message)).not.toContain(line);
});

test('an unknown algorithm is refused', async () => {
  await expect(assertionOf(signer('none'), 'whatever-it-is')).rejects.toMatchObject({ code: 'unknown-algorithm' });
});

test.each([
  [401, { error: 'invalid_client', error_description: `unknown client with ${clientSecret}` }, /invalid_client: unknown client with \[redacted\]/, /secret or key is wrong/],
  [400, { error: 'invalid_scope' }, /invalid_scope/, /scopes/],
  [200, { error: 'incorrect_client_credentials', error_description: 'The client_id is wrong' }, /The client_id is wrong/, /secrets and settings/],
  [200, { ok: true }, /without a token/, /address/],
  [404, 'Not here', /404.*Not here/, /no token endpoint/],
  [302, '', /302/, /secrets and settings/],
])('a token endpoint that answers %i %j is quoted, with what to do', async (status, answer, message, remedy) => {
  const { client, signal, calls } = await signsIn(oauth(), () => ({ status, body: answer, headers: status === 302 ? { location: '/login' } : {} }));
  await expect(client.call(endpoint(), {}, { signal })).rejects.toMatchObject({ code: 'token-refused', scope: 'run', message: expect.stringMatching(message) as string, remedy: expect.stringMatching(remedy) as string });
  expect(calls()).toEqual([]);
});

test('a token endpoint that is busy is asked again', async () => {
  const { client, signal, clock, tokens } = await signsIn(oauth(), (_request, count) => (count < 3 ? { status: 503, headers: { 'retry-after': '7' } } : granted(count)));
  await client.call(endpoint(), {}, { signal });
  expect(tokens()).toHaveLength(3);
  expect(clock.sleeps).toEqual([7000, 7000]);
});

test('a token is not asked for at a host that is not the connector\'s', async () => {
  const attacker = await loopback(() => granted(1));
  const { client, signal } = await signsIn(oauth({ tokenUrl: text(`${attacker.origin}/oauth/token`) }), () => granted(1));
  await expect(client.call(endpoint(), {}, { signal })).rejects.toMatchObject({ code: 'host-not-allowed' });
  expect(attacker.connections()).toBe(0);
});

test('tokens are no more shown than secrets', async () => {
  const { client, signal } = await signsIn(oauth(), () => granted(1), {}, ({ headers }) => ({ status: 400, body: { message: `You sent ${headers.authorization}` } }));
  await expect(client.call(endpoint(), {}, { signal })).rejects.toMatchObject({ message: expect.stringContaining('You sent Bearer [redacted]') });
});
