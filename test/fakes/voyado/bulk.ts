import { answer, Refusal, type FakeRequest, type Json, type Reply, type RouteTable } from '../kit/index.ts';
import { bodyOf, readContact } from './contact-body.ts';
import { createContact, updateContact, type ContactSetup } from './contacts.ts';
import { refuse, refused } from './refusal.ts';

const maxContacts = 4000;

/** Contacts in bulk: accepted at once, done when the status has been asked for `polls` times. The shapes of both answers are assumed. */
export const bulkRoutes = (setup: ContactSetup, polls: number): RouteTable => {
  const { state, customFields, keys } = setup;

  const accept = (request: FakeRequest, write: (contact: Json) => void): Reply => {
    const body = bodyOf(request);
    if (!Array.isArray(body)) return refused(400, 'InvalidBody', 'The body has to be a list of contacts.');
    if (body.length > maxContacts) return refused(400, 'TooManyContacts', `At most ${maxContacts} contacts can be sent at once.`);
    const id = state.newId();
    // Rows that do not fit are left out; the batch as a whole goes on.
    const apply = (): void => {
      for (const contact of body) {
        try {
          write(contact);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
        }
      }
    };
    state.batches.set(id, { id, pollsLeft: polls, apply });
    return answer(202, { batchId: id });
  };

  const status = (request: FakeRequest): Reply => {
    const batch = state.batches.get(request.query.get('batchId') ?? '');
    if (batch === undefined) return refused(404, 'BatchNotFound', 'No batch was found.');
    if (batch.pollsLeft > 0) {
      batch.pollsLeft -= 1;
      if (batch.pollsLeft > 0) return answer(200, { batchId: batch.id, status: 'Processing' });
      batch.apply();
    }
    return answer(200, { batchId: batch.id, status: 'Completed' });
  };

  return {
    'POST /contacts/bulk': (request) =>
      accept(request, (row) => {
        const contact = createContact(readContact(row, customFields), setup);
        state.arrive('contact created', contact.id, contact.fields);
      }),
    'PATCH /contacts/bulk': (request) => {
      const type = request.query.get('contactType') ?? 'Member';
      const field = keys[type] ?? refuse(400, 'InvalidContactType', `There is no contact type ${type}.`);
      return accept(request, (row) => {
        const { fields } = readContact(row, customFields);
        const [contact] = state.having(field, String(fields[field]), type);
        if (contact === undefined) return;
        updateContact(contact, { contactType: undefined, fields }, setup);
        state.arrive('contact updated', contact.id, fields);
      });
    },
    'GET /contacts/bulk/status': status,
  };
};
