// Connectors as people write them, of any length: the same resource again and again under other names, each with an entity that refers to
// others, endpoints with paths, queries, bodies and rules, and documentation.

const resources = ['Order', 'Customer', 'Invoice', 'Product', 'Shipment', 'Payment', 'Refund', 'Return', 'Warehouse', 'Supplier'];

/** A name that is not there: the one mistake, near the end, so that no server can tell of it before it has read everything. */
export const mistake = 'nowhere';

/** A connector of about `lines` lines, with one unknown name near its end unless it is to be right. */
export function connectorText(lines: number, { name = 'acme', isRight = false }: { name?: string; isRight?: boolean } = {}): string {
  const head = `/** A system of ${lines} lines. */
connector ${name} {
  title    'Acme'
  version  1.0.0

  settings {
    /** The account's name: \`acme\` for acme.example.com */
    account: string @pattern('^[a-z0-9-]+$') @example('acme')
  }

  hosts ['*.example.com']
  base "https://{account}.example.com/api"
  headers { 'Accept': 'application/json' }

  auth token {
    title 'API token'
    secret apiToken: string
    header 'Authorization': "Bearer {apiToken}"
  }

  limit 4 per 1s burst 20
  on 429 retry after header 'Retry-After'

  entity Address { street: string, city: string, zip: string?, country: string }
`.split('\n');
  const tail = `  /** The last of all. */
  endpoint last(id: integer): Address {
    GET "/last/{id}"
    result ${isRight ? 'body' : mistake}
  }
}
`.split('\n');
  const body: string[] = [];
  for (let index = 0; head.length + body.length + tail.length < lines; index++) body.push(...resource(index));
  return [...head, ...body, ...tail].join('\n');
}

function nameOf(index: number): string {
  return `${resources[index % resources.length] ?? ''}${Math.floor(index / resources.length) || ''}`;
}

function resource(index: number): string[] {
  const name = nameOf(index);
  const other = index === 0 ? 'Address' : nameOf(index - 1);
  const path = `/${name.toLowerCase()}s`;
  return `
  /** One ${name} of the system. */
  entity ${name} {
    id: integer @key
    number: string @readOnly
    status: 'open' | 'paid' | 'shipped' | 'cancelled'
    placedAt: datetime @readOnly
    updatedAt: datetime @readOnly
    total: decimal @min(0)
    note: string? @maxLength(250)
    related: ${other}?
    address: Address
    lines: { sku: string, quantity: integer, price: decimal }[]
  }

  /** All in the order in which they were last changed. */
  endpoint list${name}s(status: 'open' | 'paid' | 'shipped' | 'cancelled'?, updatedAfter: datetime?): ${name}[] {
    GET '${path}'
    query { status, updated_after: updatedAfter, sort: 'updatedAt', limit: 200 }
    paginate link
    records body.items
    incremental updatedAfter by updatedAt overlap 1m
  }

  /** One of them by its number. */
  endpoint get${name}(id: integer): ${name} {
    GET "${path}/{id}"
    on 404 empty
    result body
  }

  /** Changes what may be changed once it was placed. */
  endpoint update${name}(id: integer, change: partial ${name}): ${name} {
    PUT "${path}/{id}"
    headers { 'X-Request': "{id}-{change.note ?? 'none'}" }
    body { id, note: change.note, total: change.total ?? 0, lines: change.lines?.filter(line => line.quantity > 0) }
    on 409 reject "the ${name.toLowerCase()} was changed meanwhile: {body.message}"
    result body
  }`.split('\n');
}
