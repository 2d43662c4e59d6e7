import { describe, it } from 'vitest';
import { checkConnector } from './workspace.ts';

describe('parameters of endpoints', () => {
  it('that nothing sends are a warning; one that carries the mark is an error', () => checkConnector(`
connector own {
  version 1.0.0
  base 'https://api.own.example'
  endpoint a(id: string, kind: string): any { GET "/x/{id}" result body }
  //                     ^^^^ warning unused-parameter: \`kind\` is sent nowhere, so that giving it changes nothing. Put it into the request: \`query { kind }\`, or take it out.
  endpoint b(since: datetime?): { changed: datetime }[] { GET '/x' records body incremental since by changed }
  //                                                                                        ^^^^^ error slot-not-sent: every run would read everything
  endpoint c(since: datetime?, day: string): any[] { GET "/x/{day}" query { since } records body incremental since by id paginate cursor path.day = body.next }
  endpoint d(email: string): any { GET '/x' on 404 reject "no {email}" result body }
}
`));
});
