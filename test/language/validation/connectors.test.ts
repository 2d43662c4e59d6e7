import { describe, expect, it } from 'vitest';
import { differences } from '../../support/marked-text.ts';
import { check, checkConnector } from './workspace.ts';

/** Members of a connector that is complete otherwise. */
const inConnector = (members: string, options: { hints?: boolean } = {}): Promise<void> => checkConnector(`
connector own {
  version 1.0.0
  settings { shop: string, url: string @pattern('^https://') }
  hosts ['*.own.example', url]
  base "https://{shop}.own.example/api"
  auth key { secret apiKey: string header 'X-Key': apiKey }
${members}
}`, options);

describe('names in a connector', () => {
  it('unknown ones are told in base, path, query, headers, body, rules and paging', () => checkConnector(`
connector own {
  version 1.0.0
  settings { shop: string }
  hosts ['*.own.example']
  base "https://{shp}.own.example"
  //             ^^^ error unknown-name: Nothing is called \`shp\` here. Did you mean \`shop\`?
  headers { 'X-Shop': sohp }
  //                  ^^^^ error unknown-name: Did you mean \`shop\`?
  auth key {
    secret token: string
    header 'X-Key': tokn
    //              ^^^^ error unknown-name: Did you mean \`token\`?
  }
  on 429 retry after retries
  //                 ^^^^^^^ error unknown-name
  endpoint list(status: string?, since: datetime?): { id: string }[] {
    GET "/orders/{id}"
    //            ^^ error unknown-name: Declare it as a parameter of the endpoint (\`id: string\`), or under \`settings\`.
    query { status: stauts, since }
    //              ^^^^^^ error unknown-name: Did you mean \`status\`?
    paginate cursor query.after = bdy.next
    //                            ^^^ error unknown-name: Did you mean \`body\`?
    records body.items.mpa(x => x)
    //                 ^^^ error unknown-function: There is no function \`mpa\`. Did you mean \`map\`?
  }
}
`));

  it('a secret is known in its auth only, and is told as one', () => inConnector(`
  endpoint get(): any {
    GET "/x/{apiKey}"
    //       ^^^^^^ error secret-leaves: \`apiKey\` is a secret of \`auth key\`: it is known in there only
    query { key: apiKey }
    //           ^^^^^^ error secret-leaves
    on 400 fail "wrong key {apiKey}"
    //                      ^^^^^^ error secret-leaves
    result body
  }
  auth other {
    secret id: string
    secret clientSecret: string
    oauth2 clientCredentials {
      tokenUrl "https://{shop}.own.example/token?id={id}"
      //                                             ^^ error secret-leaves: in a URL it would stand in logs
      clientId id
    }
    query id: id
  }
`));
});

describe('members of a connector', () => {
  it('are needed, and stand once', () => checkConnector(`
connector own {
  //      ^^^ error missing-member: The connector \`own\` has no \`version\` and \`base\`: write \`version 1.0.0\` and \`base 'https://api.example.com'\`.
  title 'A'
    title 'B'
  //^^^^^ error conflicting-members: There is a \`title\` already.
  website 'docs'
  //      ^^^^^^ error bad-url: The website is a URL
  sunset '2027-13-01'
  //     ^^^^^^^^^^^^ error bad-value: '2027-13-01' is no date
}
`));

  it('a version is three numbers', () => checkConnector(`
connector own {
  version 01.0.0
  //      ^^^^^^ error bad-version: \`01.0.0\` is no version such as 1.0.0
  base 'https://x.example'
}
`));

  it('the icon is a picture beside the connector', () => check(`
//- /connectors/own.connector
connector own {
  version 1.0.0
  base 'https://x.example'
  icon '../../own.svg'
  //   ^^^^^^^^^^^^^^^ error bad-path: it does not lead out of it with \`..\`.
}
connector two {
  //      ^^^ error conflicting-members: A file has one connector.
  version 1.0.0
  base 'https://x.example'
  icon '/etc/own.svg'
  //   ^^^^^^^^^^^^^^ error bad-path: it does not begin with \`/\`.
}
`));

  it('`check` names an endpoint that reads and needs nothing', () => inConnector(`
  check gte
  //    ^^^ error unknown-endpoint: There is no endpoint \`gte\` in this connector. Did you mean \`get\`?
    check get
  //^^^^^ error conflicting-members
  //      ^^^ error missing-argument: \`get\` needs \`id\`
    check make
  //^^^^^ error conflicting-members
  //      ^^^^ error writes-here: \`make\` writes
  endpoint get(id: string): any { GET "/x/{id}" result body }
  endpoint make(): any { POST '/x' result body }
`));

  it('things that stand twice', () => inConnector(`
  settings { shop: string }
  //         ^^^^ error duplicate-name: There is a setting \`shop\` already.
  auth key { setting url: string secret k: string setting k: string header 'X': k header 'x': url }
  //   ^^^ error duplicate-name: There is an \`auth\` \`key\` already.
  //                 ^^^ error duplicate-name: There is a setting \`url\` of the connector already.
  //                                                      ^ error duplicate-name: There is a setting or secret \`k\` already.
  //                                                                                     ^^^ error duplicate-name: The header 'x' is set above already.
  endpoint get(): any { GET '/x' result body }
  endpoint get(): any { GET '/y' result body }
  //       ^^^ error duplicate-name: There is an endpoint \`get\` already.
  entity E { a: string, a: string }
  //                    ^ error duplicate-name: There is a field \`a\` already.
  entity E { b: string }
  //     ^ error duplicate-name: There is an entity \`E\` already.
  endpoint all(): E[] { GET '/e' records body }
`));

  it('an entity that nobody uses is a hint', () => inConnector(`
  entity Lost { a: string }
  //     ^^^^ hint unused-entity: Nothing uses the entity \`Lost\`.
  entity Used { a: string }
  endpoint all(): Used[] { GET '/e' records body }
`, { hints: true }));
});

describe('hosts', () => {
  it('are needed where the host contains a setting', () => checkConnector(`
connector own {
  version 1.0.0
  settings { shop: string, url: string }
  base "https://{shop}.own.example/api"
  //   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error missing-hosts: The host contains a setting, so say which hosts \`base\` may be: \`hosts ['*.own.example']\`.
}
`));

  it('name the setting where the whole host comes from one', () => checkConnector(`
connector own {
  version 1.0.0
  settings { url: string }
  base "{url}/api"
  //   ^^^^^^^^^^^ error missing-hosts: The host comes from a setting, so say which hosts \`base\` may be: \`hosts [url]\`.
}
`));

  it('cover base and the URL of the token', () => checkConnector(`
connector own {
  version 1.0.0
  settings { shop: string }
  hosts ['*.own.example', 'https://login.other.example', '*.com', 'api.own.example/v1', shp]
  //                                                     ^^^^^^^ error bad-value: top-level domain
  //                                                              ^^^^^^^^^^^^^^^^^^^^ error bad-value: A host has no path
  //                                                                                    ^^^ error unknown-name: Did you mean \`shop\`?
  base "https://{shop}.other.example"
  auth a {
    secret clientId: string
    secret clientSecret: string
    oauth2 clientCredentials { tokenUrl 'https://id.vendor.example/token' }
  }
}
`));

  it('cover base and the URL of the token, which they do not here', () => checkConnector(`
connector own {
  version 1.0.0
  settings { shop: string }
  hosts ['*.own.example']
  base "https://{shop}own.example"
  //   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error base-not-in-hosts: \`base\` leads to \`{…}own.example\`, which \`hosts\` does not list.
  auth a {
    secret clientId: string
    secret clientSecret: string
    oauth2 clientCredentials { tokenUrl 'https://id.vendor.example/token' }
    //                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error base-not-in-hosts: Add 'id.vendor.example'.
  }
}
`));

  it('another host than that of base is listed', () => checkConnector(`
connector own {
  version 1.0.0
  base 'https://api.own.example'
  auth a {
    secret clientId: string
    secret clientSecret: string
    oauth2 clientCredentials { tokenUrl 'https://id.vendor.example/token' }
    //                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error base-not-in-hosts: List the hosts of the connector: \`hosts ['api.own.example', 'id.vendor.example']\`.
  }
}
`));

  it('URLs begin with https://, paths with a slash', () => checkConnector(`
connector own {
  version 1.0.0
  base 'api.own.example'
  //   ^^^^^^^^^^^^^^^^^ error bad-url: it begins with https://
  endpoint a(): any { GET 'orders' result body }
  //                      ^^^^^^^^ error bad-url: A path begins with \`/\`
  endpoint b(id: string): any { GET '/orders/{id}' result body }
  //                                ^^^^^^^^^^^^^^ error bad-url: \`{id}\` in single quotes is text. Write the path in double quotes.
}
`));

  it('stand in quotes', () => checkConnector(`
connector own {
  version 1.0.0
  hosts ['api.own.example', 5]
  //                        ^ error wrong-type: A host stands in quotes
  base 'https://api.own.example'
}
`));

  it('plain http is a warning, but on this machine', () => checkConnector(`
connector own {
  version 1.0.0
  base 'http://api.own.example'
  //   ^^^^^^^^^^^^^^^^^^^^^^^^ warning plain-http: With http:// everybody on the way can read secrets and data.
  endpoint a(): any { GET 'http://127.0.0.1:8080/x' result body }
  //                      ^^^^^^^^^^^^^^^^^^^^^^^^^ error base-not-in-hosts
}
`));
});

describe('endpoints', () => {
  it('make one request, with one body, and read one answer', () => inConnector(`
  endpoint none(): any { result body }
  //       ^^^^ error missing-member: The endpoint \`none\` makes no request
  endpoint two(): any { GET '/x' POST '/y' result body }
  //                             ^^^^ error conflicting-members: An endpoint makes one request
  endpoint get(): any { GET '/x' body { a: 1 } result body }
  //                             ^^^^ error body-not-allowed: A GET has no body.
  endpoint bodies(): any { POST '/x' body { a: 1 } body form { b: 2 } result body }
  //                                               ^^^^ error conflicting-members: There is a \`body\` already.
  endpoint answers(): any[] { GET '/x' result body records body }
  //                                               ^^^^^^^ error conflicting-members: one \`result\` or several \`records\`, not both
  endpoint vars(): any { GET '/x' variables { a: 1 } result body }
  //                              ^^^^^^^^^ error conflicting-members: Only a \`graphql\` request has \`variables\`.
  endpoint list(): { id: string } { GET '/x' records body }
  //               ^^^^^^^^^^^^^^ error wrong-type: Write \`{ id: string }[]\`, or \`result\`.
  endpoint maybe(): { id: string }? { GET '/x' result body }
  //                ^^^^^^^^^^^^^^^ error bad-value: That there may be no record is said by a rule: \`on 404 empty\`.
`));

  it('say where the record is in the answer', () => inConnector(`
  endpoint one(): { id: string } { GET '/x' }
  //              ^^^^^^^^^^^^^^ error missing-member: The endpoint does not say where the record is in the answer: \`result body\`
  endpoint many(): { id: string }[] { GET '/x' }
  //               ^^^^^^^^^^^^^^^^ error missing-member: where its records are in the answer: \`records body\`
  endpoint nothing() { POST '/x' body { a: 1 } }
`));

  it('paging knows where records are, and its slots are sent', () => inConnector(`
  endpoint a(): any[] { GET '/x' paginate link result body }
  //                             ^^^^^^^^ error paging-without-records: write \`records\` instead of \`result\`.
  endpoint b(): any[] { GET '/x' paginate cursor body.after = body.next records body }
  //                                             ^^^^^^^^^^ error slot-not-sent: A GET has no body, so \`body.after\` is not sent. Write \`query.after\`.
  endpoint c(): any[] { GET '/x' query { limit: 5 } paginate page query.page size query.limit = 50 records body }
  //                                     ^^^^^ error conflicting-members: \`limit\` is sent by \`size\` of \`paginate\` already.
  endpoint d(day: string): any[] { GET '/x' paginate cursor path.day = body.next records body }
  //                                                        ^^^^^^^^ error slot-not-sent: The path of the request does not have \`{day}\` in it
  endpoint e(day: string): any[] { GET "/x/{day}" paginate cursor path.dya = body.next records body }
  //                                                              ^^^^^^^^ error slot-not-sent: has no parameter \`dya\`. Did you mean \`day\`?
  endpoint f(): any[] { graphql 'query ($after: String) { x }' paginate cursor variables.aftre = body.next records body }
  //                                                                           ^^^^^^^^^^^^^^^ error slot-not-sent: The query declares no variable \`$aftre\`, so this is not sent. Did you mean \`after\`?
  endpoint g(id: string): any { graphql 'query ($id: ID!, $n: Int = 1) { x(id: $id) }' variables { idd: id } result body }
  //                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error missing-argument: The query needs \`$id\`
  //                                                                                               ^^^ error slot-not-sent: The query declares no variable \`$idd\`. Did you mean \`id\`?
`));

  it('incremental names a parameter and a field', () => inConnector(`
  endpoint a(after: datetime?): { id: string, changed: datetime }[] { GET '/x' records body incremental aftr by chnged }
  //                                                                                                    ^^^^ error unknown-parameter: Did you mean \`after\`?
  //                                                                                                            ^^^^^^ error unknown-field: Did you mean \`changed\`?
  endpoint b(after: datetime): { changed: datetime }[] { GET '/x' records body incremental after by changed query { after } }
  //                                                                                       ^^^^^ error bad-value: so \`after\` may be missing: \`after: datetime?\`.
  endpoint c(after: datetime?): { changed: datetime } { GET '/x' result body incremental after by changed query { after } }
  //                                                                         ^^^^^^^^^^^ error not-incremental: Only an endpoint that lists can be read incrementally
  endpoint d(after: datetime?): any[] { GET '/x' records body incremental after by request.tmie overlap 5 query { after } }
  //                                                                                       ^^^^ error unknown-field: A mark is a field of the record, or \`request.time\`.
  //                                                                                                    ^ error bad-duration
`));

  it('rules: statuses, empty, pauses', () => inConnector(`
  on 99, 600, 500..400 retry 0 times backoff 30s to 500ms
  // ^^ error bad-status: 99 is no status of HTTP: they go from 100 to 599.
  //     ^^^ error bad-status
  //          ^^^^^^^^ error bad-status: The range is empty: write \`400..500\`.
  //                         ^ error bad-value
  //                                         ^^^ error bad-duration: The pause grows from the first duration to the second
  limit 0 per 1s
  //    ^ error bad-value: Nothing would ever be sent
  timeout 30
  //      ^^ error bad-duration: a duration such as \`30s\` is needed. Write the unit
  endpoint list(): any[] { GET '/x' records body on 404 empty }
  //                                                    ^^^^^ error bad-value: an empty list is \`ok with []\`.
  endpoint make(): any { POST '/x' result body on 404 empty }
  //                                                  ^^^^^ error bad-value: \`make\` writes one
  endpoint calls(): any { GET '/x' result list() }
  //                                      ^^^^ error misplaced-call: In a connector an endpoint is called in \`for … in\`, \`verify\` and \`upsert\` only.
`));

  it('results are checked against the declared type', () => inConnector(`
  endpoint a(id: string): { id: integer, ok: boolean } { GET "/x/{id}" result { id, done: true } }
  //                                                                          ^ error missing-field: The field \`ok\` of { id: integer, ok: boolean } is missing.
  //                                                                            ^^ error wrong-type: \`id\` is string, and integer is needed.
  //                                                                                ^^^^ error surplus-field: \`done\` is no field
`));

  it('a webhook proves where it comes from', () => inConnector(`
    webhook paid: any { topic 'paid' result body }
  //^^^^^^^ warning not-supported
    //      ^^^^ error missing-member: The webhook \`paid\` does not say how a call proves where it comes from
`));
});

describe('auth', () => {
  it('has what its grant needs', () => inConnector(`
  auth a { oauth2 clientCredentials { clientAuth body } }
  //              ^^^^^^^^^^^^^^^^^ error missing-member: \`oauth2 clientCredentials\` needs \`tokenUrl\`: the URL at which the token is got.
  //              ^^^^^^^^^^^^^^^^^ error missing-member: needs \`clientId\` and \`clientSecret\`: declare \`secret clientId: string\` and \`secret clientSecret: string\` in the \`auth\`
  auth b {
    secret clientId: string
    secret key: string
    oauth2 clientCredentials {
      tokenUrl '/token'
      clientAuth jwt { alg 'RS257' kid 'x' }
      //         ^^^ error missing-member: \`jwt\` needs \`key\`.
      //                   ^^^^^^^ error bad-value: 'RS257' is no algorithm for signing. Did you mean \`RS256\`?
    }
    header 'X Y': key
    //     ^^^^^ error bad-value: 'X Y' is no name of a header
  }
  auth c { secret token: string }
  //   ^ error missing-member: The auth \`c\` puts nothing on a request
  auth d { secret t: string header 'X': t token body.token }
  //                                      ^^^^^ error conflicting-members: there is no \`oauth2\` and no \`login\` that asks for one
  auth e { secret apiKey: string secret api_key: string secret hosts: string basic apiKey, api_key }
  //                                    ^^^^^^^ error secret-name-collision: In environment variables \`api_key\` and \`apiKey\` are both \`API_KEY\`.
  //                                                           ^^^^^ error secret-name-collision: says where secrets may go
  auth f { secret connector: string header 'X': connector }
  //              ^^^^^^^^^ error secret-name-collision: \`PATCHBAY__…__CONNECTOR\` says which connector secrets are for. Give this secret another name.
`));
});

describe('imports', () => {
  it('name a file that is there, inside the workspace', async () => {
    expect(await differences(`
//- /own.flow
import './nothing.flow'
  //   ^^^^^^^^^^^^^^^^ error unknown-file: There is no file './nothing.flow' beside this one.
import '../../secret.flow'
  //   ^^^^^^^^^^^^^^^^^^^ error bad-path
import 'https://example.com/x.flow'
  //   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error bad-path: not a URL
import './own.flow'
  //   ^^^^^^^^^^^^ error circular: A file does not import itself.
import './data.csv'
  //   ^^^^^^^^^^^^ error bad-path: Another .connector or .flow file is imported
//- /patchbay.json
{}
`)).toEqual({ missing: [], unexpected: [] });
  });
});
