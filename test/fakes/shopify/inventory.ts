import { answer, isObject, readJson, type Clock, type FakeRequest, type JsonObject, type Reply, type RouteTable } from '../kit/index.ts';
import { refuse, refused } from './answers.ts';
import type { ShopState } from './shop.ts';

/** The one place where this shop keeps its goods. */
export const locationId = 24_826_418;

const maxIds = 50;

/** Stock: levels by inventory item at the shop's one location. That a list takes at most 50 ids is assumed. */
export const inventoryRoutes = (state: ShopState, clock: Clock): RouteTable => {
  const location = { id: locationId, name: 'Warehouse', active: true, country_code: 'GB' };
  return {
    'GET /locations.json': () => answer(200, { locations: [location] }),
    'GET /inventory_levels.json': (request) => {
      const ids = (request.query.get('inventory_item_ids') ?? '').split(',').filter((id) => id !== '');
      const locations = (request.query.get('location_ids') ?? '').split(',').filter((id) => id !== '');
      if (ids.length === 0 && locations.length === 0) return refused(422, { base: ['inventory_item_ids or location_ids is required'] });
      if (ids.length > maxIds) return refused(422, { inventory_item_ids: [`at most ${maxIds} can be given`] });
      const here = locations.length === 0 || locations.includes(String(locationId));
      const wanted = [...state.variants.values()].filter(({ variant }) => here && (ids.length === 0 || ids.includes(String(variant['inventory_item_id']))));
      return answer(200, { inventory_levels: wanted.map(({ variant }) => level(variant)) });
    },
    'POST /inventory_levels/set.json': (request) => move(request, state, clock, 'available', (_before, given) => given),
    'POST /inventory_levels/adjust.json': (request) => move(request, state, clock, 'available_adjustment', (before, given) => before + given),
  };
};

const level = (variant: JsonObject): JsonObject => ({
  inventory_item_id: variant['inventory_item_id'] ?? null,
  location_id: locationId,
  available: variant['inventory_quantity'] ?? null,
  updated_at: variant['updated_at'] ?? null,
});

/** A change of one level; the body is not wrapped. */
const move = (request: FakeRequest, state: ShopState, clock: Clock, field: string, next: (before: number, given: number) => number): Reply => {
  const body = bodyOf(request);
  const { location_id: place, inventory_item_id: item } = body;
  const given = body[field];
  if (typeof given !== 'number' || !Number.isInteger(given)) return refused(422, { [field]: ['must be a whole number'] });
  const found = [...state.variants.values()].find(({ variant }) => String(variant['inventory_item_id']) === String(item));
  if (found === undefined || String(place) !== String(locationId)) return refused(404, 'Not Found');
  const before = Number(found.variant['inventory_quantity']);
  Object.assign(found.variant, { inventory_quantity: next(before, given), updated_at: state.time(clock.now()) });
  state.change(found.product, {});
  state.arrived.push({ at: clock.now(), what: 'stock set', id: found.product.id, body });
  return answer(200, { inventory_level: level(found.variant) });
};

const bodyOf = (request: FakeRequest): JsonObject => {
  try {
    const body = readJson(request.body);
    return isObject(body) ? body : refuse(400, 'Bad Request');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse(400, 'Bad Request');
  }
};
