import type { Json, JsonObject } from '../kit/index.ts';
import type { Article, Person, Sale } from '../world/index.ts';
import type { Random } from '../world/index.ts';

/** What builds records needs: ids that grow, and the shop's way of writing time. */
export interface Making {
  nextId(kind: IdKind): bigint;
  time(at: number): string;
  currency: string;
}

export type IdKind = 'order' | 'line' | 'customer' | 'address' | 'product' | 'variant' | 'inventory';

// All beyond 2^53, where doubles are 64 or 128 apart: an id that goes through a double meets its neighbours there.
const firstIds: Record<IdKind, bigint> = {
  order: 820_982_911_946_154_508n,
  line: 866_550_311_766_439_020n,
  customer: 115_310_627_314_723_954n,
  address: 207_119_551_432_109_877n,
  product: 788_032_119_674_292_922n,
  variant: 642_667_041_472_713_923n,
  inventory: 271_878_346_596_884_015n,
};

/** Ids a little apart from each other, as a shop that shares a counter with others gets them. */
export const idCounter = (from: Random): ((kind: IdKind) => bigint) => {
  const next = { ...firstIds };
  return (kind) => {
    next[kind] += BigInt(from.whole(1, 7));
    return next[kind];
  };
};

export const money = (cents: number): string => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

const moneySet = (cents: number, currency: string): JsonObject => ({
  shop_money: { amount: money(cents), currency_code: currency },
  presentment_money: { amount: money(cents), currency_code: currency },
});

const addressOf = (person: Person, id: bigint | null): JsonObject => ({
  ...(id === null ? {} : { id }),
  first_name: person.firstName,
  last_name: person.lastName,
  name: `${person.firstName} ${person.lastName}`,
  company: null,
  address1: person.street,
  address2: null,
  city: person.city,
  zip: person.postalCode,
  province: null,
  country_code: person.country,
  phone: person.phone,
});

export const customerWire = (person: Person, making: Making): JsonObject => {
  const id = making.nextId('customer');
  const address = addressOf(person, making.nextId('address'));
  return {
    id,
    email: person.email,
    first_name: person.firstName,
    last_name: person.lastName,
    phone: person.phone,
    state: person.index % 4 === 0 ? 'enabled' : 'disabled',
    note: null,
    tags: person.index % 5 === 0 ? 'newsletter, returning' : '',
    verified_email: true,
    tax_exempt: false,
    orders_count: 0,
    total_spent: '0.00',
    last_order_id: null,
    currency: making.currency,
    addresses: [address],
    default_address: address,
    email_marketing_consent: { state: person.index % 5 === 0 ? 'subscribed' : 'not_subscribed', opt_in_level: 'single_opt_in', consent_updated_at: null },
    sms_marketing_consent: null,
    created_at: making.time(person.createdAt),
    updated_at: making.time(person.createdAt),
  };
};

export const productWire = (article: Article, making: Making, at: number): JsonObject => {
  const id = making.nextId('product');
  const times = { created_at: making.time(at), updated_at: making.time(at) };
  const variant: JsonObject = {
    id: making.nextId('variant'),
    product_id: id,
    title: 'Default Title',
    sku: article.sku,
    barcode: article.barcode,
    price: money(article.priceCents),
    compare_at_price: null,
    position: 1,
    taxable: true,
    inventory_item_id: making.nextId('inventory'),
    inventory_quantity: article.stock,
    inventory_management: 'shopify',
    ...times,
  };
  return {
    id,
    title: article.title,
    body_html: `<p>${article.title}</p>`,
    vendor: article.vendor,
    product_type: article.kind,
    handle: `${article.title} ${article.index + 1}`.normalize('NFD').replace(/[̀-ͯ]/g, '').toLowerCase().replaceAll(' ', '-'),
    status: article.index % 12 === 11 ? 'draft' : 'active',
    tags: '',
    published_at: making.time(at),
    variants: [variant],
    options: [{ name: 'Title', position: 1, values: ['Default Title'] }],
    images: [],
    ...times,
  };
};

export interface Sold {
  sale: Sale;
  number: number;
  customer: JsonObject | null;
  /** Product and variant of an article, by its index. */
  goods(index: number): { productId: Json; variantId: Json };
}

const customerInOrder = ['id', 'email', 'first_name', 'last_name', 'phone', 'state', 'note', 'tags', 'verified_email', 'currency', 'created_at', 'updated_at', 'default_address'];

export const orderWire = ({ sale, number, customer, goods }: Sold, making: Making): JsonObject => {
  const { currency, time } = making;
  const subtotal = sale.lines.reduce((sum, line) => sum + line.priceCents * line.quantity, 0);
  const shipping = subtotal > 10_000 ? 0 : 495;
  const total = subtotal + shipping;
  // Prices include 20 % tax.
  const tax = Math.round(total / 6);
  const due = sale.payment === 'pending' || sale.payment === 'authorized' ? total : sale.payment === 'partially_paid' ? total - Math.floor(total / 2) : 0;
  const address = sale.person === null ? null : addressOf(sale.person, null);
  return {
    id: making.nextId('order'),
    name: `#${number}`,
    order_number: number,
    email: sale.email,
    phone: sale.person?.phone ?? null,
    currency,
    presentment_currency: currency,
    created_at: time(sale.placedAt),
    updated_at: time(sale.updatedAt),
    processed_at: time(sale.placedAt),
    cancelled_at: sale.state === 'cancelled' ? time(sale.updatedAt) : null,
    cancel_reason: sale.state === 'cancelled' ? 'customer' : null,
    closed_at: sale.state === 'closed' ? time(sale.updatedAt) : null,
    financial_status: sale.payment,
    fulfillment_status: sale.state === 'closed' ? 'fulfilled' : null,
    confirmed: true,
    test: false,
    tags: sale.tags.join(', '),
    note: sale.note,
    note_attributes: [],
    po_number: null,
    source_name: 'web',
    taxes_included: true,
    subtotal_price: money(subtotal),
    total_tax: money(tax),
    total_discounts: '0.00',
    total_price: money(total),
    total_price_set: moneySet(total, currency),
    current_total_price: money(total),
    current_total_price_set: moneySet(total, currency),
    total_outstanding: money(due),
    total_shipping_price_set: moneySet(shipping, currency),
    total_tip_received: '0.00',
    total_weight: 0,
    customer: customer === null ? null : Object.fromEntries(customerInOrder.map((key) => [key, customer[key] ?? null])),
    billing_address: address,
    shipping_address: address,
    line_items: sale.lines.map((line): JsonObject => {
      const { productId, variantId } = goods(line.article.index);
      return {
        id: making.nextId('line'),
        product_id: productId,
        variant_id: variantId,
        sku: line.sku,
        name: line.article.title,
        title: line.article.title,
        vendor: line.article.vendor,
        quantity: line.quantity,
        current_quantity: line.quantity,
        price: money(line.priceCents),
        price_set: moneySet(line.priceCents, currency),
        total_discount: '0.00',
        taxable: true,
        gift_card: false,
        requires_shipping: true,
        fulfillment_status: sale.state === 'closed' ? 'fulfilled' : null,
        properties: [],
        tax_lines: [],
      };
    }),
    shipping_lines: shipping === 0 ? [] : [{ title: 'Standard', code: 'STD', price: money(shipping) }],
    tax_lines: [{ title: 'VAT', price: money(tax), rate: 0.2 }],
    discount_codes: [],
    discount_applications: [],
    payment_gateway_names: ['bogus'],
    fulfillments: [],
    refunds: [],
    location_id: null,
    user_id: null,
  };
};
