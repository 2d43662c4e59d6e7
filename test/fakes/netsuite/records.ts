import { answer, type Clock, type FakeRequest, type Json, type JsonObject, type Parameters, type Reply, type RouteTable } from '../kit/index.ts';
import { dateOf, type Entry, type LedgerArrival, type LedgerState } from './ledger.ts';
import { pageAnswer, spanOf } from './pages.ts';
import { problem, refuse } from './problem.ts';
import { qFilter } from './q-filter.ts';
import { checkedExternalId, readObject, readRecord, type GivenRecord } from './read-body.ts';
import { recordType, recordTypes, type RecordType } from './record-types.ts';
import { recordUrl, showRecord } from './show-record.ts';

/** 204, no body; the id is the last segment of `Location`. */
const done = (request: FakeRequest, entry: Entry): Reply => answer(204, undefined, { location: recordUrl(request.origin, entry) });

/** The record service below `/services/rest/record/v1`. */
export const recordRoutes = (state: LedgerState, clock: Clock): RouteTable => {
  const arrive = (what: LedgerArrival['what'], entry: Entry, body: Json): void => {
    state.arrived.push({ at: clock.now(), what, type: entry.type, id: entry.id, externalId: entry.externalId, body });
  };

  const create = (request: FakeRequest, type: RecordType, given: GivenRecord): Entry => {
    if (typeof given.externalId === 'string' && state.byExternalId(type, given.externalId) !== undefined) {
      refuse(400, 'USER_ERROR', `Error while accessing resource: ${recordTypes[type].duplicate}`);
    }
    checkRequired(type, given.fields);
    if ('item' in recordTypes[type].sublists && (given.sublists['item'] ?? []).length === 0) {
      refuse(400, 'USER_ERROR', 'Error while accessing resource: You must enter at least one line item for this transaction.');
    }
    const sublists = Object.fromEntries(Object.entries(given.sublists).map(([name, lines]) => [name, lines.map((line) => priced(line, state))]));
    const entry = state.add(type, { externalId: given.externalId ?? null, fields: withoutNulls(given.fields), sublists });
    arrive('created', entry, readObject(request));
    return entry;
  };

  const update = (request: FakeRequest, entry: Entry, given: GivenRecord): void => {
    const replaced = replaceList(request, entry.type);
    const fields = withoutNulls({ ...entry.fields, ...given.fields });
    checkRequired(entry.type, fields);
    entry.fields = fields;
    for (const [name, lines] of Object.entries(given.sublists)) {
      const added = lines.map((line) => priced(line, state));
      // An unkeyed sublist grows unless it is told to be replaced (section_1545295601).
      entry.sublists[name] = replaced.includes(name) ? added : [...(entry.sublists[name] ?? []), ...added];
    }
    state.touch(entry);
    arrive('updated', entry, readObject(request));
  };

  return {
    'GET /metadata-catalog': (request) => {
      const catalog = `${request.origin}/services/rest/record/v1/metadata-catalog`;
      return answer(200, { items: Object.keys(recordTypes).map((name) => ({ name, links: [{ rel: 'canonical', href: `${catalog}/${name}` }] })) });
    },
    'GET /:type': (request, parameters) => {
      const type = typeOf(parameters);
      const q = request.query.get('q');
      const keep = q === null || q === '' ? (): boolean => true : qFilter(q, type);
      // Ids and links only: the fields cost one more request each.
      const found = state.all(type).filter(keep).map((entry): Json => ({ links: [{ rel: 'self', href: recordUrl(request.origin, entry) }], id: String(entry.id) }));
      return pageAnswer(request, found, spanOf(request.query));
    },
    'POST /:type': (request, parameters) => {
      const type = typeOf(parameters);
      return done(request, create(request, type, readRecord(request, type, state)));
    },
    'GET /:type/:id': (request, parameters) => {
      const fields = request.query.get('fields');
      const shown = showRecord(entryAt(parameters, state), state, {
        origin: request.origin,
        expand: request.query.get('expandSubResources') === 'true',
        fields: fields === null ? null : fields.split(',').map((each) => each.trim()),
      });
      return answer(200, shown, { 'content-type': 'application/vnd.oracle.resource+json; type=singular; charset=UTF-8' });
    },
    'PATCH /:type/:id': (request, parameters) => {
      const entry = entryAt(parameters, state);
      update(request, entry, readRecord(request, entry.type, state));
      return done(request, entry);
    },
    'PUT /:type/:id': (request, parameters) => {
      const type = typeOf(parameters);
      const { id = '' } = parameters;
      if (!id.startsWith('eid:')) return problem(400, 'INVALID_REQUEST', 'An upsert needs an external id in the URL: eid:…', { url: id });
      const externalId = checkedExternalId(id.slice(4), { url: id });
      const given = { ...readRecord(request, type, state), externalId };
      const entry = state.byExternalId(type, externalId);
      if (entry === undefined) return done(request, create(request, type, given));
      update(request, entry, given);
      return done(request, entry);
    },
    'DELETE /:type/:id': (_request, parameters) => {
      const entry = entryAt(parameters, state);
      state.remove(entry);
      arrive('deleted', entry, null);
      return answer(204);
    },
    'POST /:type/:id/!transform/:target': (request, parameters) => {
      const order = entryAt(parameters, state);
      if (order.type !== 'salesOrder' || recordType(parameters['target'] ?? '') !== 'invoice') {
        return problem(400, 'INVALID_REQUEST', `A ${order.type} cannot be transformed to ${parameters['target'] ?? ''}.`);
      }
      const given = request.body === '' ? { externalId: null, fields: {}, sublists: {} } : readRecord(request, 'invoice', state);
      const { tranId: _number, tranDate: _date, ...kept } = order.fields;
      const fields = withoutNulls({ ...kept, tranDate: dateOf(clock.now()), createdFrom: order.id, ...given.fields });
      const invoice = state.add('invoice', { externalId: given.externalId ?? null, fields, sublists: { item: structuredClone(order.sublists['item'] ?? []) } });
      arrive('transformed', invoice, request.body === '' ? null : readObject(request));
      return done(request, invoice);
    },
  };
};

const typeOf = ({ type: name = '' }: Parameters): RecordType =>
  recordType(name) ?? refuse(404, 'NONEXISTENT_ID', `Record type '${name}' does not exist.`, { url: name });

const entryAt = (parameters: Parameters, state: LedgerState): Entry => {
  const type = typeOf(parameters);
  const { id = '' } = parameters;
  const entry = id.startsWith('eid:') ? state.byExternalId(type, checkedExternalId(id.slice(4), { url: id })) : /^\d+$/.test(id) ? state.byId(type, Number(id)) : undefined;
  return entry ?? refuse(404, 'NONEXISTENT_ID', 'The record instance does not exist. Provide a valid record instance ID.', { url: id });
};

const checkRequired = (type: RecordType, fields: JsonObject): void => {
  const missing = recordTypes[type].required.find(({ oneOf }) => oneOf.every((name) => (fields[name] ?? null) === null));
  if (missing !== undefined) refuse(400, 'USER_ERROR', `Error while accessing resource: Please enter value(s) for: ${missing.label}`);
};

const withoutNulls = (fields: JsonObject): JsonObject => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

/** `replace=item,…`. Refuses the name of what is no sublist. */
const replaceList = (request: FakeRequest, type: RecordType): string[] => {
  const names = (request.query.get('replace') ?? '').split(',').map((each) => each.trim()).filter((each) => each !== '');
  const unknown = names.find((name) => !(name in recordTypes[type].sublists));
  return unknown === undefined ? names : refuse(400, 'INVALID_PARAMETER', `The sublist ${unknown} does not exist.`, { parameter: 'replace' });
};

/** A line with quantity, rate and amount, those that were not given worked out. */
const priced = (line: JsonObject, state: LedgerState): JsonObject => {
  const item = state.byId('inventoryItem', Number(line['item']));
  const quantity = Number(line['quantity'] ?? 1);
  const rate = Number(line['rate'] ?? item?.fields['basePrice'] ?? 0);
  return { ...line, quantity, rate, amount: line['amount'] ?? Math.round(quantity * rate * 100) / 100 };
};
