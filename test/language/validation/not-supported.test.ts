import { describe, expect, it } from 'vitest';
import { differences } from '../../support/marked-text.ts';
import { checkSteps } from './workspace.ts';

describe('what this version does not carry out', () => {
  it('is an error where it is a step', () => checkSteps(`
    group order.status as g
  //^^^^^ error not-supported: \`group\` is not supported yet.
    sort g.key
  //^^^^ error not-supported
`));

  it('is a warning where it is declared, once for all that is in it, and an error at what reaches it', async () => {
    expect(await differences(`
//- /own.connector
connector own {
  version 1.0.0
  base 'https://own.example'
  auth person {
    secret clientId: string
    secret clientSecret: string
      oauth2 authorizationCode {
    //^^^^^^ warning not-supported: \`oauth2 authorizationCode\` is not supported yet. What uses it will not run.
      authorizeUrl 'https://own.example/authorize'
      tokenUrl 'https://own.example/token'
      pkce false
    }
  }
  auth key { secret apiKey: string header 'X': apiKey }
  endpoint list(): { id: string }[] { GET '/list' records body }
  endpoint rows(): { id: string }[] {
    GET '/rows.csv'
      decode csv
    //^^^^^^ warning not-supported: \`decode csv\` is not supported yet.
    records body
  }
}
//- /patchbay.json
{
  "instances": { "one": { "connector": "own", "auth": "person" }, "two": { "connector": "own", "auth": "key" } }
}
//- /main.flow
flow one {
  use own = own.one
  //            ^^^ error not-supported: \`one\` signs in with \`person\`, which needs \`oauth2 authorizationCode\`: that is not supported yet.
  from own.list() as row
  log row.id
}
flow two {
  use own = own.two
  from own.rows() as row
  //   ^^^^^^^^ error not-supported: \`rows\` needs \`decode csv\`, which is not supported yet.
  log row.id
}
flow three {
  use own = own.two
  from own.list() as row
  log row.id
}
`)).toEqual({ missing: [], unexpected: [] });
  });
});
