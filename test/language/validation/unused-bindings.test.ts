import { describe, expect, it } from 'vitest';
import { differences } from '../../support/marked-text.ts';
import { check, checkSteps, workspaceFiles } from './workspace.ts';

describe('names that a flow binds', () => {
  it('and nothing uses', () => checkSteps(`
  let a = order.number
  //  ^ warning unused-binding: \`a\` is not used below. Use it, or take the step out.
  let b = order.number
  call shop.getOrder(1) as other
  //                       ^^^^^ warning unused-binding: what it brings has no effect
  map note: { text: string } = { text: b }
  //  ^^^^ warning unused-binding
  call shop.getStore()
  each order.lines as line { yield order.lines.map(x => 1).length } as sizes
  send erp.saleSale('a', order) as saved
  //       ^^^^^^^^ error unknown-endpoint
`));

  it('inputs, variables, stores and caches too', () => check(`
flow main {
  use shop = shop.main
  input minimum: decimal = 0
  //    ^^^^^^^ warning unused-binding: Use it, or take it out: whoever runs the flow is asked for it.
  input most: decimal = 0
  variable seen: integer = 0
//^^^^^^^^ error not-supported
  //       ^^^^ warning unused-binding
  cache stores = shop.listStores() by id
//^^^^^ error not-supported
  //    ^^^^^^ warning unused-binding: Use it, or take the line out.
  from shop.listOrders() as order
  filter order.total < most
}
`));

  it('are all part of the records of a batch', () => check(`
flow main {
  use shop = shop.main
  from shop.listOrders() as order
  let day = order.placedAt.date()
  batch 10 as orders
  log orders.json()
}
`));
});

// As it is while somebody types.
describe('names that are used only where a syntax error is', () => {
  it.each([
    ['a brace too many', "  let a = order.id\n  log 'x' }\n  log a\n"],
    ['a step behind the end of the flow', '  let a = order.id\n}\n  log a\n'],
    ['a bracket that is missing', '  let a = order.id\n  log [a\n'],
    ['a parenthesis that is missing', '  let a = order.id\n  call shop.getOrder(a\n  log 1\n'],
    ['a text without its end', "  let a = order.id\n  log 'x {a}\n"],
    ['an operator without its right', '  let a = order.id\n  log 1 + \n  log a a\n'],
    ['a word that is no step', '  let a = order.id\n  lg a\n'],
    ['a step without its word', '  let a = order.id\n  a\n'],
    ['a call without its dot', '  let a = order.id\n  send shop remind(a)\n'],
    ['an object without its end', '  let a = order.id\n  log { b: a\n'],
    ['an object without its beginning', '  let a = order.id\n  log b: a }\n'],
    ['a lambda without its arrow', '  let a = order.id\n  log order.lines.map(x x.id + a)\n'],
    ['a route without its brace', '  let a = order.id\n  route \n    when a > 1 { log 1 }\n  }\n'],
    ['a match without its arrow', '  let a = order.id\n  log match order.status { else a }\n'],
    ['braces with nothing between them', '  let a = order.id\n  log "{}"\n'],
    ['a member without its name', '  let a = order.id\n  log order.\n  log a.\n'],
    ['a comment without its end', '  let a = order.id\n  /* log a\n'],
    ['an `else` without its `?`', '  let a = order.id\n  log true a : 1\n'],
  ])('%s: `a` is not told as unused', async (_, steps) => {
    const { unexpected } = await differences(`flow main {\n  use shop = shop.main\n  from shop.listOrders() as order\n${steps}}\n`, { files: workspaceFiles });
    expect(unexpected.filter((one) => one.includes(' unused-'))).toEqual([]);
    expect(unexpected.join('\n')).toContain(' error syntax: ');
  });

  it('but a name that is nowhere else is', () => check(`
flow main {
  from [1] as one
  let two = one
  //  ^^^ warning unused-binding
  log one
}
flow other {
  from [1] as one
  log one +
  //      ^ error syntax
}
`));
});
