import { tokenStore, type Clock, type Json, type JsonObject, type TokenStore } from '../kit/index.ts';
import { random, type Sale, type World } from '../world/index.ts';
import { shopTime } from './shop-time.ts';
import { table, type Row, type Table } from './table.ts';
import { customerWire, idCounter, money, orderWire, productWire, type IdKind } from './wire.ts';

/** A write that reached the shop, for tests and the demo to show. */
export interface ShopArrival {
  at: number;
  /** `order updated`, `customer created`, … */
  what: string;
  id: bigint;
  body: Json;
}

/** Everything the fake shop holds. */
export interface ShopState {
  readonly shop: string;
  readonly currency: string;
  readonly timezone: string;
  readonly orders: Table;
  readonly customers: Table;
  readonly products: Table;
  /** By variant id, with the product it belongs to. */
  readonly variants: Map<bigint, { variant: JsonObject; product: Row }>;
  readonly tokens: TokenStore;
  readonly arrived: ShopArrival[];
  /** New orders, made now; as when people go on buying. */
  addOrders(count: number): Row[];
  /** Changes a record from outside, as an employee would, and moves its `updated_at` to now. */
  change(row: Row, changes: JsonObject): void;
  time(at: number): string;
  nextId(kind: IdKind): bigint;
}

export interface ShopSetup {
  shop: string;
  world: World;
  clock: Clock;
  currency: string;
  timezone: string;
}

/** A shop with the world's people, articles and sales in it. */
export const makeShop = ({ shop, world, clock, currency, timezone }: ShopSetup): ShopState => {
  const time = shopTime(timezone);
  const making = { nextId: idCounter(random(`${world.seed}:ids`)), time, currency };
  const [orders, customers, products] = [table(), table(), table()];
  const variants: ShopState['variants'] = new Map();
  const start = world.sales[0]?.placedAt ?? clock.now();

  for (const person of world.people) customers.add(rowOf(customerWire(person, making), person.createdAt));
  for (const article of world.articles) {
    const row = rowOf(productWire(article, making, start), start);
    products.add(row);
    for (const variant of row.wire['variants'] as JsonObject[]) variants.set(variant['id'] as bigint, { variant, product: row });
  }
  // Kept beside the tables: a record may be deleted while later sales still name it.
  const buyers = [...customers.rows];
  const goods = products.rows.map(({ wire }) => ({ productId: wire['id'] ?? null, variantId: (wire['variants'] as JsonObject[])[0]?.['id'] ?? null }));
  let number = 1000;
  const addSale = (sale: Sale): Row => {
    number += 1;
    const customer = sale.person === null ? null : (buyers[sale.person.index] ?? null);
    const row = rowOf(orderWire({ sale, number, customer: customer?.wire ?? null, goods: (index) => goods[index] ?? none }, making), sale.placedAt, sale.updatedAt);
    orders.add(row);
    if (customer !== null) countOrder(customer.wire, row.wire);
    return row;
  };
  for (const sale of world.sales) addSale(sale);
  let sold = world.sales.length;

  return {
    shop,
    currency,
    timezone,
    orders,
    customers,
    products,
    variants,
    tokens: tokenStore(clock),
    arrived: [],
    time,
    nextId: making.nextId,
    addOrders: (count) =>
      Array.from({ length: count }, () => {
        const at = Math.floor(clock.now() / 1000) * 1000;
        return addSale({ ...world.sale(sold++), placedAt: at, updatedAt: at });
      }),
    change: (row, changes) => {
      row.updatedAt = Math.floor(clock.now() / 1000) * 1000;
      row.wire = { ...row.wire, ...changes, id: row.id, updated_at: time(row.updatedAt) };
    },
  };
};

const none = { productId: null, variantId: null };

const rowOf = (wire: JsonObject, createdAt: number, updatedAt = createdAt): Row => ({ id: wire['id'] as bigint, createdAt, updatedAt, wire });

const countOrder = (customer: JsonObject, order: JsonObject): void => {
  const spent = cents(customer['total_spent']) + cents(order['total_price']);
  Object.assign(customer, { orders_count: Number(customer['orders_count']) + 1, total_spent: money(spent), last_order_id: order['id'] });
};

const cents = (amount: Json | undefined): number => Math.round(Number(amount) * 100);
