import { answer, type FakeRequest, type Reply } from '../kit/index.ts';
import { checkFormat, isEmail, isPhone, isSocialSecurityNumber } from './contact-body.ts';
import type { ProgrammeState } from './programme.ts';
import { refuse, refused } from './refusal.ts';

const parameters = ['email', 'mobilePhone', 'socialSecurityNumber', 'customKey'] as const;

/**
 * `GET /contacts/id`: the id as a bare JSON text. `customKey` is the external id here (a tenant may have it mean the member number).
 * `any` goes by the first form the value fits, even if nobody is found under it.
 */
export const lookupAnswer = (request: FakeRequest, state: ProgrammeState, contactTypes: readonly string[]): Reply => {
  const { query } = request;
  const type = query.get('contactType');
  const contactType = type === null ? null : (contactTypes.find((each) => each.toLowerCase() === type.toLowerCase()) ?? refuse(400, 'InvalidContactType', `There is no contact type ${type}.`));
  const any = query.get('any');
  const given = any === null ? parameters.flatMap((name) => (query.has(name) ? [[name, query.get(name) ?? ''] as const] : [])) : [[formOf(any), any] as const];
  if (given.length === 0 || given.some(([, value]) => value === '')) return refused(400, 'InvalidSearchQuery', 'Give email, mobilePhone, socialSecurityNumber, customKey or any.');
  for (const [name, value] of given) checkFormat(name, value);
  const lists = given.map(([name, value]) => state.having(name === 'customKey' ? 'externalId' : name, value, contactType));
  const found = (lists[0] ?? []).filter((contact) => lists.every((list) => list.includes(contact)));
  const [first] = found;
  if (first === undefined) return refused(404, 'ContactNotFound', 'No contact was found.');
  if (found.length > 1) return refused(409, 'MultipleMatches', 'More than one contact was found.', { multipleMatchesFound: found.map((contact) => contact.id) });
  return answer(200, first.id);
};

const formOf = (value: string): (typeof parameters)[number] =>
  isEmail(value) ? 'email' : isSocialSecurityNumber(value) ? 'socialSecurityNumber' : isPhone(value) ? 'mobilePhone' : 'customKey';
