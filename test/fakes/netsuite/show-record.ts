import type { Json, JsonObject } from '../kit/index.ts';
import type { Entry, LedgerState } from './ledger.ts';
import { recordTypes, type FieldKind } from './record-types.ts';

/** Where the record service stands, for links. */
export const recordUrl = (origin: string, entry: Pick<Entry, 'type' | 'id'>): string => `${origin}/services/rest/record/v1/${entry.type}/${entry.id}`;

const self = (href: string): Json => [{ rel: 'self', href }];

const shown = (value: Json, kind: FieldKind, state: LedgerState, origin: string): Json => {
  if (typeof kind !== 'object' || value === null) return value;
  const target = state.byId(kind.to, Number(value));
  return target === undefined
    ? { links: [], id: String(value) }
    : { links: self(recordUrl(origin, target)), id: String(target.id), refName: state.title(target), ...(target.externalId === null ? {} : { externalId: target.externalId }) };
};

const iso = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** A record as GET gives it: references with links, sublists as links unless expanded. */
export const showRecord = (entry: Entry, state: LedgerState, options: { origin: string; expand: boolean; fields: readonly string[] | null }): JsonObject => {
  const { origin, expand, fields } = options;
  const kinds = recordTypes[entry.type].fields;
  const href = recordUrl(origin, entry);
  const members: JsonObject = {
    id: String(entry.id),
    ...(entry.externalId === null ? {} : { externalId: entry.externalId }),
    ...Object.fromEntries(Object.entries(entry.fields).map(([name, value]) => [name, shown(value, kinds[name] ?? 'any', state, origin)])),
    [entry.type === 'customer' ? 'dateCreated' : 'createdDate']: iso(entry.createdAt),
    lastModifiedDate: iso(entry.modifiedAt),
  };
  if ('item' in recordTypes[entry.type].sublists) members['total'] = totalOf(entry);
  for (const [name, columns] of Object.entries(recordTypes[entry.type].sublists)) {
    const lines = entry.sublists[name] ?? [];
    const items = lines.map((line, at): JsonObject => ({
      links: self(`${href}/${name}/${at + 1}`),
      line: at + 1,
      ...Object.fromEntries(Object.entries(line).map(([field, value]) => [field, shown(value, columns[field] ?? 'any', state, origin)])),
    }));
    const list = { items, count: items.length, offset: 0, hasMore: false, totalResults: items.length };
    members[name] = expand ? { links: self(`${href}/${name}`), ...list } : { links: self(`${href}/${name}`) };
  }
  const wanted = fields === null ? members : Object.fromEntries(Object.entries(members).filter(([name]) => name === 'id' || fields.includes(name)));
  return { links: self(href), ...wanted };
};

export const totalOf = (entry: Entry): number => {
  const lines = entry.sublists['item'] ?? [];
  // Cents, because 0.1 + 0.2 is not 0.3.
  const cents = lines.reduce((sum, line) => sum + Math.round(Number(line['amount'] ?? 0) * 100), 0);
  return cents / 100;
};
