import { describe, it } from 'vitest';
import { check, checkConnector } from './workspace.ts';

describe('amounts that mean nothing', () => {
  it('in a flow', () => check(`
flow main {
  use shop = shop.main
  trigger every 0s
  //            ^^ error bad-duration: There is some time between two runs
  concurrency 0
  //          ^ error bad-value: At least one record is in flight
  stop after 0 rejected
  //         ^ error bad-value: Write \`stop after 1 rejected\`
  from shop.listOrders() as order
  each order.lines as line concurrency 0 { yield line.sku } as skus
  //                                   ^ error bad-value: At least one element is in flight
  batch 0 within 0s as all
  //    ^ error bad-value: A batch has at least one record
  //             ^^ error bad-duration: A batch waits some time
  log all.length.string()
}
`));

  it('in a connector', () => checkConnector(`
connector own {
  version 1.0.0
  base 'https://api.own.example'
  timeout 0s
  //      ^^ error bad-duration: A request takes some time
  limit 5 per -1s
  //          ^^^ error bad-duration: A limit holds for a time
  limit 0 per 1s burst 0
  //    ^ error bad-value: Nothing would ever be sent with a limit
  //                   ^ error bad-value: Nothing would ever be sent with a burst
  endpoint list(): any[] {
    GET '/x'
    timeout (0ms)
    //      ^^^^^ error bad-duration
    paginate offset query.offset size query.limit = 0
    //                                              ^ error bad-value: A page has at least one record.
    records body
  }
}
`));
});
