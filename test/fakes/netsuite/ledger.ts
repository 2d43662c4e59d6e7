import { tokenStore, type Clock, type Json, type JsonObject, type TokenStore } from '../kit/index.ts';
import type { World } from '../world/index.ts';
import { recordTypes, type RecordType } from './record-types.ts';

/** A record of the ledger. A reference is held as the internal id of what it names. */
export interface Entry {
  readonly id: number;
  readonly type: RecordType;
  externalId: string | null;
  createdAt: number;
  modifiedAt: number;
  fields: JsonObject;
  sublists: Record<string, JsonObject[]>;
}

/** A write that reached the ledger, for tests and the demo to show. */
export interface LedgerArrival {
  at: number;
  what: 'created' | 'updated' | 'deleted' | 'transformed';
  type: RecordType;
  id: number;
  externalId: string | null;
  body: Json;
}

/** Everything the fake ledger holds. */
export interface LedgerState {
  readonly accountId: string;
  readonly tokens: TokenStore;
  readonly arrived: LedgerArrival[];
  /** In the order of their ids. */
  all(type: RecordType): readonly Entry[];
  byId(type: RecordType, id: number): Entry | undefined;
  byExternalId(type: RecordType, externalId: string): Entry | undefined;
  add(type: RecordType, record: { externalId: string | null; fields: JsonObject; sublists?: Record<string, JsonObject[]> }): Entry;
  touch(entry: Entry): void;
  remove(entry: Entry): void;
  /** What a record is called where another one refers to it. */
  title(entry: Entry): string;
}

/** A ledger that knows nine people of ten and every article but the last. */
export const makeLedger = (accountId: string, world: World, clock: Clock): LedgerState => {
  const state = emptyLedger(accountId, clock);
  state.add('subsidiary', { externalId: null, fields: { name: 'Acme Trading' } });
  for (const [name, symbol] of [['British pound', 'GBP'], ['Euro', 'EUR']] as const) state.add('currency', { externalId: null, fields: { name, symbol } });
  const unknownArticle = world.articles.length >= 10 ? world.articles.length - 1 : -1;
  for (const article of world.articles) {
    if (article.index === unknownArticle) continue;
    const { sku, title, barcode, priceCents, stock } = article;
    const fields = { itemId: sku, displayName: title, upcCode: barcode, basePrice: priceCents / 100, quantityAvailable: stock, isInactive: false };
    state.add('inventoryItem', { externalId: sku, fields });
  }
  for (const person of world.people) {
    if (person.index % 10 === 9) continue;
    const { firstName, lastName, email, phone } = person;
    const fields = { entityId: `${firstName} ${lastName} ${person.index}`, firstName, lastName, isPerson: true, email, isInactive: false, subsidiary: 1, currency: 1 };
    const entry = state.add('customer', { externalId: `CUST-${person.index}`, fields: phone === null ? fields : { ...fields, phone } });
    entry.createdAt = person.createdAt;
    entry.modifiedAt = person.createdAt;
  }
  state.arrived.length = 0;
  return state;
};

// Internal ids are given out over all types together, as the vendor's are.
const firstId: Partial<Record<RecordType, number>> = { subsidiary: 1, currency: 1 };

const emptyLedger = (accountId: string, clock: Clock): LedgerState => {
  const entries = new Map<RecordType, Entry[]>((Object.keys(recordTypes) as RecordType[]).map((type) => [type, []]));
  const byId = new Map<string, Entry>();
  const byExternalId = new Map<string, Entry>();
  let nextId = 101;
  let nextNumber = 1001;
  const listOf = (type: RecordType): Entry[] => entries.get(type) as Entry[];
  return {
    accountId,
    tokens: tokenStore(clock),
    arrived: [],
    all: listOf,
    byId: (type, id) => byId.get(`${type}/${id}`),
    byExternalId: (type, externalId) => byExternalId.get(`${type}/${externalId}`),
    add: (type, { externalId, fields, sublists = {} }) => {
      const own = firstId[type];
      const id = own === undefined ? nextId++ : own + listOf(type).length;
      const now = clock.now();
      const named = 'tranDate' in recordTypes[type].fields ? { tranId: `${type === 'invoice' ? 'INV' : 'SO'}${nextNumber++}`, tranDate: dateOf(now), ...fields } : fields;
      const entry: Entry = { id, type, externalId, createdAt: now, modifiedAt: now, fields: named, sublists };
      listOf(type).push(entry);
      byId.set(`${type}/${id}`, entry);
      if (externalId !== null) byExternalId.set(`${type}/${externalId}`, entry);
      return entry;
    },
    touch: (entry) => {
      entry.modifiedAt = clock.now();
    },
    remove: (entry) => {
      const list = listOf(entry.type);
      list.splice(list.indexOf(entry), 1);
      byId.delete(`${entry.type}/${entry.id}`);
      if (entry.externalId !== null) byExternalId.delete(`${entry.type}/${entry.externalId}`);
    },
    title: ({ type, id, fields }) => String(fields[recordTypes[type].title] ?? id),
  };
};

export const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
