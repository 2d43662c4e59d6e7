import { isObject, readJson, type FakeRequest, type Json, type JsonObject } from '../kit/index.ts';
import { refuse } from './refusal.ts';

/** Checks of a single attribute, with the code the lookup documents for it. */
const emailPattern = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const phonePattern = /^\+[1-9]\d{6,14}$/;
const numberPattern = /^(\d{8}|\d{6})-?\d{4}$/;

export const isEmail = (text: string): boolean => emailPattern.test(text);
export const isPhone = (text: string): boolean => phonePattern.test(text);
export const isSocialSecurityNumber = (text: string): boolean => numberPattern.test(text);

const formats: Record<string, { fits: (text: string) => boolean; code: string }> = {
  email: { fits: isEmail, code: 'InvalidEmailAddress' },
  mobilePhone: { fits: isPhone, code: 'InvalidPhoneNumber' },
  socialSecurityNumber: { fits: isSocialSecurityNumber, code: 'InvalidSocialSecurityNumber' },
};

/** Refuses a value that does not have its form: E.164 for a phone, for instance. */
export const checkFormat = (field: string, value: string): void => {
  const format = formats[field];
  if (format !== undefined && !format.fits(value)) refuse(400, format.code, `${field} has a value that is not accepted: ${value}`);
};

const attributes = new Set(['firstName', 'lastName', 'email', 'mobilePhone', 'countryCode', 'street', 'zipCode', 'city', 'birthDay', 'externalId', 'socialSecurityNumber']);

/** What a body says of a contact: only attributes that are known (others are ignored without a word), `""` as null. */
export interface GivenContact {
  contactType: string | undefined;
  fields: JsonObject;
}

export const bodyOf = (request: FakeRequest): Json => {
  try {
    return readJson(request.body);
  } catch {
    return refuse(400, 'InvalidJson', 'The body is not JSON.');
  }
};

export const readContact = (body: Json, customFields: readonly string[]): GivenContact => {
  if (!isObject(body)) return refuse(400, 'InvalidBody', 'A contact is an object.');
  const fields: JsonObject = {};
  for (const [name, value] of Object.entries(body)) {
    if (attributes.has(name) || customFields.includes(name)) fields[name] = readAttribute(name, value);
    else if (name === 'preferences' && isObject(value)) fields[name] = value;
    else if (name === 'consents' && Array.isArray(value)) fields[name] = value;
  }
  const { contactType } = body;
  return { contactType: contactType === undefined || contactType === null ? undefined : String(contactType), fields };
};

const readAttribute = (name: string, value: Json): Json => {
  if (value === null || value === '') return null;
  if (typeof value !== 'string') return attributes.has(name) ? refuse(400, 'InvalidBody', `${name} has to be a text.`) : value;
  checkFormat(name, value);
  return value;
};

/** New fields over old ones; `preferences` are joined, everything else replaced (assumed). */
export const merged = (old: JsonObject, given: JsonObject): JsonObject => {
  const { preferences } = given;
  return isObject(preferences) && isObject(old['preferences']) ? { ...old, ...given, preferences: { ...old['preferences'], ...preferences } } : { ...old, ...given };
};
