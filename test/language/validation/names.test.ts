import { describe, it } from 'vitest';
import { check, checkSteps } from './workspace.ts';

describe('names in a flow', () => {
  it('an unknown name is an error at the word, with the name that was meant', () => checkSteps(`
  filter ordr.total > 1
  //     ^^^^ error unknown-name: Nothing is called \`ordr\` here. Did you mean \`order\`?
  let x = { order, cutsomer }
  //               ^^^^^^^^ error unknown-name: \`cutsomer\`
`));

  it('an unknown field says the type and the field that was meant', () => checkSteps(`
  filter order.totl > 1
  //           ^^^^ error unknown-field: shop.Order has no field \`totl\`. Did you mean \`total\`?
  filter order.number.lenght > 1
  //                  ^^^^^^ error unknown-field: string has no \`lenght\`. Did you mean \`length\`?
  filter order['totl'] != null
  //           ^^^^^^ error unknown-field: Did you mean \`total\`?
`));

  it('an unknown function or method is told by what there is', () => checkSteps(`
  let a = order.number.uper()
  //                   ^^^^ error unknown-function: string has no function \`uper\`. Did you mean \`upper\`?
  let b = nwo()
  //      ^^^ error unknown-function: There is no function \`nwo\` here. Did you mean \`now\`?
  let c = order.number.trim
  //                   ^^^^ error unknown-field: \`trim\` is a function: write \`trim()\`.
  let d = order.lines.length()
  //                  ^^^^^^ error unknown-function: \`length\` has no parentheses.
  let e = order.total()
  //            ^^^^^ error unknown-function: \`total\` is a field, no function: write it without parentheses.
  let f = order('x')
  //      ^^^^^ error wrong-type: \`order\` is no function, it cannot be called.
`));

  it('a function of another file asks for an import', () => check(`
//- /main.flow
flow main {
  use shop = shop.main
  from shop.listOrders() as order
  log itemId(order.number)
  //  ^^^^^^ error unknown-function: It is declared in tables.flow: import that file.
  log terms['a']
  //  ^^^^^ error unknown-name: It is a table of tables.flow: import that file.
}
//- /tables.flow
  table terms { 'a': 1 }
//^^^^^ warning not-supported
function itemId(sku: string): string = sku
`));

  it('an unknown endpoint names those that are near', () => checkSteps(`
  call shop.getOrdr(1) as found
  //        ^^^^^^^ error unknown-endpoint: \`shop\` has no endpoint \`getOrdr\`. Did you mean \`getOrder\`?
`));

  it('one mistake is one report: what comes of an unknown name is not reported again', () => checkSteps(`
  let lost = nothing.at.last().then['x']
  //         ^^^^^^^ error unknown-name: \`nothing\`
  let sum = lost + 1 > lost.count
  filter lost
  map sale: input erp.Sale = lost
`));

  it('an alias is no value', () => checkSteps(`
  let inst = shop
  //         ^^^^ error wrong-type: \`shop\` is an instance.
  let way = shop.getOrder
  //             ^^^^^^^^ error misplaced-call: \`getOrder\` is an endpoint: call it with its arguments
`));
});

describe('null', () => {
  it('a `.` on a value that may be null asks for `?.`', () => checkSteps(`
  let a = order.customer.email
  //                     ^^^^^ error may-be-null: \`order.customer\` may be null. Write \`?.\`
  let b = order.customer?.email
  let c = order.lines[0].sku
  //                     ^^^ error may-be-null: \`order.lines[0]\` may be null
  let d = order.lines.first()?.sku
  filter order.customer != null
  let e = order.customer.email
`));

  it('a text that would hold null is an error, a message is not', () => checkSteps(`
  log "{order.note}"
  let a = "{order.note}"
  //        ^^^^^^^^^^ error may-be-null: \`order.note\` may be null, and null is not written into a text.
  let b = "{order.note ?? ''}"
  track order.note
`));
});

describe('a name that a step binds elsewhere', () => {
  it('says where it is known', () => checkSteps(`
  let a = b
  //      ^ error unknown-name: Nothing is called \`b\` here. A step below binds it: a name is known from there on. Move this step behind that one.
  let b = 1
  let c = c + 1
  //      ^ error unknown-name: This very step binds it, so it is known from the next one on.
  route { when order.total > 1 { let d = 1 } }
  log "{d}"
  //    ^ error unknown-name: A step in a block above binds it, and it is known in there only.
  call shop.getOrder(e.id) as e
  //                 ^ error unknown-name: This very step binds it
  batch 10 as many
  log "{order.number} {a} {b} {c} {e?.id}"
  //    ^^^^^ error unknown-name: Many records became one above, and each of them has it: \`many.map(x => x.order)\`.
  //                   ^ error unknown-name: \`many.map(x => x.a)\`
  //                       ^ error unknown-name: \`many.map(x => x.b)\`
  //                           ^ error unknown-name: \`many.map(x => x.c)\`
  //                               ^ error unknown-name: \`many.map(x => x.e)\`
`));
});
