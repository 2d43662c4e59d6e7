import { describe, expect, it } from 'vitest';
import { builtins } from '#plan';
import { foreignMethods } from '../../../language/validation/foreign-names.ts';
import { check, checkSteps } from './workspace.ts';

describe('functions', () => {
  it('are no values: by their name they are called, written out they stand in a call', () => check(`
function twice(a: integer): integer = a * 2
function padded(text: string, width: integer = 8): string = text.padStart(width)
flow main {
  use shop = shop.main
  from shop.listOrders() as order
  let a = order.lines.map(l => l.quantity).map(twice)
  //                                           ^^^^^ error wrong-type: \`twice\` is a function, which is no value by itself. Write \`x => twice(x)\`.
  let b = order.lines.map(l => l.sku).map(padded)
  //                                      ^^^^^^ error wrong-type: Write \`x => padded(x)\`.
  let c = twice
  //      ^^^^^ error wrong-type: Call it: \`twice(…)\`.
  let d = now
  //      ^^^ error wrong-type: Call it: \`now()\`.
  let e: string = twice
  //              ^^^^^ error wrong-type: Call it
  let f = x => x
  //      ^^^^^^ error wrong-type: A function is no value: it stands in the call of a method that asks for one
  let g = { by: (x => x) }
  //             ^^^^^^ error wrong-type: A function is no value
  log "{twice} {twice(1)} {order.number}"
  //    ^^^^^ error wrong-type: Call it
  let h = order.lines.map(l => twice(l.quantity)).reduce((s, x) => s + x, 0)
  let i = order.json(x => x)
  //                 ^^^^^^ error surplus-argument
}
`));

  it('of other languages are known by their names', () => checkSteps(`
  let a = order.number.toUpperCase()
  //                   ^^^^^^^^^^^ error unknown-function: string has no function \`toUpperCase\`. Did you mean \`upper\`?
  let b = order.lines.some(l => l.quantity > 1)
  //                  ^^^^ error unknown-function: Did you mean \`any\`?
  let c = order.lines.push(1)
  //                  ^^^^ error unknown-function: Nothing is changed in place: write \`[...list, value]\`.
  let d = order.lines.size
  //                  ^^^^ error unknown-field: Write \`.length\`.
  let e = parseInt(order.number)
  //      ^^^^^^^^ error unknown-function: It stands behind its value: \`x.integer()\`.
  let f = order.lines.map(l => l.sku).map(upper)
  //                                      ^^^^^ error unknown-name: It stands behind its value: \`x => x.upper()\`.
  let g = JSON.stringify(order)
  //      ^^^^ error unknown-name: Write \`x.json()\` for the text
  let h = order.note == undefined
  //                    ^^^^^^^^^ error unknown-name: What is absent is read as \`null\`.
  let j = order.lines.map(l => { return, x: l.sku })
  //                             ^^^^^^ error unknown-name: A function is one expression: \`x => x.name\`, without braces and \`return\`.
  let i = order.note[0]
  //      ^^^^^^^^^^^^^ error may-be-null
  //      ^^^^^^^^^^^^^ error wrong-type: it has no elements. One letter is \`.slice(0, 1)\`.
`));

  it('names that stand in for those of other languages are there', () => {
    const known = new Set(builtins.map(({ name }) => name));
    expect(foreignMethods.filter((name) => !known.has(name))).toEqual([]);
  });

  it('take the elements that they are meant for', () => checkSteps(`
  let a = order.lines.map(l => l.sku).sum()
  //                                  ^^^ error wrong-type: \`sum\` adds numbers or durations, and the elements are string. Write \`.map(x => x.decimal()).sum()\`.
  let b = order.lines.sum()
  //                  ^^^ error wrong-type: the elements are shop.Line. Take out of them what is meant before: \`.map(x => x.…).sum()\`.
  let c = order.lines.map(l => l.discount).sum()
  //                                       ^^^ error may-be-null: may hold null, and \`sum\` needs values. Leave them out before
  let d = [order.note].join(', ')
  //                   ^^^^ error may-be-null: \`[order.note]\` may hold null, and \`join\` needs values.
  let e = order.lines.sort()
  //                  ^^^^ error wrong-type: Say by what: \`.sort(x => x.…)\`.
  let f = [1, 'a'].max()
  //               ^^^ error wrong-type: compares numbers, texts, times or durations, and the elements are integer | string.
  let g = [[1]].min()
  //            ^^^ error wrong-type: \`.flatMap(x => x)\`
  let h: decimal = order.lines.map(l => l.price).sum() + order.lines.map(l => l.discount ?? 0).sum()
  let i = order.lines.map(l => l.discount).filter(x => x != null).sum() + 1
  let j = order.lines.sort(l => l.sku).map(l => l.sku).join() + [order.placedAt].max().iso()
  //                                                            ^^^^^^^^^^^^^^^^^^^^^^ error may-be-null
  let k = order.lines.map(l => l.discount).max() ?? 0
  let m = [30s, 2h].sum() + 1s
  let n = order.json().parseJson().list.sum()
`.replace('  //                                                            ^^^^^^^^^^^^^^^^^^^^^^ error', '  //                                                                                   ^^^ error')));

  it('of a value of several kinds are those that all have', () => check(`
function a(x: integer | string): decimal = x + 1
//                                         ^^^^^ error wrong-type: \`x\` is integer | string: \`+\` has no meaning for string and integer. Make it one kind before: \`x.decimal()\`.
function b(x: integer | string): string = x.round()
//                                          ^^^^^ error unknown-function: \`x\` may be string, which has no function \`round\`.
function c(x: integer | string): decimal = x.decimal() + 1
function d(x: integer | decimal): decimal = x.round() + x
function e(x: { k: 'a', one: string } | { k: 'b', two: string }): string = x.one
//                                                                           ^^^ error unknown-field: \`x\` may be { k: 'b', two: string }, which has no \`one\`. Ask before which one it is, by \`k\`: \`x.k == 'a'\`.
function f(x: { k: 'a', one: string } | { k: 'b', two: string }): string = x.k == 'a' ? x.one : x.two
function g(x: any): any = x.round() + 1
`));

  it('bytes are no text', () => checkSteps(`
  let a = "{order.number.bytes()}"
  //        ^^^^^^^^^^^^^^^^^^^^ error wrong-type: is bytes, which are no text. Say how they are written: \`.base64()\`
  let b = "{order.number.bytes().hex()}"
  log "{order.number.bytes()}"
`));
});
