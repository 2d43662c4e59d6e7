import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const connector = `/** A catalogue that is read page by page, and one that takes a hundred products at a time. */
connector catalogue {
  version 1.0.0
  hosts [url]
  base url

  settings {
    /** The address of the server. */
    url: string
  }

  entity Record {
    id: integer @key
    sku: string
    title: string
    price: string
    currency: string
    updated_at: datetime
    customer: Customer
    lines: Line[]
  }
  entity Customer { id: integer @key, email: string, first_name: string, last_name: string, address: { city: string } }
  entity Line { id: integer, sku: string, quantity: integer, price: string }
  entity Product {
    externalId: string
    sku: string
    name: string
    price: number
    currency: string
    email: string
    fullName: string
    city: string
    lineCount: integer
    updatedAt: datetime
  }

  endpoint listRecords(): Record[] {
    GET '/v1/records'
    query { per_page: 250 }
    paginate link
    records body
  }

  endpoint sendProducts(products: input Product[]): { accepted: integer } {
    POST '/v1/sink'
    idempotent
    body products
    result body
  }
}
`;

const flow = `/** Every record of the source becomes a product of the sink. */
flow sync {
  use source = catalogue.bench
  use target = catalogue.bench

  from source.listRecords() as record
  map product: input target.Product = {
    externalId: "{record.id}",
    sku: record.sku,
    name: record.title,
    price: record.price.number(),
    currency: record.currency,
    email: record.customer.email.lower(),
    fullName: "{record.customer.first_name} {record.customer.last_name}",
    city: record.customer.address.city,
    lineCount: record.lines.length,
    updatedAt: record.updated_at
  }
  batch 100 as rows
  send target.sendProducts(rows.map(row => row.product))
}
`;

/** Writes the workspace of the sync bench into a folder, as a user has it: a connector, a flow, an instance. */
export function writeSyncWorkspace(folder: string, baseUrl: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'catalogue.connector'), connector);
  writeFileSync(join(folder, 'sync.flow'), flow);
  writeFileSync(join(folder, 'patchbay.json'), `${JSON.stringify({ version: 1, instances: { bench: { connector: 'catalogue', settings: { url: baseUrl } } } }, undefined, 2)}\n`);
}
