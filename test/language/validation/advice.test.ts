import { describe, it } from 'vitest';
import { check, checkConnector } from './workspace.ts';

describe('what to write instead', () => {
  it('of a literal: the right spelling, not a function', () => check(`
flow main {
  use shop = shop.main
  input a: integer = 'x'
  //                 ^^^ error wrong-type: \`'x'\` is a string, and integer is needed. Write a whole number such as \`12\`.
  input b: decimal = '2.5'
  //                 ^^^^^ error wrong-type: Write it without quotes: \`2.5\`.
  input c: string = 5
  //                ^ error wrong-type: Write it in quotes: \`'5'\`.
  input d: boolean = 1
  //                 ^ error wrong-type: Write \`true\` or \`false\`.
  from shop.listOrders(status: 5) as order
  //                           ^ error wrong-type: Write 'open', 'paid' or 'shipped'.
  log "{a} {b} {c} {d} {order.number}"
}
`));

  it('of a name that is unknown: one report, whatever is asked of it', () => check(`
flow main {
  use shop = shop.main
  from shop.listOrders() as order
  send nosuch.save(1)
  //   ^^^^^^ error unknown-name
  log wran "x {order.number}"
  //  ^^^^ error unknown-name: Did you mean \`warn\`?
  //       ^ error syntax
}
`));

  it('of a word in small letters, of a header without quotes, of a name with a line break', () => checkConnector(`
connector own {
  version 1.0.0
  base 'https://api.own.example'
  on 429 retry after header Retry-After
  //                        ^^^^^ error syntax: The name of a header stands in quotes: \`header 'Retry-After'\`.
  endpoint a(): any { get '/x' result body }
  //                  ^^^ error syntax: Did you mean \`GET\`?
  auth key { secret key: string header "X\\nY": key }
  //                                   ^^^^^^ error bad-value: 'X\\nY' is no name of a header
}
`));

  it('of one part of a longer condition: that part is marked', () => check(`
flow main {
  use shop = shop.main
  from shop.listOrders() as order
  filter order.total > 1 && order.number > 2 && order.id == '3'
  //                        ^^^^^^^^^^^^^^^^ error wrong-type: \`order.number\` is string
  //                                            ^^^^^^^^^^^^^^^ error wrong-type: they are never equal
}
`));
});
