import { isObject, readJson, type FakeRequest, type Json, type JsonObject } from '../kit/index.ts';
import type { LedgerState } from './ledger.ts';
import { invalidValue, refuse } from './problem.ts';
import { recordTypes, type FieldKind, type RecordType } from './record-types.ts';

/** A body taken apart: fields with references as internal ids; null clears. Only what was given is there. */
export interface GivenRecord {
  externalId: string | null | undefined;
  fields: JsonObject;
  sublists: Record<string, JsonObject[]>;
}

/** Reads and checks the body of a write. Refuses with `o:errorDetails` that name the place. */
export const readRecord = (request: FakeRequest, type: RecordType, state: LedgerState): GivenRecord => {
  const body = readObject(request);
  const strictness = strictnessOf(request);
  const { fields: known, sublists } = recordTypes[type];
  const given: GivenRecord = { externalId: undefined, fields: {}, sublists: {} };
  for (const [key, value] of Object.entries(body)) {
    if (key.toLowerCase() === 'externalid') {
      given.externalId = value === null ? null : checkedExternalId(String(value), { path: key });
      continue;
    }
    const sublist = nameIn(sublists, key);
    const field = nameIn(known, key);
    if (sublist !== undefined) given.sublists[sublist] = readLines(value, sublist, sublists[sublist] as Record<string, FieldKind>, state, strictness);
    else if (field !== undefined) given.fields[field] = readValue(value, known[field] as FieldKind, { name: field, path: key }, state);
    else unknownName(key, key, strictness);
  }
  return given;
};

export const readObject = (request: FakeRequest): JsonObject => {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/(json|vnd\.oracle\.resource\+json)/.test(type)) return refuse(415, 'INVALID_REQUEST', `Unsupported content type: ${type === '' ? 'none' : type}.`, { header: 'Content-Type' });
  let body: Json;
  try {
    body = readJson(request.body);
  } catch {
    return refuse(400, 'INVALID_CONTENT', 'Invalid content in the request body: it is not JSON.');
  }
  return isObject(body) ? body : refuse(400, 'INVALID_CONTENT', 'Invalid content in the request body: an object is expected.');
};

/** Letters, digits, `_` and `-`; anything else breaks `eid:` addressing. */
export const checkedExternalId = (text: string, at: { path: string } | { url: string }): string =>
  /^[\w-]+$/.test(text) ? text : refuse(400, 'INVALID_PARAMETER', `Invalid external id: ${text}. Use letters, digits, underscores and hyphens.`, at);

type Strictness = 'ignore' | 'warning' | 'error';

const strictnessOf = (request: FakeRequest): Strictness => {
  const value = request.headers['x-netsuite-propertynamevalidation'] ?? 'warning';
  const found = (['ignore', 'warning', 'error'] as const).find((each) => each === String(value).toLowerCase());
  return found ?? refuse(400, 'INVALID_REQUEST', 'X-NetSuite-PropertyNameValidation has to be ignore, warning or error.', { header: 'X-NetSuite-PropertyNameValidation' });
};

// By default a name that is not known is dropped without a word, which is what makes a misspelt field so hard to find.
const unknownName = (name: string, path: string, strictness: Strictness): void => {
  if (strictness === 'error') refuse(400, 'NONEXISTENT_FIELD', `Unknown property name: ${name}.`, { path });
};

const nameIn = (known: object, name: string): string | undefined => Object.keys(known).find((each) => each.toLowerCase() === name.toLowerCase());

const readLines = (value: Json, name: string, known: Record<string, FieldKind>, state: LedgerState, strictness: Strictness): JsonObject[] => {
  const items = isObject(value) ? value['items'] : undefined;
  if (!Array.isArray(items)) return refuse(400, 'INVALID_CONTENT', `A sublist is an object with a list named items: ${name}.`, { path: name });
  return items.map((item, at): JsonObject => {
    if (!isObject(item)) return refuse(400, 'INVALID_CONTENT', 'A line is an object.', { path: `${name}.items[${at}]` });
    const line: JsonObject = {};
    for (const [key, each] of Object.entries(item)) {
      const path = `${name}.items[${at}].${key}`;
      const field = nameIn(known, key);
      if (field === undefined) unknownName(key, path, strictness);
      else line[field] = readValue(each, known[field] as FieldKind, { name: field, path }, state);
    }
    if ('item' in known && line['item'] === undefined) invalidValue('', 'item', `${name}.items[${at}].item`);
    return line;
  });
};

const isoDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

const readValue = (value: Json, kind: FieldKind, field: { name: string; path: string }, state: LedgerState): Json => {
  if (value === null || kind === 'any') return value;
  if (typeof kind === 'object') return readReference(value, kind.to, field, state);
  const text = isObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value);
  if (kind === 'number') return typeof value === 'number' ? value : invalidValue(text, field.name, field.path);
  if (kind === 'boolean') return typeof value === 'boolean' ? value : invalidValue(text, field.name, field.path);
  if (kind === 'date') return typeof value === 'string' && isoDate.test(value) ? value : invalidValue(text, field.name, field.path);
  return typeof value === 'string' || typeof value === 'number' ? text : invalidValue(text, field.name, field.path);
};

/** `{id}` or `{externalId}` of a record that exists, as its internal id. */
const readReference = (value: Json, to: RecordType, field: { name: string; path: string }, state: LedgerState): number => {
  const { id, externalId } = isObject(value) ? value : { id: undefined, externalId: undefined };
  if (id !== undefined && id !== null) {
    const found = /^\d+$/.test(String(id)) ? state.byId(to, Number(id)) : undefined;
    return found?.id ?? invalidValue(String(id), field.name, field.path);
  }
  const found = typeof externalId === 'string' ? state.byExternalId(to, externalId) : undefined;
  return found?.id ?? invalidValue(typeof externalId === 'string' ? externalId : JSON.stringify(value), field.name, field.path);
};
