import { isObject, type Clock, type Json } from '../../kit/index.ts';
import type { ShopState } from '../shop.ts';
import type { Mutations } from './execute.ts';
import { idOf } from './schema.ts';

interface UserError {
  field: string[] | null;
  message: string;
}

/** The mutations the fake knows. Where `userErrors` is not empty nothing was changed. */
export const mutationsOf = (state: ShopState, clock: Clock): Mutations => ({
  orderUpdate: {
    of: 'OrderUpdatePayload',
    args: ['input'],
    run: ({ input }) => {
      const given = isObject(input) ? input : {};
      const row = state.orders.get(idOf('Order', given['id']) ?? -1n);
      if (row === undefined) return { order: null, userErrors: [failed(['id'], 'Order does not exist')] };
      if (typeof given['email'] === 'string' && !given['email'].includes('@')) return { order: null, userErrors: [failed(['email'], 'Email is invalid')] };
      const changes = Object.fromEntries(['note', 'email'].flatMap((name) => (given[name] === undefined ? [] : [[name, given[name] as Json]])));
      const tags = Array.isArray(given['tags']) ? { tags: given['tags'].join(', ') } : {};
      state.change(row, { ...changes, ...tags });
      state.arrived.push({ at: clock.now(), what: 'order updated', id: row.id, body: given });
      return { order: row, userErrors: [] };
    },
  },
  tagsAdd: {
    of: 'TagsAddPayload',
    args: ['id', 'tags'],
    run: ({ id, tags }) => {
      const found = (['Order', 'Customer', 'Product'] as const).flatMap((type) => {
        const own = idOf(type, id);
        const rows = { Order: state.orders, Customer: state.customers, Product: state.products }[type];
        return own === null ? [] : [rows.get(own)];
      })[0];
      if (found === undefined) return { node: null, userErrors: [failed(['id'], 'invalid id')] };
      const before = String(found.wire['tags'] ?? '').split(', ').filter((tag) => tag !== '');
      const added = Array.isArray(tags) ? tags.map(String) : [String(tags)];
      state.change(found, { tags: [...new Set([...before, ...added])].toSorted().join(', ') });
      state.arrived.push({ at: clock.now(), what: 'tags added', id: found.id, body: added });
      return { node: { id: id ?? null }, userErrors: [] };
    },
  },
});

const failed = (field: string[], message: string): UserError => ({ field, message });
