import { describe, it } from 'vitest';
import { check, checkSteps } from './workspace.ts';

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
