import type { Clock, Json, JsonObject } from '../kit/index.ts';
import { guid, random, type World } from '../world/index.ts';

/** Somebody in the loyalty programme. */
export interface Contact {
  readonly id: string;
  contactType: string;
  createdAt: number;
  updatedAt: number;
  /** The flat attributes, `preferences` and `consents`; not the id and the type. */
  fields: JsonObject;
}

export interface Receipt {
  uniqueReceiptId: string;
  /** Null where nobody has the key. */
  contactId: string | null;
  acceptedAt: number;
  body: JsonObject;
}

export interface Batch {
  readonly id: string;
  apply(): void;
  pollsLeft: number;
}

/** A write that reached the programme, for tests and the demo to show. */
export interface ProgrammeArrival {
  at: number;
  /** `contact created`, `contact updated`, `receipt`, `receipt ignored`, … */
  what: string;
  id: string;
  body: Json;
}

/** Everything the fake programme holds. */
export interface ProgrammeState {
  readonly contacts: Map<string, Contact>;
  readonly deleted: { id: string; at: number }[];
  readonly receipts: Map<string, Receipt>;
  /** How many receipts came whose id was there already. */
  ignoredReceipts: number;
  readonly batches: Map<string, Batch>;
  readonly arrived: ProgrammeArrival[];
  newId(): string;
  add(contactType: string, fields: JsonObject): Contact;
  touch(contact: Contact, fields: JsonObject): void;
  remove(contact: Contact): void;
  /** Contacts with this value, of one type or of all; texts are compared without regard to case. */
  having(field: string, value: string, contactType: string | null): Contact[];
  arrive(what: string, id: string, body: Json): void;
}

/** A programme that knows every third person, and every twelfth under two types: a search by address finds both. */
export const makeProgramme = (world: World, clock: Clock): ProgrammeState => {
  const ids = random(`${world.seed}:guids`);
  const contacts = new Map<string, Contact>();
  // The keys a lookup goes by; a scan of all contacts for each would make large runs slow.
  const index = new Map<string, Set<Contact>>();
  const file = (contact: Contact): void => {
    for (const field of indexed) {
      const value = contact.fields[field];
      if (value === undefined || value === null || value === '') continue;
      const key = entryOf(field, value);
      index.set(key, (index.get(key) ?? new Set()).add(contact));
    }
  };
  const unfile = (contact: Contact): void => {
    for (const field of indexed) index.get(entryOf(field, contact.fields[field]))?.delete(contact);
  };
  let memberNumber = 100_000;

  const state: ProgrammeState = {
    contacts,
    deleted: [],
    receipts: new Map(),
    ignoredReceipts: 0,
    batches: new Map(),
    arrived: [],
    newId: () => guid(ids),
    add: (contactType, fields) => {
      const now = clock.now();
      const number = contactType === 'Member' ? { memberNumber: String((memberNumber += 1)) } : {};
      const contact: Contact = { id: guid(ids), contactType, createdAt: now, updatedAt: now, fields: { ...blank(), ...number, ...fields } };
      contacts.set(contact.id, contact);
      file(contact);
      return contact;
    },
    touch: (contact, fields) => {
      unfile(contact);
      contact.fields = fields;
      contact.updatedAt = clock.now();
      file(contact);
    },
    remove: (contact) => {
      unfile(contact);
      contacts.delete(contact.id);
      state.deleted.push({ id: contact.id, at: clock.now() });
    },
    having: (field, value, contactType) => [...(index.get(entryOf(field, value)) ?? [])].filter((contact) => contactType === null || contact.contactType === contactType),
    arrive: (what, id, body) => {
      state.arrived.push({ at: clock.now(), what, id, body });
    },
  };

  for (const person of world.people) {
    if (person.index % 3 !== 0) continue;
    const { firstName, lastName, email, phone, street, city, postalCode, country } = person;
    const fields: JsonObject = { firstName, lastName, email, mobilePhone: phone, street, zipCode: postalCode, city, countryCode: country, externalId: `WEB-${person.index}` };
    for (const type of person.index % 12 === 0 ? ['Member', 'Contact'] : ['Member']) {
      const contact = state.add(type, type === 'Member' ? fields : { ...fields, externalId: `NEWS-${person.index}` });
      contact.createdAt = person.createdAt;
      contact.updatedAt = person.createdAt;
    }
  }
  return state;
};

const entryOf = (field: string, value: Json | undefined): string => `${field}\n${String(value).toLowerCase()}`;

const indexed = ['email', 'mobilePhone', 'socialSecurityNumber', 'externalId', 'memberNumber'];

const blank = (): JsonObject => ({
  firstName: null,
  lastName: null,
  email: null,
  mobilePhone: null,
  countryCode: null,
  street: null,
  zipCode: null,
  city: null,
  birthDay: null,
  externalId: null,
  memberNumber: null,
  socialSecurityNumber: null,
  preferences: { acceptsEmail: false, acceptsSms: false, acceptsPostal: false },
  consents: [],
});

/** A contact as GET gives it. */
export const showContact = (contact: Contact): JsonObject => ({ id: contact.id, contactType: contact.contactType, ...contact.fields });
