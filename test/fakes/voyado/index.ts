import { answer, bucket, router, sameSecret, settled, startServer, systemClock, type Clock, type FakeRequest, type FakeServer, type FakeSystem, type Reply } from '../kit/index.ts';
import { makeWorld, type World, type WorldOptions } from '../world/index.ts';
import { bulkRoutes } from './bulk.ts';
import { contactRoutes, type ContactSetup } from './contacts.ts';
import { makeProgramme, type ProgrammeState } from './programme.ts';
import { receiptRoutes } from './receipts.ts';
import { brokenDown, refused } from './refusal.ts';

export type { Contact, ProgrammeArrival, ProgrammeState, Receipt } from './programme.ts';

export interface VoyadoOptions extends WorldOptions {
  apiKey: string;
  /** The contact types and the field that is the key of each; Member and Contact by e-mail unless given. */
  keys?: Readonly<Record<string, string>>;
  /** Attributes of the tenant's own. */
  customFields?: readonly string[];
  /** Requests a second, and at once, before 429 (200). */
  perSecond?: number;
  /** How often a bulk batch's status is asked for before it is done (2). */
  bulkPolls?: number;
  /** How long a receipt stays out of sight, by the clock (15 minutes). */
  receiptDelayMs?: number;
  clock?: Clock;
  port?: number;
  latencyMs?: number;
  world?: World;
}

/** A loyalty programme at `{url}/api/v3`: contacts, bulk, receipts. */
export const startVoyado = (options: VoyadoOptions): Promise<FakeServer<ProgrammeState>> => {
  const clock = options.clock ?? systemClock;
  const state = makeProgramme(options.world ?? makeWorld(options), clock);
  const setup: ContactSetup = { state, clock, keys: options.keys ?? { Member: 'email', Contact: 'email' }, customFields: options.customFields ?? [] };
  const perSecond = options.perSecond ?? 200;
  const tokens = bucket({ size: perSecond, perSecond, clock });
  // Bulk comes first: `bulk` and its status would be taken for the id of a contact.
  const bulk = bulkRoutes(setup, options.bulkPolls ?? 2);
  const find = router({ ...bulk, ...contactRoutes(setup), ...receiptRoutes(state, clock, options.receiptDelayMs ?? 15 * 60_000), 'GET /consents': () => answer(200, consents) });

  const respond = (request: FakeRequest): Reply | Promise<Reply> => {
    const { headers } = request;
    if (!(headers['content-type'] ?? '').startsWith('application/json')) return brokenDown();
    const key = headers['apikey'];
    if (!sameSecret(typeof key === 'string' ? key : undefined, options.apiKey)) return refused(401, 'Unauthorized', 'The API key is missing or wrong.');
    // A rule of the vendor's policy; that it is enforced, and how, is assumed.
    if (!/^\S+\/\S+/.test(headers['user-agent'] ?? '')) return refused(400, 'InvalidUserAgent', 'Say who calls: User-Agent: <System>/<version>.');
    if (!tokens.take()) return tooMany();
    const [, version, path] = /^\/api\/v([23])(\/.*)$/.exec(request.path) ?? [];
    // Of v2 only what v3 has no counterpart for in the vendor's material.
    const known = path !== undefined && (version === '3' || path === '/contacts/bulk/status');
    const found = known ? find(request.method, path) : null;
    if (found === null) return refused(404, 'NotFound', 'There is nothing at this address.');
    if (found === 'method') return refused(405, 'MethodNotAllowed', `${request.method} is not allowed here.`);
    return found.handler(request, found.parameters);
  };

  const system: FakeSystem<ProgrammeState> = { name: 'Voyado', state, respond: (request) => settled(() => respond(request)), tooMany, failure: brokenDown };
  return startServer(system, options);
};

/** No Retry-After is documented, so none is sent. */
const tooMany = (): Reply => refused(429, 'TooManyRequests', 'Too many requests.');

const consents = [{ id: 'memberConsent', name: 'Membership', metaData: {} }, { id: 'profilingConsent', name: 'Personal offers', metaData: {} }];
