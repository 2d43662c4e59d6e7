import { describe, it } from 'vitest';
import { checkConnector, checkSteps } from './workspace.ts';

describe('braces in single quotes', () => {
  it('are text: a warning where they hold a name that is known there', () => checkConnector(`
connector own {
  version 1.0.0
  title 'Own {shop}'
  settings { shop: string @pattern('^[a-z]{shop}$') }
  hosts ['*.own.example']
  base "https://{shop}.own.example"
  headers { 'X-Shop': '{shop}', 'X-Template': '{nothing} {}' }
  //                  ^^^^^^^^ warning literal-braces: \`{shop}\` in single quotes is text and is not replaced. Write the text in double quotes.
  auth key { secret token: string header 'X-Key': 'Bearer {token}' }
  //                                              ^^^^^^^^^^^^^^^^ warning literal-braces: Write the text in double quotes.
  endpoint a(id: string): any {
    GET '/x?key={token}'
    //  ^^^^^^^^^^^^^^^^ warning literal-braces: \`token\` is a secret of \`auth key\`. Send it with \`header\` or \`query\` in the \`auth\`.
    query { id, name: 'shop {id.upper()}' }
    //                ^^^^^^^^^^^^^^^^^^^ warning literal-braces: \`{id.upper()}\` in single quotes
    result body
  }
  endpoint b(id: string): any { graphql '''query { order(id: "1") {id} }''' variables { id } result body }
  //                                                                                    ^^ error slot-not-sent
}
`));

  it('in a flow as well, but not in a pattern', () => checkSteps(`
  log 'order {order.number}'
  //  ^^^^^^^^^^^^^^^^^^^^^^ warning literal-braces: Write the text in double quotes.
  filter order.number.matches('[a-z]{order}')
  log order.number.replace('{order}', 'x')
`));
});
