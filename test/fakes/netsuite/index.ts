import { certificateKey, concurrencyGate, router, settled, startServer, systemClock, type Clock, type FakeRequest, type FakeServer, type FakeSystem, type Reply } from '../kit/index.ts';
import { makeWorld, type World, type WorldOptions } from '../world/index.ts';
import { accountRealm, vendorTokenUrl } from './account.ts';
import { makeLedger, type LedgerState } from './ledger.ts';
import { problem, tooManyAtOnce } from './problem.ts';
import { recordRoutes } from './records.ts';
import { suiteqlAnswer } from './suiteql/endpoint.ts';
import { tokenAnswer } from './token.ts';

export { vendorTokenUrl } from './account.ts';
export type { Entry, LedgerArrival, LedgerState } from './ledger.ts';

export interface NetsuiteOptions extends WorldOptions {
  accountId: string;
  clientId: string;
  /** The certificates of the mapping page: id (the `kid`) and public key or certificate as PEM. */
  certificates: readonly { id: string; publicKey: string }[];
  /** What `aud` may be; the vendor's token URL of the account unless given. */
  audiences?: readonly string[];
  /** A bearer token that is taken without asking for one first: for tests that are not about signing in. */
  bearer?: string;
  /** At most so many requests at once (5). */
  concurrency?: number;
  clock?: Clock;
  port?: number;
  /** Real time an answer takes (20): without it nothing would ever overlap on loopback. */
  latencyMs?: number;
  world?: World;
}

/** A ledger at `{url}/services/rest`: token, record service, SuiteQL. */
export const startNetsuite = (options: NetsuiteOptions): Promise<FakeServer<LedgerState>> => {
  const clock = options.clock ?? systemClock;
  const state = makeLedger(options.accountId, options.world ?? makeWorld(options), clock);
  const certificates = new Map(options.certificates.map(({ id, publicKey }) => [id, certificateKey(publicKey)]));
  const audiences = options.audiences ?? [vendorTokenUrl(options.accountId)];
  const gate = concurrencyGate(options.concurrency ?? 5);
  const find = router(recordRoutes(state, clock));
  if (options.bearer !== undefined) state.tokens.issue(options.bearer, Number.MAX_SAFE_INTEGER / 1e6);

  const services = (request: FakeRequest): Reply | Promise<Reply> => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (!state.tokens.holds(token)) return notSignedIn(options.accountId);
    const leave = gate.enter();
    if (leave === null) return tooManyAtOnce();
    request.onEnd(leave);
    if (request.path === '/services/rest/query/v1/suiteql') {
      return request.method === 'POST' ? suiteqlAnswer(request, state) : problem(405, 'INVALID_REQUEST', `${request.method} is not allowed here.`);
    }
    const path = /^\/services\/rest\/record\/v1(\/.*)$/.exec(request.path)?.[1];
    const found = path === undefined ? null : find(request.method, path);
    if (found === null) return problem(404, 'NONEXISTENT_ID', 'The resource does not exist.', { url: request.path });
    if (found === 'method') return problem(405, 'INVALID_REQUEST', `${request.method} is not allowed here.`);
    return found.handler(request, found.parameters);
  };

  const system: FakeSystem<LedgerState> = {
    name: 'NetSuite',
    state,
    respond: (request) =>
      settled(() =>
        request.path === '/services/rest/auth/oauth2/v1/token' && request.method === 'POST'
          ? tokenAnswer(request, { accountId: options.accountId, clientId: options.clientId, certificates, audiences, clock }, state.tokens)
          : services(request),
      ),
    tooMany: tooManyAtOnce,
    failure: () => problem(500, 'UNEXPECTED_ERROR', 'An unexpected error occurred. Error ID: fake0000000001.'),
  };
  return startServer(system, { latencyMs: 20, ...options });
};

const notSignedIn = (accountId: string): Reply => {
  const challenge = `Bearer realm="${accountRealm(accountId)}", error="invalid_token", error_description="Invalid login attempt."`;
  return problem(401, 'INVALID_LOGIN', 'Invalid login attempt. For more details, see the Login Audit Trail.', undefined, { 'www-authenticate': challenge });
};
