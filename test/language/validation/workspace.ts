// A small workspace for the tests of the checker: a shop, an ERP, their instances.
import { expect } from 'vitest';
import { type Differences, differences } from '../../support/marked-text.ts';

const shop = `
connector shop {
  version 1.0.0
  settings {
    /** The shop's name. */
    store: string @pattern('^[a-z]+$')
    region: 'eu' | 'us' = 'eu'
  }
  hosts ['*.shop.example']
  base "https://{store}.shop.example/api"
  auth token {
    secret apiToken: string
    header 'Authorization': "Bearer {apiToken}"
  }
  check getStore
  entity Store { id: integer @key, name: string }
  entity Order {
    id: integer @key
    number: string @readOnly
    status: 'open' | 'paid' | 'shipped'
    placedAt: datetime @readOnly
    total: decimal
    price: string
    note: string?
    customer: { id: integer, email: string? }?
    lines: Line[]
  }
  entity Line { sku: string, quantity: integer, price: decimal, discount: decimal? }
  endpoint getStore(): Store { GET '/store' result body }
  endpoint listOrders(status: 'open' | 'paid' | 'shipped'?, updatedAfter: datetime?): Order[] {
    GET '/orders'
    query { status, updated_after: updatedAfter }
    paginate link
    records body.orders
    incremental updatedAfter by placedAt
  }
  endpoint listStores(): Store[] { GET '/stores' paginate link records body }
  endpoint getOrder(id: integer): Order { GET "/orders/{id}" on 404 empty result body }
  endpoint createOrder(order: input Order): Order { POST '/orders' body { order } idempotent result body }
  endpoint changeOrder(id: integer, changes: partial Order): Order { PATCH "/orders/{id}" body changes idempotent result body }
  endpoint remind(id: integer): { sent: boolean } { POST "/orders/{id}/reminder" result body }
}
`;

const erp = `
connector erp {
  version 2.0.0
  base 'https://api.erp.example'
  auth key { secret key: string header 'X-Key': key }
  entity Sale {
    id: string @key
    externalId: string
    day: date?
    amount: decimal
    state: 'draft' | 'booked' @readOnly
    items: Item[]
  }
  entity Item { sku: string, quantity: integer }
  endpoint findSale(externalId: string): Sale { GET '/sales' query { externalId } on 404 empty result body }
  endpoint saveSale(externalId: string, sale: input Sale): Sale { PUT "/sales/{externalId}" body sale result body }
}
`;

const workspaceFile = `{
  "instances": {
    "main": { "connector": "shop", "settings": { "store": "acme" } },
    "eu": { "connector": "shop", "settings": { "store": "acmeeu" } },
    "books": { "connector": "erp" }
  }
}`;

/** The files that a flow of the tests sees. */
export const workspaceFiles = { '/shop.connector': shop, '/erp.connector': erp, '/patchbay.json': workspaceFile };

/** What a short test binds and does not use, or does not document, is no mistake of it, unless it is about that. */
function asMarked(source: string, found: Differences): Differences {
  return { ...found, unexpected: found.unexpected.filter((one) => !/ (?:warning unused-binding|hint no-documentation): /.test(one) || /(?:unused-binding|no-documentation)/.test(source)) };
}

/** A marked text beside the workspace is as its marks say. */
export async function check(source: string, options: { hints?: boolean; files?: Record<string, string> } = {}): Promise<void> {
  expect(asMarked(source, await differences(source, { ...options, files: { ...workspaceFiles, ...options.files } }))).toEqual({ missing: [], unexpected: [] });
}

/** The same for steps of a flow, after `from shop.listOrders() as order`. */
export async function checkSteps(steps: string, options: { hints?: boolean } = {}): Promise<void> {
  await check(`flow main {\n  use shop = shop.main\n  use erp = erp.books\n  from shop.listOrders() as order\n${steps}\n  log "{shop.name} {erp.name}"\n}`, options);
}

/** The same for a connector alone. */
export async function checkConnector(source: string, options: { hints?: boolean } = {}): Promise<void> {
  expect(asMarked(source, await differences(`//- /own.connector\n${source.replace(/^\n/, '')}`, options))).toEqual({ missing: [], unexpected: [] });
}
