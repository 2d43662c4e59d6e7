import { answer, type Clock, type FakeRequest, type JsonObject, type Parameters, type Reply, type RouteTable } from '../kit/index.ts';
import { bodyOf, merged, readContact, type GivenContact } from './contact-body.ts';
import { lookupAnswer } from './lookup.ts';
import { showContact, type Contact, type ProgrammeState } from './programme.ts';
import { refuse, refused } from './refusal.ts';

export interface ContactSetup {
  state: ProgrammeState;
  clock: Clock;
  /** The field that is the key of each type, as `{ Member: 'email' }`. */
  keys: Readonly<Record<string, string>>;
  customFields: readonly string[];
}

const countCachedMs = 20 * 60_000;
const maxChanges = 250_000;

/** The routes of `/api/v3/contacts` except bulk. */
export const contactRoutes = (setup: ContactSetup): RouteTable => {
  const { state, clock, keys, customFields } = setup;
  const types = Object.keys(keys);
  let counted: { at: number; count: number } | null = null;

  return {
    'GET /contacts/id': (request) => lookupAnswer(request, state, types),
    'GET /contacts/count': () => {
      if (counted === null || clock.now() - counted.at >= countCachedMs) counted = { at: clock.now(), count: state.contacts.size };
      return answer(200, counted.count);
    },
    'GET /contacts/changes': (request) => changesAnswer(request, state, clock),
    'GET /contacts/:id': (_request, parameters) => answer(200, showContact(contactAt(parameters, state))),
    'POST /contacts': (request) => {
      const contact = createContact(readContact(bodyOf(request), customFields), setup);
      // v3 takes these from the query only; sent as headers, as in v2, they are ignored.
      const origin = Object.fromEntries(['source', 'storeExternalId', 'createAsUnapproved'].flatMap((name) => (request.query.has(name) ? [[name, request.query.get(name)]] : [])));
      state.arrive('contact created', contact.id, { ...contact.fields, ...origin });
      return answer(201, showContact(contact));
    },
    'PATCH /contacts/:id': (request, parameters) => {
      const contact = contactAt(parameters, state);
      const given = readContact(bodyOf(request), customFields);
      updateContact(contact, given, setup);
      state.arrive('contact updated', contact.id, given.fields);
      return answer(200, showContact(contact));
    },
    'DELETE /contacts/:id': (_request, parameters) => {
      const contact = contactAt(parameters, state);
      state.remove(contact);
      state.arrive('contact deleted', contact.id, null);
      return answer(204);
    },
    'POST /contacts/:id/updateContactType': (request, parameters) => {
      const contact = contactAt(parameters, state);
      const type = typeNamed(request.query.get('contactTypeId') ?? '', setup);
      checkKey({ ...contact.fields }, type, contact, setup);
      contact.contactType = type;
      state.touch(contact, contact.fields);
      state.arrive('contact type changed', contact.id, type);
      return answer(200, showContact(contact));
    },
  };
};

const contactAt = ({ id = '' }: Parameters, state: ProgrammeState): Contact => state.contacts.get(id.toLowerCase()) ?? refuse(404, 'ContactNotFound', 'No contact was found.');

const typeNamed = (name: string, { keys }: ContactSetup): string =>
  Object.keys(keys).find((each) => each.toLowerCase() === name.toLowerCase()) ?? refuse(400, 'InvalidContactType', `There is no contact type ${name}.`);

/** The key field of a type has a value that no other contact of the type has. The 409 for a taken one is assumed. */
const checkKey = (fields: JsonObject, type: string, own: Contact | null, { state, keys }: ContactSetup): void => {
  const field = keys[type] ?? 'email';
  const key = fields[field] ?? null;
  if (key === null) return refuse(400, 'MissingKeyField', `A ${type} needs ${field}.`);
  const other = state.having(field, String(key), type).find((contact) => contact !== own);
  if (other !== undefined) refuse(409, 'ContactAlreadyExists', `A ${type} with this ${field} exists.`, { multipleMatchesFound: [other.id] });
};

/** Makes a contact of the type given, Member without one. Refuses an unknown type, a missing key and a taken one. */
export const createContact = (given: GivenContact, setup: ContactSetup): Contact => {
  const type = typeNamed(given.contactType ?? 'Member', setup);
  checkKey(given.fields, type, null, setup);
  return setup.state.add(type, given.fields);
};

/** Writes what was given over what was there; null clears. The type cannot be changed this way. */
export const updateContact = (contact: Contact, given: GivenContact, setup: ContactSetup): void => {
  if (given.contactType !== undefined && given.contactType.toLowerCase() !== contact.contactType.toLowerCase()) {
    refuse(400, 'InvalidContactType', 'The contact type is changed by updateContactType only.');
  }
  const fields = merged(contact.fields, given.fields);
  checkKey(fields, contact.contactType, contact, setup);
  setup.state.touch(contact, fields);
};

const changeDate = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?)$/;

/** `2023-05-04 11:05:00.000`, in UTC (the zone is assumed). */
const momentOf = (text: string, name: string): number => {
  const [, day, time] = changeDate.exec(text) ?? [];
  const at = day === undefined ? Number.NaN : Date.parse(`${day}T${time ?? ''}Z`);
  return Number.isNaN(at) ? refuse(400, 'InvalidDate', `${name} has to look like 2023-05-04 11:05:00.000.`) : at;
};

/** Ids only, without pages; `Updated` does not repeat what was only created (assumed). */
const changesAnswer = (request: FakeRequest, state: ProgrammeState, clock: Clock): Reply => {
  const { query } = request;
  const from = momentOf(query.get('fromDate') ?? '', 'fromDate');
  const to = query.has('toDate') ? momentOf(query.get('toDate') ?? '', 'toDate') : clock.now();
  const within = (at: number): boolean => at >= from && at <= to;
  const all = [...state.contacts.values()];
  const type = query.get('changeType')?.toLowerCase();
  const lists: Record<string, () => string[]> = {
    created: () => all.filter((each) => within(each.createdAt)).map((each) => each.id),
    updated: () => all.filter((each) => within(each.updatedAt) && each.updatedAt !== each.createdAt).map((each) => each.id),
    deleted: () => state.deleted.filter((each) => within(each.at)).map((each) => each.id),
  };
  const list = lists[type ?? ''];
  if (list === undefined) return refused(400, 'InvalidChangeType', 'changeType has to be Created, Updated or Deleted.');
  const ids = list();
  return ids.length > maxChanges ? refused(400, 'TooManyChanges', `More than ${maxChanges} contacts have changed.`) : answer(200, ids);
};
