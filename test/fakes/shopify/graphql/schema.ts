import type { Json, JsonObject } from '../../kit/index.ts';
import type { ShopState } from '../shop.ts';
import type { Row } from '../table.ts';

export type Args = { [name: string]: Json };

/** A field: of a scalar, an object type, a list of one, or a connection whose nodes have the type. `args` are the names it takes. */
export interface FieldType {
  of: string;
  many?: 'list' | 'connection';
  args?: readonly string[];
  /** The read scope it needs. */
  scope?: string;
  /** What is found: a scalar, the source of the object below, or the sources of the list. */
  value(source: unknown, args: Args, state: ShopState): unknown;
}

export type Schema = Record<string, Record<string, FieldType>>;

export const gid = (type: string, id: Json | undefined): string => `gid://shopify/${type}/${String(id)}`;

/** The number in `gid://shopify/Order/1`; null where the text is none of this type. */
export const idOf = (type: string, text: Json | undefined): bigint | null => {
  const digits = new RegExp(`^gid://shopify/${type}/(\\d+)$`).exec(String(text))?.[1];
  return digits === undefined ? null : BigInt(digits);
};

const wire = (source: unknown): JsonObject => (source as Row).wire;
const plain = (source: unknown): JsonObject => source as JsonObject;
const utc = (text: Json | undefined): string | null => (typeof text === 'string' ? new Date(text).toISOString().replace('.000Z', 'Z') : null);
const tags = (text: Json | undefined): string[] => String(text ?? '').split(', ').filter((tag) => tag !== '');

const scalar = (value: (source: unknown) => unknown): FieldType => ({ of: 'scalar', value });
/** A field of a stored record under its REST name. */
const stored = (name: string): FieldType => scalar((source) => wire(source)[name] ?? null);
const storedTime = (name: string): FieldType => scalar((source) => utc(wire(source)[name]));
const inner = (name: string): FieldType => scalar((source) => plain(source)[name] ?? null);
const object = (of: string, value: (source: unknown, state: ShopState) => unknown): FieldType => ({ of, value: (source, _args, state) => value(source, state) });
const upper = (text: Json | undefined, absent: string): string => String(text ?? absent).toUpperCase();

const recordFields = (type: string): Record<string, FieldType> => ({
  id: scalar((source) => gid(type, wire(source)['id'])),
  legacyResourceId: scalar((source) => String(wire(source)['id'])),
  createdAt: storedTime('created_at'),
  updatedAt: storedTime('updated_at'),
  tags: scalar((source) => tags(wire(source)['tags'])),
});

const listArgs = ['first', 'after', 'query', 'sortKey', 'reverse'];
const byId = (of: string, rows: (state: ShopState) => { get(id: bigint): Row | undefined }, scope: string): FieldType => ({
  of,
  args: ['id'],
  scope,
  value: (_source, args, state) => {
    const id = idOf(of, args['id']);
    return id === null ? null : (rows(state).get(id) ?? null);
  },
});
const allOf = (of: string, rows: (state: ShopState) => readonly Row[], scope: string): FieldType => ({ of, many: 'connection', args: listArgs, scope, value: (_source, _args, state) => rows(state) });

/** The types the fake knows: a small part of the vendor's, with its names. */
export const schema: Schema = {
  QueryRoot: {
    shop: object('Shop', (_source, state) => state),
    order: byId('Order', (state) => state.orders, 'read_orders'),
    customer: byId('Customer', (state) => state.customers, 'read_customers'),
    product: byId('Product', (state) => state.products, 'read_products'),
    orders: allOf('Order', (state) => state.orders.rows, 'read_orders'),
    customers: allOf('Customer', (state) => state.customers.rows, 'read_customers'),
    products: allOf('Product', (state) => state.products.rows, 'read_products'),
  },
  Shop: {
    id: scalar(() => gid('Shop', 548_380_009)),
    name: scalar((source) => (source as ShopState).shop),
    myshopifyDomain: scalar((source) => `${(source as ShopState).shop}.myshopify.com`),
    currencyCode: scalar((source) => (source as ShopState).currency),
    ianaTimezone: scalar((source) => (source as ShopState).timezone),
  },
  Order: {
    ...recordFields('Order'),
    name: stored('name'),
    email: stored('email'),
    phone: stored('phone'),
    note: stored('note'),
    currencyCode: stored('currency'),
    processedAt: storedTime('processed_at'),
    cancelledAt: storedTime('cancelled_at'),
    closedAt: storedTime('closed_at'),
    displayFinancialStatus: scalar((source) => upper(wire(source)['financial_status'], 'PENDING')),
    displayFulfillmentStatus: scalar((source) => upper(wire(source)['fulfillment_status'], 'UNFULFILLED')),
    totalPriceSet: object('MoneyBag', (source) => wire(source)['total_price_set']),
    totalShippingPriceSet: object('MoneyBag', (source) => wire(source)['total_shipping_price_set']),
    customer: object('Customer', (source, state) => {
      const id = (wire(source)['customer'] as JsonObject | null)?.['id'];
      return id === undefined ? null : (state.customers.get(id as bigint) ?? null);
    }),
    lineItems: { of: 'LineItem', many: 'connection', args: ['first', 'after'], value: (source) => wire(source)['line_items'] },
  },
  LineItem: {
    id: scalar((source) => gid('LineItem', plain(source)['id'])),
    name: inner('name'),
    title: inner('title'),
    sku: inner('sku'),
    quantity: inner('quantity'),
    originalUnitPriceSet: object('MoneyBag', (source) => plain(source)['price_set']),
  },
  MoneyBag: {
    shopMoney: object('MoneyV2', (source) => plain(source)['shop_money']),
    presentmentMoney: object('MoneyV2', (source) => plain(source)['presentment_money']),
  },
  MoneyV2: { amount: inner('amount'), currencyCode: inner('currency_code') },
  Customer: {
    ...recordFields('Customer'),
    email: stored('email'),
    firstName: stored('first_name'),
    lastName: stored('last_name'),
    phone: stored('phone'),
    note: stored('note'),
    numberOfOrders: scalar((source) => String(wire(source)['orders_count'])),
  },
  Product: {
    ...recordFields('Product'),
    title: stored('title'),
    handle: stored('handle'),
    vendor: stored('vendor'),
    productType: stored('product_type'),
    status: scalar((source) => upper(wire(source)['status'], 'ACTIVE')),
    variants: { of: 'ProductVariant', many: 'connection', args: ['first', 'after'], value: (source) => wire(source)['variants'] },
  },
  ProductVariant: {
    id: scalar((source) => gid('ProductVariant', plain(source)['id'])),
    title: inner('title'),
    sku: inner('sku'),
    barcode: inner('barcode'),
    price: inner('price'),
    inventoryQuantity: inner('inventory_quantity'),
  },
  UserError: { field: inner('field'), message: inner('message') },
  OrderUpdatePayload: { order: object('Order', (source) => plain(source)['order']), userErrors: { of: 'UserError', many: 'list', value: (source) => plain(source)['userErrors'] } },
  TagsAddPayload: { node: object('Node', (source) => plain(source)['node']), userErrors: { of: 'UserError', many: 'list', value: (source) => plain(source)['userErrors'] } },
  Node: { id: inner('id') },
};
