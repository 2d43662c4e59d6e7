import type { AstNode } from 'langium';
import { enclosing } from '../references/walk.ts';

// Names that the language gives at certain places, and that are nothing elsewhere: what to say there is where they are known.

const answer = 'It is of the answer to a request, and known in `result`, `records`, `on`, `paginate` and `poll` of an endpoint and in `token`, `expires` and `capture` of an auth.';

const places: Readonly<Record<string, string>> = {
  body: answer, header: answer, status: answer,
  records: 'These are the records of a page, known in `paginate`, `on` and `records` of an endpoint.',
  request: 'It is the request that is made, known in an endpoint and in `sign` of an auth, or the call that came, known in a webhook.',
  grant: 'It is the answer that brought the token, known in `header`, `query`, `cookie` and `body` of an auth: put it on the request there.',
  page: 'It is the number of the page just read, known in a `paginate page`.', offset: 'It is the place that was read from, known in a `paginate offset`.',
  callbackUrl: 'It is the address of a webhook, known in its `subscribe` and `unsubscribe`.', subscription: 'It is the answer to `subscribe`, known in the `unsubscribe` of a webhook.',
  job: 'It is what `submit` brings, known in the `poll` and `then` of the endpoint.', record: 'It is the record at hand, known in a `more` of an endpoint.',
};

/** Where a name that the language gives is known, as a sentence with a blank before it; undefined for other names and outside of connectors. */
export function givenElsewhere(name: string, node: AstNode): string | undefined {
  if (enclosing(node, 'Connector') === undefined || !Object.hasOwn(places, name)) return undefined;
  return ` ${places[name]}`;
}
