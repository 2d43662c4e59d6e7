import { answer, cursorSeal, type Clock, type FakeRequest, type Handler, type Reply, type RouteTable } from '../kit/index.ts';
import { notFound } from './answers.ts';
import { keeper, type ListName } from './filters.ts';
import { inventoryRoutes } from './inventory.ts';
import { listAnswer, onlyFields, type Listing } from './lists.ts';
import type { ShopState } from './shop.ts';
import type { Table } from './table.ts';
import { createCustomer, deleteCustomer, moveOrder, rowAt, updateAnswer, updateVariant } from './writes.ts';

export interface RestSetup {
  state: ShopState;
  clock: Clock;
  allOrders: boolean;
}

/** The REST routes below `/admin/api/{version}`. */
export const restRoutes = ({ state, clock, allOrders }: RestSetup): RouteTable => {
  const seal = cursorSeal();
  const tables: Record<ListName, Table> = { orders: state.orders, customers: state.customers, products: state.products };
  const listing = (list: ListName): Listing => ({ list, rows: tables[list].rows, seal, now: clock.now(), allOrders });

  const shown = (list: ListName, name: string): Handler => (request, { id }) => {
    const { wire } = rowAt(tables[list], id);
    const fields = request.query.get('fields');
    return answer(200, { [name]: fields === null ? wire : onlyFields(wire, fields) });
  };
  const resource = (list: ListName, name: string): RouteTable => ({
    [`GET /${list}.json`]: (request) => listAnswer(request, listing(list)),
    [`GET /${list}/count.json`]: (request) => answer(200, { count: tables[list].rows.filter(keeper(list, request.query, listing(list))).length }),
    [`GET /${list}/:id.json`]: shown(list, name),
    [`PUT /${list}/:id.json`]: (request, { id }) => updateAnswer(request, state, clock, { table: tables[list], name, id }),
  });
  const move = (way: 'close' | 'open' | 'cancel'): Handler => (_request, { id }) => moveOrder(state, clock, id, way);

  return {
    'GET /shop.json': () => answer(200, { shop: shopRecord(state) }),
    // Before the resources: `search` would be taken for an id.
    'GET /customers/search.json': (request) => searchCustomers(request, state),
    ...resource('orders', 'order'),
    ...resource('customers', 'customer'),
    ...resource('products', 'product'),
    'POST /customers.json': (request) => createCustomer(request, state, clock),
    'DELETE /customers/:id.json': (_request, { id }) => deleteCustomer(state, clock, id),
    'GET /customers/:id/orders.json': (request, { id }) => {
      const customer = rowAt(state.customers, id);
      return listAnswer(request, { ...listing('orders'), only: ({ wire }) => (wire['customer'] as { id?: unknown } | null)?.id === customer.id });
    },
    'POST /orders/:id/close.json': move('close'),
    'POST /orders/:id/open.json': move('open'),
    'POST /orders/:id/cancel.json': move('cancel'),
    'GET /products/:id/variants.json': (_request, { id }) => answer(200, { variants: rowAt(state.products, id).wire['variants'] ?? [] }),
    'GET /variants/:id.json': (_request, { id }) => {
      const found = id !== undefined && /^\d+$/.test(id) ? state.variants.get(BigInt(id)) : undefined;
      return found === undefined ? notFound() : answer(200, { variant: found.variant });
    },
    ...inventoryRoutes(state, clock),
    'PUT /variants/:id.json': (request, { id }) => updateVariant(request, state, clock, id),
  };
};

const shopRecord = (state: ShopState): { [key: string]: string | number | boolean } => ({
  id: 548_380_009,
  name: state.shop,
  email: `owner@${state.shop}.example.com`,
  domain: `${state.shop}.myshopify.com`,
  myshopify_domain: `${state.shop}.myshopify.com`,
  currency: state.currency,
  iana_timezone: state.timezone,
  plan_name: 'basic',
  taxes_included: true,
});

/** `query=email:a@b.example` or a word that is looked for in names and addresses. */
const searchCustomers = (request: FakeRequest, state: ShopState): Reply => {
  const query = (request.query.get('query') ?? '').trim().toLowerCase();
  const [, field, value = ''] = /^(email|phone|first_name|last_name|id):"?(.*?)"?$/.exec(query) ?? [];
  const found = state.customers.rows.filter(({ wire }) => {
    if (field !== undefined) return String(wire[field] ?? '').toLowerCase() === value;
    return ['email', 'first_name', 'last_name', 'phone'].some((name) => String(wire[name] ?? '').toLowerCase().includes(query));
  });
  return answer(200, { customers: found.slice(0, 50).map((row) => row.wire) });
};
