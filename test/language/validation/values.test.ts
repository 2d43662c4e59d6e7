import { describe, it } from 'vitest';
import { check, checkSteps } from './workspace.ts';

describe('arguments', () => {
  it('of an endpoint: missing, surplus, unknown, wrong', () => checkSteps(`
  call shop.getOrder() as a
  //        ^^^^^^^^ error missing-argument: \`getOrder\` needs the argument \`id\`.
  call shop.getOrder(1, 2) as b
  //                    ^ error surplus-argument: \`getOrder\` takes one argument; this one is too many.
  call shop.getOrder(idd: 1) as c
  //                 ^^^ error unknown-parameter: \`getOrder\` has no parameter \`idd\`. Did you mean \`id\`?
  call shop.getOrder('1') as d
  //                 ^^^ error wrong-type: \`'1'\` is a string, and integer is needed. Write it without quotes: \`1\`.
  call shop.getOrder(id: 1, id: 2) as e
  //                        ^^ error surplus-argument: \`id\` is given twice.
`));

  it('a literal that a union does not have names the one that was meant', () => check(`
flow main {
  use shop = shop.main
  from shop.listOrders(status: 'payed') as order
  //                           ^^^^^^^ error wrong-type: \`'payed'\` is a string, and one of 'open' | 'paid' | 'shipped' is needed. Did you mean 'paid'?
  log order.number
}
`));

  it('an object argument says which field is missing, too many, read-only or the key', () => checkSteps(`
  send erp.saveSale('a', { externalId: 'a', amount: 1, items: [], state: 'draft', id: 'x', colour: 1 })
  //                                                              ^^^^^ error surplus-field: \`state\` of \`erp.Sale\` is read-only
  //                                                                              ^^ error surplus-field: \`id\` of \`erp.Sale\` is the key
  //                                                                                       ^^^^^^ error surplus-field: \`colour\` is no field of input erp.Sale.
  send erp.saveSale('a', { externalId: 'a', items: [{ sku: 'x' }] })
  //                     ^ error missing-field: The field \`amount\` of input erp.Sale is missing.
  //                                                ^ error missing-field: The field \`quantity\` of erp.Item is missing.
`));

  it('of functions and methods', () => check(`
function twice(a: integer, text: string?): integer = a * 2
flow main {
  use shop = shop.main
  from shop.listOrders() as order
  let a = twice()
  //      ^^^^^ error missing-argument: \`twice\` needs the argument \`a\`.
  let b = twice('x')
  //            ^^^ error wrong-type: integer is needed
  let c = order.number.padStart()
  //                   ^^^^^^^^ error missing-argument: \`padStart\` needs the argument \`length\`: \`padStart(length, fill?)\`.
  let d = order.number.padStart('8')
  //                            ^^^ error wrong-type: integer is needed
  let e = order.number.trim(1)
  //                        ^ error surplus-argument: \`trim\` takes no arguments
  let f = order.lines.map((line, index) => line.sku)
  let h = order.lines.map((line, index, all) => line.sku)
  //                                    ^^^ error surplus-argument: This function is called with 2 values, not with 3.
  let g = order.lines.filter(line => line.sku)
  //                                 ^^^^^^^^ error wrong-type: A condition is true or false, and \`line.sku\` is string. Compare it: \`!= ''\`.
}
`));
});

describe('typed values', () => {
  it('a map says what is missing, wrong and too many, each at its place', () => checkSteps(`
  map sale: input erp.Sale = {
  //  ^^^^ error missing-field: The field \`externalId\` of input erp.Sale is missing.
    amount: order.price,
    //      ^^^^^^^^^^^ error wrong-type: \`order.price\` is string, and decimal is needed. Write \`.decimal()\` after it.
    day: order.placedAt,
    //   ^^^^^^^^^^^^^^ error wrong-type: Write \`.date()\` after it.
    items: order.lines.map(line => { sku: line.sku, quantity: line.discount }),
    //                                                        ^^^^^^^^^^^^^ error wrong-type: \`line.discount\` is decimal, and integer is needed.
    total: 1
  //^^^^^ error surplus-field: \`total\` is no field
  }
`.replace('  //^^^^^ error surplus', '    //^^^^^ error surplus').replace('    total: 1', '      total: 1')));

  it('an open entity takes what nobody declared, and nothing that it declares as read-only', () => check(`
extend crm.Contact { vip: boolean, score: decimal? @readOnly }
flow main {
  use crm = crm.one
  from crm.list() as contact
  map change: input crm.Contact = { name: contact.name, vip: true, colour: 'red', score: 1, id: 2 }
  //                                                                              ^^^^^ error surplus-field: \`score\` of \`crm.Contact\` is read-only
  //                                                                                        ^^ error surplus-field: \`id\` of \`crm.Contact\` is the key
  map other: input crm.Contact = { name: 'x' }
  //  ^^^^^ error missing-field: The field \`vip\` of input crm.Contact is missing.
  log "{change.name} {other.name} {contact.colour}"
}
`, { files: { '/crm.connector': `connector crm {\n version 1.0.0\n base 'https://api.crm.example'\n entity Contact open { id: integer @key, name: string }\n endpoint list(): Contact[] { GET '/x' records body }\n}`, '/patchbay.json': '{ "instances": { "one": { "connector": "crm" } } }' } }));

  it('a name whose value is known is converted, not spelled otherwise', () => checkSteps(`
  let sku = 5
  let a: string = sku
  //              ^^^ error wrong-type: \`sku\` is integer, and string is needed. Write \`.string()\` after it.
  let b: { sku: string } = { sku }
  //                         ^^^ error wrong-type: \`sku\` is integer, and string is needed. Write \`.string()\` after it.
  let c: string = 5
  //              ^ error wrong-type: \`5\` is an integer, and string is needed. Write it in quotes: \`'5'\`.
`));

  it('each way of a choice is looked at alone', () => checkSteps(`
  let a: integer = order.total > 1 ? 1 : 'one'
  //                                     ^^^^^ error wrong-type: integer is needed
  let b: string = order.note ?? 5
  //                            ^ error wrong-type: string is needed
  let c: string = match order.status { 'open' -> 'a', 'paid' -> 1, 'shipped' -> 'c' }
  //                                                            ^ error wrong-type: string is needed
  let d: string = order.note ?? reject "none"
  let e: string = order.note
  //              ^^^^^^^^^^ error may-be-null: \`order.note\` may be null, and string is needed. Say what then
  let f: date = '2026-13-01'
  //            ^^^^^^^^^^^^ error wrong-type: '2026-13-01' is no date such as 2026-01-31
  let g: integer[] = [1, 'b', ...order.lines]
  //                     ^^^ error wrong-type: integer is needed
  //                             ^^^^^^^^^^^ error wrong-type: \`order.lines\` is shop.Line[], and integer[] is needed.
`));

  it('a key that is left out where it is needed', () => checkSteps(`
  let item: erp.Item = { sku?: order.note, quantity: 1 }
  //                     ^^^ error missing-field: \`sku\` is needed, and \`sku?:\` leaves it out
  let rest = { sku: 'a', quantity: 'b' }
  let other: erp.Item = { ...rest }
  //                         ^^^^ error wrong-type: \`rest\` does not fit: its \`quantity\` is string, and integer is needed.
  let third: erp.Item = { ...rest, quantity: 1 }
`));

  it('durations have a unit', () => checkSteps(`
  dedupe order.id keep 90
  //                   ^^ error bad-duration: a duration such as \`30s\` is needed. Write the unit
  batch '100' as orders
  //    ^^^^^ error wrong-type: integer is needed
`));
});

describe('operators', () => {
  it('on types that do not fit', () => checkSteps(`
  let a = order.number - 1
  //      ^^^^^^^^^^^^^^^^ error wrong-type: \`-\` has no meaning for them. Write \`.decimal()\` after it.
  let b = order.number + 1
  //      ^^^^^^^^^^^^^^^^ error wrong-type: A text is put together with interpolation
  let c = order.note + 'x'
  //      ^^^^^^^^^^ error may-be-null: \`order.note\` may be null, and \`+\` needs a value. Say what then: \`(order.note ?? …)\`.
  let d = !order.number
  //       ^^^^^^^^^^^^ error wrong-type: A condition is true or false
  let e = -order.number
  //       ^^^^^^^^^^^^ error wrong-type: \`-\` stands before a number
  let f = order.price > 10
  //      ^^^^^^^^^^^^^^^^ error wrong-type: they cannot be compared. Write \`.decimal()\` after it.
  let g = order.placedAt > 'yesterday'
  //                       ^^^^^^^^^^^ error wrong-type: 'yesterday' is no time such as 2026-01-31T10:00:00Z.
  let h = order.lines > 1
  //      ^^^^^^^^^^^ error wrong-type: compares numbers, texts, times or durations
  let i = order.placedAt - 2h
  let j = order.placedAt > '2026-01-01'
`));

  it('comparisons that are never true', () => checkSteps(`
  filter order.status == 'payed'
  //                     ^^^^^^^ error wrong-type: 'payed' is none of 'open' | 'paid' | 'shipped', so this is always false. Did you mean 'paid'?
  filter order.total == '10'
  //     ^^^^^^^^^^^^^^^^^^^ error wrong-type: they are never equal
  filter order.status in ['open', 'payed']
  //                              ^^^^^^^ error wrong-type: Did you mean 'paid'?
  filter 1 in order.total
  //          ^^^^^^^^^^^ error wrong-type: \`in\` looks for an element of an array
  filter order.note == null && order.note != 'x'
`));

  it('conditions are true or false; null counts as false', () => checkSteps(`
  filter order.lines
  //     ^^^^^^^^^^^ error wrong-type: Compare it: \`.length > 0\`.
  filter order.note?.contains('x')
  assert order.total 'no total'
  //     ^^^^^^^^^^^ error wrong-type: Compare it: \`> 0\`.
  let a = order.note ? 1 : 2
  //      ^^^^^^^^^^ error wrong-type: A condition is true or false
`));

  it('match has a case for each member, and none that cannot be', () => checkSteps(`
  let a = match order.status { 'open' -> 1, 'payed' -> 2 }
  //            ^^^^^^^^^^^^ error missing-case: There is no case for 'paid', 'shipped'. Add them, or \`else -> …\`.
  //                                        ^^^^^^^ error wrong-type: Did you mean 'paid'?
  let b = match order.status { 'open' -> 1, else -> 2, 'paid' -> 3 }
  //                                        ^^^^ warning unreachable: \`else\` stands last
  let c = match order.status { 'open' | 'open' -> 1, else -> 2 }
  //                                    ^^^^^^ warning unreachable: 'open' has a case above.
  let d = match order.number { 'a' -> 1 }
`));
});

describe('texts', () => {
  it('escapes that mean nothing, braces with nothing between', () => checkSteps(`
  let a = "a\\q"
  //        ^^ error bad-escape: \`\\q\` is no escape.
  let b = 'a\\q'
  let c = "x {order.number}\\w"
  //                       ^^ error bad-escape
  let d = "{}"
  //       ^^ error syntax: A value is missing between the braces. A brace that is meant as text is written \`\\{\`.
`));

  it('a comma that is missing between two lines is a warning', () => checkSteps(`
  let a = {
    x: 1
    // ^ warning missing-comma: A comma is missing after this entry.
    y: 2, // said
    z: 3
  }
  let b = { x: 1 y: 2 }
  //           ^ error missing-comma
`));
});

describe('what stands in for a value', () => {
  it('is of a kind that the operator around it takes', () => checkSteps(`
  let line = order.lines.first() ?? reject "no line"
  filter line.price - (line.discount ?? 'none') > 1
  //     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error wrong-type: \`(line.discount ?? 'none')\` may be 'none', and \`-\` has no meaning for that and decimal.
  filter (line.discount ?? 'none') >= line.price
  //     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error wrong-type: they cannot be compared
  filter (line.discount ?? 0) + line.price > 1
`));
});

describe('a test', () => {
  it('names only the arguments that it is about, and those by their names and types', () => check(`
flow main {
  use shop = shop.main
  from shop.listOrders() as order
  log order.number
}
  test 'orders' for main {
//^^^^ warning not-supported
  given shop.listOrders(statu: 'open') returns []
  //                    ^^^^^ error unknown-parameter: Did you mean \`status\`?
  given shop.getOrder(id: 'a') returns {}
  //                      ^^^ error wrong-type
  given shop.getOrder returns {}
}
`));
});
