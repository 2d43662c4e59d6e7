import { random, type Random } from './random.ts';

/** Somebody who buys; each system knows the people it wants to (see each seed). Everything is invented. */
export interface Person {
  index: number;
  firstName: string;
  lastName: string;
  email: string;
  phone: string | null;
  street: string;
  city: string;
  postalCode: string;
  country: 'GB' | 'SE' | 'DE' | 'PL';
  /** Milliseconds since 1970, whole seconds; so are all times here. */
  createdAt: number;
}

export interface Article {
  index: number;
  sku: string;
  title: string;
  vendor: string;
  kind: string;
  priceCents: number;
  barcode: string;
  stock: number;
}

export type PaymentStatus = 'pending' | 'authorized' | 'partially_paid' | 'paid' | 'partially_refunded' | 'refunded' | 'voided';

export interface SaleLine {
  article: Article;
  /** The SKU as the shop has it: null where somebody removed it. */
  sku: string | null;
  quantity: number;
  priceCents: number;
}

export interface Sale {
  index: number;
  /** Null for a guest. */
  person: Person | null;
  email: string | null;
  lines: SaleLine[];
  placedAt: number;
  updatedAt: number;
  payment: PaymentStatus;
  state: 'open' | 'closed' | 'cancelled';
  note: string | null;
  tags: string[];
}

/** One business that all three fakes see a part of: who buys in the shop is (mostly) known to the ledger and the loyalty programme. */
export interface World {
  seed: string;
  people: Person[];
  articles: Article[];
  sales: Sale[];
  /** The sale with this number, also beyond those above; the same for the same seed. */
  sale(index: number): Sale;
}

export interface WorldOptions {
  seed?: string | number;
  orders?: number;
  customers?: number;
  products?: number;
  /** The first and the last moment of the sales; they are spread evenly between. */
  from?: string;
  to?: string;
}

export const makeWorld = (options: WorldOptions = {}): World => {
  const seed = String(options.seed ?? 'patchbay');
  const count = options.orders ?? 200;
  const from = Date.parse(options.from ?? '2026-01-05T08:00:00Z');
  const to = Date.parse(options.to ?? '2026-04-05T20:00:00Z');
  const spacing = count > 0 ? (to - from) / count : 0;
  const people = Array.from({ length: options.customers ?? 60 }, (_, index) => makePerson(random(`${seed}:person:${index}`), index, from));
  const articles = Array.from({ length: options.products ?? 30 }, (_, index) => makeArticle(random(`${seed}:article:${index}`), index));
  const sale = (index: number): Sale => makeSale({ seed, index, people, articles, from, spacing });
  return { seed, people, articles, sales: Array.from({ length: count }, (_, index) => sale(index)), sale };
};

const names: readonly (readonly [string, string])[] = [
  ['Alice', 'Archer'], ['Zoë', 'Åkesson'], ['Łukasz', 'Wójcik'], ['Jürgen', 'Weiß'], ['Siobhán', "O'Neill"], ['明', '李'],
  ['Maya', 'Patel'], ['Noor', 'el-Amin'], ['Ingrid', 'Sjöberg'], ['Tom', 'Baker'], ['Renée', 'D’Arcy'], ['Olu', 'Adeyemi'],
];
const ascii: readonly string[] = ['alice', 'zoe', 'lukasz', 'juergen', 'siobhan', 'ming', 'maya', 'noor', 'ingrid', 'tom', 'renee', 'olu'];
const places = [['GB', 'Leeds', 'LS1 4AP'], ['SE', 'Malmö', '211 22'], ['DE', 'Köln', '50667'], ['PL', 'Łódź', '90-001']] as const;
const things = ['Teapot', 'Mug', 'Kettle', 'Scarf', 'Notebook', 'Lamp', 'Cushion', 'Candle', 'Tray', 'Throw'];
const colours = ['Black', 'Blue', 'Crème', 'Green', 'Rosé', 'White'];

const secondMs = 1000;
const wholeSecond = (at: number): number => Math.floor(at / secondMs) * secondMs;

const makePerson = (from: Random, index: number, start: number): Person => {
  const at = index % names.length;
  const [firstName, lastName] = names[at] as (typeof names)[number];
  const [country, city, postalCode] = from.pick(places);
  return {
    index,
    firstName,
    lastName,
    email: `${ascii[at]}.${index}@example.com`,
    phone: index % 7 === 6 ? null : `+4477009${String(index).padStart(5, '0')}`,
    street: `${from.whole(1, 180)} Example Street`,
    city,
    postalCode,
    country,
    createdAt: wholeSecond(start - from.whole(1, 400) * 86_400_000 - from.whole(0, 86_399) * secondMs),
  };
};

const makeArticle = (from: Random, index: number): Article => {
  const thing = things[index % things.length] as string;
  const colour = from.pick(colours);
  return {
    index,
    sku: `${thing.slice(0, 3).toUpperCase()}-${String(index + 1).padStart(3, '0')}`,
    title: `${colour} ${thing}`,
    vendor: from.pick(['Acme', 'Millbrook', 'Northwind']),
    kind: thing,
    priceCents: from.whole(4, 240) * 100 + from.pick([0, 50, 95, 99]),
    barcode: `50${from.whole(10_000_000_000, 99_999_999_999)}`,
    stock: from.whole(0, 120),
  };
};

const payments: readonly PaymentStatus[] = ['paid', 'paid', 'paid', 'paid', 'paid', 'paid', 'paid', 'pending', 'authorized', 'partially_paid', 'partially_refunded', 'refunded'];

const makeSale = (options: { seed: string; index: number; people: Person[]; articles: Article[]; from: number; spacing: number }): Sale => {
  const { seed, index, people, articles } = options;
  const own = random(`${seed}:sale:${index}`);
  const lines = Array.from({ length: Math.min(own.whole(1, 4), articles.length) }, (): SaleLine => {
    const article = own.pick(articles);
    return { article, sku: article.sku, quantity: own.whole(1, 3) * (index % 20 === 5 ? 10 : 1), priceCents: article.priceCents };
  });
  const [firstLine] = lines;
  if (index % 50 === 21 && firstLine !== undefined) firstLine.sku = null;
  // Guests, with the two spellings of "no address" that shops have been seen to send.
  const guest = index % 40 === 13 || index % 40 === 33 || people.length === 0;
  const person = guest ? null : own.pick(people);
  const cancelled = index % 60 === 7;
  return {
    index,
    person,
    email: person?.email ?? (index % 40 === 13 ? '' : null),
    lines,
    ...saleTimes(options),
    payment: cancelled ? 'voided' : own.pick(payments),
    state: cancelled ? 'cancelled' : index % 3 === 0 ? 'closed' : 'open',
    note: index % 9 === 4 ? 'Please ring twice — “blue” door' : null,
    tags: index % 6 === 2 ? ['wholesale', 'vip'] : [],
  };
};

/** Every 25th sale has the very times of the one before it: equal time stamps on both sides of a page's end. */
const saleTimes = ({ seed, index, from, spacing }: { seed: string; index: number; from: number; spacing: number }): { placedAt: number; updatedAt: number } => {
  const at = index > 0 && index % 25 === 0 ? index - 1 : index;
  const own = random(`${seed}:time:${at}`);
  const placedAt = wholeSecond(from + spacing * (at + own.fraction()));
  return { placedAt, updatedAt: placedAt + own.whole(0, 36 * 60) * 60 * secondMs };
};
