import { describe, it } from 'vitest';
import { checkSteps } from './workspace.ts';

describe('conditions whose answer is known', () => {
  it('a filter that keeps everything or nothing', () => checkSteps(`
  filter true
  //     ^^^^ warning constant-condition: \`true\` is always true. Every record passes: the step can go.
  filter order.number != null
  //     ^^^^^^^^^^^^^^^^^^^^ warning constant-condition: is always true: \`order.number\` is never null by its type.
  filter order.lines.length >= 0 && order.total > 1
  //     ^^^^^^^^^^^^^^^^^^^^^^^ warning constant-condition: a length is never below 0. It can go.
  filter order.status in ['open', 'paid', 'shipped']
  //     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning constant-condition: \`order.status\` has no other value.
  assert order.id == order.id 'odd'
  //     ^^^^^^^^^^^^^^^^^^^^ warning constant-condition: both sides are the same
  filter order.status == 'paid'
  filter order.status == 'paid'
  //     ^^^^^^^^^^^^^^^^^^^^^^ warning constant-condition: \`order.status\` is nothing else here.
  filter !(order.note == null)
  filter order.note != null
  //     ^^^^^^^^^^^^^^^^^^ warning constant-condition: is never null by its type
`));

  it('a comparison of what is written out', () => checkSteps(`
  filter 1 == 1
  //     ^^^^^^ warning constant-condition: both sides are written out. Every record passes
  filter 'a' != 'a' || order.total > 1
  //     ^^^^^^^^^^ warning constant-condition: is always false: both sides are written out. It can go.
`));

  it('says nothing of what is left over by the cases above: an API may send a value that nobody declared', () => checkSteps(`
  route {
    when order.status == 'open' { log 'open' }
    when order.status == 'paid' { log 'paid' }
    when order.status == 'shipped' { log 'shipped' }
    else { log 'something new' }
  }
  filter order.status == 'paid'
  route {
    when order.status == 'paid' { log 'paid' }
    //   ^^^^^^^^^^^^^^^^^^^^^^ warning constant-condition
    else { log 'never' }
  //^^^^ warning unreachable
  }
`));

  it('the same case twice is told once', () => checkSteps(`
  route {
    when order.status == 'open' { log 'open' }
    when order.status == 'open' { log 'again' }
    //   ^^^^^^^^^^^^^^^^^^^^^^ warning unreachable: the same is asked above
  }
`));

  it('comparisons of one value that cannot hold together, and those of which one always holds', () => checkSteps(`
  filter order.total > 5 && order.total < 3
  //                        ^^^^^^^^^^^^^^^ warning constant-condition: \`order.total < 3\` and \`order.total > 5\` cannot both be true, so the condition is always false. No record passes.
  filter order.number != 'a' || order.number != 'b'
  //                            ^^^^^^^^^^^^^^^^^^^ warning constant-condition: or \`order.number != 'a'\` is true whatever the value, so the condition is always true. Most often \`&&\` is meant.
  filter order.number == 'a' && order.total > 1 && order.number == 'b'
  //                                               ^^^^^^^^^^^^^^^^^^^ warning constant-condition: cannot both be true
  filter order.total >= 5 && order.total < 5
  //                         ^^^^^^^^^^^^^^^ warning constant-condition
  filter order.total <= 5 || order.total > 3
  //                         ^^^^^^^^^^^^^^^ warning constant-condition: is true whatever the value
  assert order.total == 5 && 6 == order.total 'odd'
  //                         ^^^^^^^^^^^^^^^^ warning constant-condition: Every record is rejected
  filter order.total > 3 && order.total < 5 && order.total != 4 && order.number != 'a' && order.number != 'b'
  filter order.total >= 5 && order.total <= 5 || order.total == 7
  filter order.number == 'a' || order.number == 'b' || order.total < 1 || order.total > 2
  filter order.total > 5 || order.total < 3 || order.number == 'x' && order.number != 'y'
  filter order.id >= 1 && order.id == 1 && order.total < 5 && order.total <= 5
`));

  it('says nothing where it depends', () => checkSteps(`
  filter order.note != null || order.customer?.email != null
  filter order.status in ['open', 'paid']
  filter order.lines.first() != null && order.lines.length > 0
  filter order.json().parseJson().any != null
  assert order.note?.nonEmpty() != null 'no note'
`));

  it('a branch that no record takes', () => checkSteps(`
  route {
    when order.total > 100 { log 'large' }
    when order.total >   100 { log 'large again' }
    //   ^^^^^^^^^^^^^^^^^^^ warning unreachable: No record takes this case: the same is asked above.
    when order.number != null { log 'all' }
    //   ^^^^^^^^^^^^^^^^^^^^ warning constant-condition: Every record that comes here takes this case: write \`else\`.
    else { log 'none' }
  //^^^^ warning unreachable: No record takes this case: the one above takes every record.
  }
  route all {
    when order.total > 100 { log 'large' }
    when order.total > 100 { log 'large again' }
  }
`));
});
