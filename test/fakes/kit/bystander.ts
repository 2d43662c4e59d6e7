import { answer, type Reply } from './message.ts';
import { startServer, type FakeServer } from './server.ts';

/** A server that nobody should talk to, or that answers everything alike: the attacker's host, the target of a redirect, a page of HTML. */
export const startBystander = (reply: Reply = answer(200, {})): Promise<FakeServer<null>> =>
  startServer({ name: 'bystander', state: null, respond: () => reply, tooMany: () => answer(429), failure: () => answer(500) });
