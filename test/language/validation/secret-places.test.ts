import { describe, it } from 'vitest';
import { check, checkConnector } from './workspace.ts';

describe('a secret that is known goes only where it is needed', () => {
  it('not into URLs, settings, captures and the page on which a person signs in', () => checkConnector(`
connector own {
  version 1.0.0
  base 'https://api.own.example'
  auth app {
    secret clientId: string
    secret clientSecret: string
    setting label: string = clientSecret
    //                      ^^^^^^^^^^^^ error secret-leaves: a setting is shown and may stand in URLs
      oauth2 authorizationCode {
//    ^^^^^^ warning not-supported
      authorizeUrl "https://api.own.example/{clientId}/authorize"
      //                                     ^^^^^^^^ error secret-leaves: in a URL
      authorizeParams { hint: clientSecret }
      //                      ^^^^^^^^^^^^ error secret-leaves: these parameters stand in the address of the page
      tokenUrl 'https://api.own.example/token'
      params { also: clientSecret }
    }
      capture tenant: clientSecret
//    ^^^^^^^ warning not-supported
    //                ^^^^^^^^^^^^ error secret-leaves: what is captured is a setting of the instance
    header 'X-Id': clientId.upper()
  }
}
`));

  it('not into the records and the id of a webhook, but into its subscription', () => checkConnector(`
connector own {
  version 1.0.0
  base 'https://api.own.example'
    webhook changed: any {
//  ^^^^^^^ warning not-supported
    secret hookSecret: string
    verify hmac('sha256', hookSecret, request.raw).hex() == request.header['X-Signature']
    id hookSecret.upper()
    // ^^^^^^^^^^ error secret-leaves: the id of a call is kept and shown
    subscribe POST "/hooks/{hookSecret}" { secret: hookSecret, url: callbackUrl }
    //                      ^^^^^^^^^^ error secret-leaves: in a URL
    result { ...body, a: [hookSecret].first(), hookSecret }
    //                    ^^^^^^^^^^ error secret-leaves: it would become part of a record
    //                                         ^^^^^^^^^^ error secret-leaves
  }
}
`));

  it('an instance does not give them out', () => check(`
flow main {
  use shop = shop.main
  from shop.listOrders() as order
  log "{shop.apiToken} {order.number}"
  //         ^^^^^^^^ error secret-leaves: \`apiToken\` is a secret of \`shop\`, which is known inside of the connector only. A secret goes nowhere else.
  let a = shop.store
  //           ^^^^^ error unknown-endpoint: \`store\` is a setting of \`shop\`, which is known inside of the connector only.
  log shop.name
}
`));

  it('a name that the language gives elsewhere says where', () => checkConnector(`
connector own {
  version 1.0.0
  base 'https://api.own.example'
  auth app {
    secret clientId: string
    secret clientSecret: string
    oauth2 clientCredentials { tokenUrl 'https://api.own.example/token' params { a: grant.token } }
    //                                                                              ^^^^^ error unknown-name: It is the answer that brought the token, known in
    header 'X-A': "{grant.token} {status}"
    //                            ^^^^^^ error unknown-name: It is of the answer to a request, and known in \`result\`
  }
  endpoint a(): any[] { GET '/x' query { page, n: records.length } records body paginate page query.page until page > 3 }
  //                                     ^^^^ error unknown-name: It is the number of the page just read
  //                                              ^^^^^^^ error unknown-name: These are the records of a page
}
`));
});
