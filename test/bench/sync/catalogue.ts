// The data of the bench: product records of about 1 KB that the source serves and the ten fields that the sink expects of each. What a record
// holds follows from its number alone, so that source and sink agree without a word between them.

/** The first record's id. All ids have ten digits, so that a page is a copied buffer with other digits in it. */
const firstId = 1_000_000_000;
/** Records differ in what is not their id too; they repeat after so many. */
const kinds = 250;

const firstNames = ['Astrid', 'Björn', 'Chloé', 'Dmitri', 'Emma', 'Fatima', 'Göran', 'Hana'];
const lastNames = ['Lindqvist', 'Example', "O'Neill", 'van den Berg', 'Müller'];
const cities = ['Malmö', 'Utrecht', 'Köln', 'Łódź', 'Leeds', 'São Paulo', 'Oslo'];
const currencies = ['SEK', 'EUR', 'PLN', 'GBP'];
const note = 'Ordered by phone; "as last time", said the customer. Deliver to the back door, between nine and twelve. ';

/** A record as the source serves it. */
export interface SourceRecord {
  id: number;
  sku: string;
  title: string;
  status: string;
  price: string;
  currency: string;
  created_at: string;
  updated_at: string;
  customer: { id: number; email: string; first_name: string; last_name: string; phone: string; address: { street: string; city: string; zip: string; country: string } };
  lines: { id: number; sku: string; quantity: number; price: string }[];
  tags: string[];
  note: string;
}

/** A record as the sink wants it. */
export interface MappedRecord {
  externalId: string;
  sku: string;
  name: string;
  price: number;
  currency: string;
  email: string;
  fullName: string;
  city: string;
  lineCount: number;
  updatedAt: string;
}

function pick<T>(values: readonly T[], number: number): T {
  return values[number % values.length] as T;
}

/** The record of a number from 0. */
export function sourceRecord(number: number): SourceRecord {
  const id = firstId + number;
  const kind = number % kinds;
  const lines = Array.from({ length: kind % 4 }, (_line, index) => ({ id: index + 1, sku: `PART-${index}`, quantity: index + 1, price: '49.95' }));
  return {
    id, sku: `SKU-${id}`, title: `Product ${id}`, status: 'active', price: `${kind}.${10 + (kind % 89)}`, currency: pick(currencies, kind),
    created_at: '2026-01-02T03:04:05Z', updated_at: `2026-06-${10 + (kind % 20)}T08:09:10Z`,
    customer: {
      id, email: `User.${id}@Example.com`, first_name: pick(firstNames, kind), last_name: pick(lastNames, kind), phone: '+46 70 000 00 00',
      address: { street: 'Main Street 1', city: pick(cities, kind), zip: '211 34', country: 'SE' },
    },
    lines, tags: ['new', 'sale', 'web'], note: note.repeat(4),
  };
}

const fieldNames = Object.keys({
  externalId: '', sku: '', name: '', price: 0, currency: '', email: '', fullName: '', city: '', lineCount: 0, updatedAt: '',
} satisfies MappedRecord) as (keyof MappedRecord)[];

/** What becomes of a record, done as one would in a script: the peer's own mapping, and by which the sink checks. */
export function mapRecord(record: SourceRecord): MappedRecord {
  return {
    externalId: String(record.id),
    sku: record.sku,
    name: record.title,
    price: Number(record.price),
    currency: record.currency,
    email: record.customer.email.toLowerCase(),
    fullName: `${record.customer.first_name} ${record.customer.last_name}`,
    city: record.customer.address.city,
    lineCount: record.lines.length,
    updatedAt: record.updated_at,
  };
}

/** The number of a mapped record; undefined where it has none of `count` records. */
export function numberOf(mapped: unknown, count: number): number | undefined {
  const id = typeof mapped === 'object' && mapped !== null && 'externalId' in mapped ? mapped.externalId : undefined;
  if (typeof id !== 'string' || !/^\d{10}$/.test(id)) return undefined;
  const number = Number(id) - firstId;
  return number >= 0 && number < count ? number : undefined;
}

const expectedOfKind = Array.from({ length: kinds }, (_kind, kind) => mapRecord(sourceRecord(kind)));

/** The first field in which a mapped record is not what it must be; undefined where it has all ten fields, right, and no other. */
export function wrongField(mapped: Record<string, unknown>, number: number): string | undefined {
  const id = String(firstId + number);
  const like = expectedOfKind[number % kinds] as MappedRecord;
  for (const name of fieldNames) if (mapped[name] !== expected(name, like, id)) return name;
  for (const name in mapped) if (!Object.hasOwn(like, name)) return name;
  return undefined;
}

function expected(name: keyof MappedRecord, like: MappedRecord, id: string): string | number {
  switch (name) {
    case 'externalId': return id;
    case 'sku': return `SKU-${id}`;
    case 'name': return `Product ${id}`;
    case 'email': return `user.${id}@example.com`;
    default: return like[name];
  }
}

interface Template { bytes: Buffer; ids: { record: number; offset: number }[] }

/** Makes pages of JSON from a buffer into which only ids are written, so that serving costs next to nothing beside reading. */
export function createPageMaker(): (start: number, count: number) => Buffer {
  const templates = new Map<string, Template>();
  return (start, count) => {
    const key = `${start % kinds}/${count}`;
    let template = templates.get(key);
    if (template === undefined) templates.set(key, (template = makeTemplate(start % kinds, count)));
    const page = Buffer.from(template.bytes);
    for (const { record, offset } of template.ids) page.write(String(firstId + start + record), offset, 'latin1');
    return page;
  };
}

function makeTemplate(start: number, count: number): Template {
  const ids: Template['ids'] = [];
  const parts = Array.from({ length: count }, (_record, index) => Buffer.from(JSON.stringify(sourceRecord(start + index))));
  let position = 1;
  for (const [record, part] of parts.entries()) {
    const id = String(firstId + start + record);
    for (let at = part.indexOf(id); at >= 0; at = part.indexOf(id, at + 1)) ids.push({ record, offset: position + at });
    position += part.length + 1;
  }
  return { bytes: Buffer.from(`[${parts.join(',')}]`), ids };
}
