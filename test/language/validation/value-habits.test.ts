import { describe, it } from 'vitest';
import { check, checkConnector, checkSteps } from './workspace.ts';

describe('values that fit and go wrong one day', () => {
  it('times that are ordered as texts', () => checkSteps(`
  filter order.placedAt.iso() > now().minus(2d).iso()
  //     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning time-as-text: Compare the times themselves: \`order.placedAt\`.
  filter order.number > '2026-01-01'
  //     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning time-as-text: Compare times: \`order.number.date()\`
  filter order.placedAt.format('dd.MM.yyyy') <= order.number
  //     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning time-as-text
  filter order.placedAt > '2026-01-01' && order.number > 'a' && order.placedAt.format('yyyy-MM') >= order.number
  filter "{order.placedAt}" > '2026-01-01'
  //     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning time-as-text: Compare the times themselves: \`order.placedAt\`.
  filter order.number.slice(0, 10) > '2026-01-01'
  //     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning time-as-text: Compare times: \`order.number.slice(0, 10).date()\`.
  filter order.placedAt.format('yyyy-MM-dd') > '2026-01-01' && order.placedAt.date().iso() >= '2026-01-01' && order.placedAt.format('yyyy') == '2026'
  filter order.placedAt.date().iso() < today().iso() || order.placedAt.iso() == order.number
`));

  it('money that is a double in parameters, inputs and steps', () => check(`
function withTax(price: number, rate: number): number = price * rate
//                      ^^^^^^ warning money-as-number: \`price\` looks like money
flow main {
  use shop = shop.main
  input minimumTotal: number = 0
  //                  ^^^^^^ warning money-as-number
  from shop.listOrders() as order
  let total: number = order.total
  //         ^^^^^^ warning money-as-number
  let weight: number = order.total
  log "{withTax(total, weight)} {minimumTotal}"
}
`));

  it('money that is a double', () => checkConnector(`
connector own {
  version 1.0.0
  base 'https://api.own.example'
  entity Invoice {
    id: integer
    total: number
    //     ^^^^^^ warning money-as-number: \`total\` looks like money, and a \`number\` is a double, which does not hold 0.10. Write \`decimal\`
    unitPrice: number?
    //         ^^^^^^^ warning money-as-number
    paid: number
    weight: number
    total_tax: decimal
    totalCount: number
    taxRate: number
    line: { currency: string, value: number, width: number }
    //                               ^^^^^^ warning money-as-number
  }
  endpoint all(): Invoice[] { GET '/x' records body }
}
`));
});
