// The workspace of the server's tests: two connectors, their instances, a file of functions.
export const connectors = {
  '/connectors/shop.connector': `/** A web shop. */
connector shop {
  title 'Corner Shop'
  version 1.2.0
  settings {
    /** The shop's name. */
    store: string @pattern('^[a-z]+$')
    region: 'eu' | 'us' = 'eu'
  }
  hosts ['*.shop.example.com']
  base "https://{store}.shop.example.com/api"
  auth token {
    secret apiToken: string
    header 'Authorization': "Bearer {apiToken}"
  }
  auth session {
    setting user: string
    secret password: string
    login POST '/session' { user, password }
    token body.session
  }
  check getStore
  entity Store { id: integer @key, name: string }
  /** What somebody has bought. */
  entity Order {
    id: integer @key
    number: string @readOnly
    status: 'open' | 'paid' | 'shipped'
    /** With taxes. */
    total: decimal
    placedAt: datetime
    customer: Customer?
    lines: Line[]
  }
  entity Customer { id: integer @key, email: string?, name: string }
  entity Line { sku: string, quantity: integer, price: decimal }
  endpoint getStore(): Store { GET '/store' result body }
  /** Orders, by the time of their last change. */
  endpoint listOrders(status: 'open' | 'paid' | 'shipped'?, since: datetime?): Order[] {
    GET '/orders'
    query { status, updated_after: since }
    records body.orders
    incremental since by placedAt
  }
  endpoint getOrder(id: integer): Order { GET "/orders/{id}" result body }
  endpoint addNote(id: integer, text: string): Order { POST "/orders/{id}/notes" body { text } result body }
  webhook orderPaid: Order { topic 'paid' secret hookSecret: string verify hookSecret == request.header['X'] result body }
}
`,
  '/connectors/ledger-one.connector': `connector ledger-one {
  version 1.0.0
  hosts ['erp.example.com']
  base 'https://erp.example.com'
  entity Account { id: string @key, email: string, name: string }
  entity SalesOrder { id: string @key, externalId: string, accountId: string, memo: string?, state: 'draft' | 'booked', items: SalesLine[] }
  entity SalesLine { itemId: string, quantity: integer, rate: decimal? }
  endpoint findAccount(email: string): Account { GET '/accounts' query { email } on 404 empty result body }
  endpoint listAccounts(): Account[] { GET '/accounts' records body.accounts }
  endpoint upsertSalesOrder(externalId: string, order: input SalesOrder): SalesOrder { PUT "/orders/{externalId}" body order result body }
}
`,
} as const;

export const files: Record<string, string> = {
  ...connectors,
  '/patchbay.json': `{
  "version": 1,
  "instances": {
    "main": { "connector": "shop", "auth": "token", "settings": { "store": "acme" } },
    "outlet-2": { "connector": "shop", "auth": "token", "settings": { "store": "outlet" } },
    "books": { "connector": "ledger-one" }
  }
}
`,
  '/shared.flow': `/** The item of a sku. */
function itemId(sku: string): string = sku.upper()
table terms { 'net30': 2 }
flow bookOne(order: shop.Order, urgent: boolean = false) {
  use erp = ledger-one.books
  log order.number
}
`,
};

/** A flow with a source, and steps after it. */
export function flowWith(steps: string): string {
  return `import './shared.flow'

/** Orders become sales orders. */
flow orders {
  use shop = shop.main
  use erp = ledger-one.books

  /** Smaller ones stay out. */
  input minimum: decimal = 0

  from shop.listOrders(status: 'paid') as order
${steps}
}
`;
}

/** A connector with settings, one auth and an entity, and members after them. */
export function connectorWith(members: string): string {
  return `//- /connectors/desk.connector
connector desk {
  settings {
    site: string
    since: date?
  }
  auth key {
    secret apiKey: string
    header 'X-Key': apiKey
  }
  entity Ticket {
    id: integer @key
    state: 'new' | 'done'
    changed: datetime
    owner: Person?
  }
  entity Person { id: integer, name: string }
${members}
}
`;
}
