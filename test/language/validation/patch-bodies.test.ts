import { describe, it } from 'vitest';
import { checkConnector, checkSteps } from './workspace.ts';

describe('the body of a PATCH', () => {
  it('a value that may be null empties its field: told where the object is written', () => checkSteps(`
  send shop.changeOrder(order.id, { note: order.note, total: order.total })
  //                                ^^^^ warning null-in-patch: \`order.note\` may be null, and a PATCH then empties \`note\`. Write \`note?: order.note\`
  let note = order.note
  map changes: partial shop.Order = { note, customer: { id: 1, email: order.customer?.email } }
  //                                  ^^^^ warning null-in-patch: Write \`note?: note\`
  //                                                           ^^^^^ warning null-in-patch: Write \`email?: order.customer?.email\`
  send shop.changeOrder(order.id, changes)
`));

  it('says nothing of what is left out, of a null that is written, and where null is an error anyway', () => checkSteps(`
  send shop.changeOrder(order.id, { note?: order.note })
  send shop.changeOrder(order.id, { note: order.note ?? null })
  send shop.changeOrder(order.id, { note: order.total > 1 ? order.note : null })
  send shop.changeOrder(order.id, { number: order.note })
  //                                ^^^^^^ error surplus-field
  send shop.createOrder({ status: 'open', total: 1, price: '1', lines: [], note: order.note })
`));

  it('also where the endpoint itself writes it', () => checkConnector(`
connector own {
  version 1.0.0
  base 'https://api.own.example'
  endpoint rename(id: string, name: string?): any { PATCH "/x/{id}" body { name, kind: 'a', label: name } result body }
  //                                                                       ^^^^ warning null-in-patch: Write \`name?: name\`
  //                                                                                        ^^^^^ warning null-in-patch
  endpoint replace(id: string, name: string?): any { PUT "/x/{id}" body { name } result body }
}
`));
});
