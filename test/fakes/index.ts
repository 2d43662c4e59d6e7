import type { Clock, FakeServer } from './kit/index.ts';
import { makeCredentials, type DeepPartial, type FakeCredentials } from './credentials.ts';
import { startNetsuite, vendorTokenUrl, type LedgerState } from './netsuite/index.ts';
import { startShopify, type ShopState } from './shopify/index.ts';
import { startVoyado, type ProgrammeState } from './voyado/index.ts';
import { makeWorld, type World, type WorldOptions } from './world/index.ts';

export { handClock, startBystander, systemClock, type Clock, type Fault, type FakeServer, type HandClock, type RequestLog } from './kit/index.ts';
export { makeCredentials, type FakeCredentials } from './credentials.ts';
export { startNetsuite, vendorTokenUrl, type LedgerState, type NetsuiteOptions } from './netsuite/index.ts';
export { startShopify, type ShopifyOptions, type ShopState } from './shopify/index.ts';
export { startVoyado, type ProgrammeState, type VoyadoOptions } from './voyado/index.ts';
export { makeWorld, type World, type WorldOptions } from './world/index.ts';

export interface FakesOptions extends WorldOptions {
  credentials?: DeepPartial<FakeCredentials>;
  ports?: { shopify?: number; netsuite?: number; voyado?: number };
  clock?: Clock;
  /** Real milliseconds each answer takes: for all three. NetSuite takes 20 unless told otherwise. */
  latencyMs?: number;
}

/** The three services about one business, and what is needed to sign in to them. */
export interface Fakes extends AsyncDisposable {
  readonly shopify: FakeServer<ShopState>;
  readonly netsuite: FakeServer<LedgerState>;
  readonly voyado: FakeServer<ProgrammeState>;
  readonly world: World;
  readonly credentials: FakeCredentials;
  close(): Promise<void>;
}

export const startFakes = async (options: FakesOptions = {}): Promise<Fakes> => {
  const world = makeWorld(options);
  const credentials = await makeCredentials(options.credentials);
  const { clock, latencyMs, ports = {} } = options;
  const shared = { world, ...(clock === undefined ? {} : { clock }), ...(latencyMs === undefined ? {} : { latencyMs }) };
  const { accountId, clientId, certificateId, publicKey } = credentials.netsuite;
  const started: FakeServer<unknown>[] = [];
  const closeAll = async (): Promise<void> => {
    await Promise.all(started.map((server) => server.close()));
  };
  const keep = <State>(server: FakeServer<State>): FakeServer<State> => {
    started.push(server);
    return server;
  };
  try {
    const shopify = keep(await startShopify({ ...credentials.shopify, ...shared, port: ports.shopify ?? 0 }));
    const netsuite = keep(await startNetsuite({ accountId, clientId, certificates: [{ id: certificateId, publicKey }], ...shared, port: ports.netsuite ?? 0 }));
    const voyado = keep(await startVoyado({ apiKey: credentials.voyado.apiKey, ...shared, port: ports.voyado ?? 0 }));
    return { shopify, netsuite, voyado, world, credentials, close: closeAll, [Symbol.asyncDispose]: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
};

/** What somebody who configures instances needs: addresses and credentials, without the fakes' own public key. */
export const connectionOf = (fakes: Fakes): Record<string, Record<string, string>> => {
  const { shopify, netsuite, voyado, credentials } = fakes;
  const { publicKey: _own, ...ledger } = credentials.netsuite;
  return {
    shopify: { url: shopify.url, ...credentials.shopify },
    netsuite: { url: netsuite.url, ...ledger, audience: vendorTokenUrl(ledger.accountId) },
    voyado: { url: voyado.url, ...credentials.voyado },
  };
};

/** Counts of what the services hold and what reached them. */
export const summaryOf = ({ shopify, netsuite, voyado }: Fakes): Record<string, Record<string, number>> => ({
  shopify: {
    requests: shopify.log.count(),
    orders: shopify.state.orders.rows.length,
    customers: shopify.state.customers.rows.length,
    products: shopify.state.products.rows.length,
    writes: shopify.state.arrived.length,
  },
  netsuite: {
    requests: netsuite.log.count(),
    customers: netsuite.state.all('customer').length,
    salesOrders: netsuite.state.all('salesOrder').length,
    lines: netsuite.state.all('salesOrder').reduce((sum, order) => sum + (order.sublists['item'] ?? []).length, 0),
    created: netsuite.state.arrived.filter((each) => each.what === 'created').length,
    updated: netsuite.state.arrived.filter((each) => each.what === 'updated').length,
  },
  voyado: {
    requests: voyado.log.count(),
    contacts: voyado.state.contacts.size,
    created: voyado.state.arrived.filter((each) => each.what === 'contact created').length,
    updated: voyado.state.arrived.filter((each) => each.what === 'contact updated').length,
    receipts: voyado.state.receipts.size,
    ignoredReceipts: voyado.state.ignoredReceipts,
  },
});
