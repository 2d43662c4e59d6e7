import { answer, isObject, type Clock, type FakeRequest, type JsonObject, type Reply, type RouteTable } from '../kit/index.ts';
import { bodyOf } from './contact-body.ts';
import type { ProgrammeState, Receipt } from './programme.ts';
import { refuse, refused } from './refusal.ts';

/** Which attribute each kind of key is looked for in. */
const keyFields: Record<string, string> = {
  Email: 'email',
  SocialSecurityNumber: 'socialSecurityNumber',
  MobilePhone: 'mobilePhone',
  ExternalId: 'externalId',
  MemberNumber: 'memberNumber',
  MemberNumberWithCardNumberAsFallback: 'memberNumber',
  CardId: 'cardId',
  ContactId: 'id',
};

const isoWithOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Receipts: taken once each, repeats by `uniqueReceiptId` are ignored without a word, and visible only after `delayMs`
 * (15 minutes). Which fields are required, and the empty 202, are assumed.
 */
export const receiptRoutes = (state: ProgrammeState, clock: Clock, delayMs: number): RouteTable => ({
  'POST /receipts': (request) => {
    const body = bodyOf(request);
    if (!isObject(body)) return refused(400, 'InvalidBody', 'A receipt is an object.');
    const wrong = mistakeIn(body);
    if (wrong !== null) return refused(400, 'InvalidReceipt', wrong.message, { field: wrong.field });
    const id = String(body['uniqueReceiptId']);
    if (state.receipts.has(id)) {
      state.ignoredReceipts += 1;
      state.arrive('receipt ignored', id, body);
      return answer(202);
    }
    state.receipts.set(id, { uniqueReceiptId: id, contactId: contactOf(body['contact'] as JsonObject, state), acceptedAt: clock.now(), body });
    state.arrive('receipt', id, body);
    return answer(202);
  },
  'GET /contacts/:id/transactions': (request, { id = '' }) => {
    const contact = state.contacts.get(id.toLowerCase()) ?? refuse(404, 'ContactNotFound', 'No contact was found.');
    const visible = [...state.receipts.values()].filter((each) => each.contactId === contact.id && each.acceptedAt + delayMs <= clock.now());
    return transactionPage(request, visible);
  },
});

/** `{items, totalCount, offset, count}`: the v2 shape, assumed for v3. */
const transactionPage = (request: FakeRequest, visible: readonly Receipt[]): Reply => {
  const whole = (name: string, absent: number): number => {
    const text = request.query.get(name) ?? String(absent);
    return /^\d+$/.test(text) ? Number(text) : refuse(400, 'InvalidSearchQuery', `${name} has to be a number.`);
  };
  const offset = whole('offset', 0);
  const items = visible.slice(offset, offset + whole('count', 100)).map((each) => each.body);
  return answer(200, { items, totalCount: visible.length, offset, count: items.length });
};

const contactOf = (contact: JsonObject, state: ProgrammeState): string | null => {
  const { matchKey, matchKeyType, contactType } = contact;
  if (matchKeyType === 'ContactId') return state.contacts.get(String(matchKey).toLowerCase())?.id ?? null;
  const found = state.having(keyFields[String(matchKeyType)] ?? '', String(matchKey), typeof contactType === 'string' ? contactType : null);
  return (found.find((each) => each.contactType === 'Member') ?? found[0])?.id ?? null;
};

interface Mistake {
  field: string;
  message: string;
}

const wrong = (field: string, message: string): Mistake => ({ field, message: `${field} ${message}` });

const mistakeIn = (body: JsonObject): Mistake | null => {
  const { contact, uniqueReceiptId, createdDate, currency, totalGrossPrice, items } = body;
  if (typeof uniqueReceiptId !== 'string' || uniqueReceiptId === '') return wrong('uniqueReceiptId', 'has to be a text.');
  if (!isObject(contact) || typeof contact['matchKey'] !== 'string' || contact['matchKey'] === '') return wrong('contact.matchKey', 'has to be a text.');
  if (!(String(contact['matchKeyType']) in keyFields)) return wrong('contact.matchKeyType', `has to be one of ${Object.keys(keyFields).join(', ')}.`);
  if (typeof createdDate !== 'string' || !isoWithOffset.test(createdDate)) return wrong('createdDate', 'has to be a date and time with its offset.');
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return wrong('currency', 'has to be a code of three letters.');
  if (typeof totalGrossPrice !== 'number') return wrong('totalGrossPrice', 'has to be a number.');
  if (!Array.isArray(items) || items.length === 0) return wrong('items', 'has to be a list that is not empty.');
  for (const [at, item] of items.entries()) {
    if (!isObject(item)) return wrong(`items[${at}]`, 'has to be an object.');
    if (!['PURCHASE', 'RETURN', 'ADJUSTMENT'].includes(String(item['type']))) return wrong(`items[${at}].type`, 'has to be PURCHASE, RETURN or ADJUSTMENT.');
    if (typeof item['sku'] !== 'string' || item['sku'] === '') return wrong(`items[${at}].sku`, 'has to be a text.');
    const number = ['quantity', 'grossPaidPrice'].find((name) => typeof item[name] !== 'number');
    if (number !== undefined) return wrong(`items[${at}].${number}`, 'has to be a number.');
  }
  return null;
};
