import { describe, it } from 'vitest';
import { checkSteps } from './workspace.ts';

describe('texts with rules of their own, as arguments', () => {
  it('a pattern that is none', () => checkSteps(`
  filter order.number.matches('(')
  //                          ^^^ error bad-pattern: This is no pattern of RE2
  let year = order.number.groups(pattern: '(?=x)')
  //                                      ^^^^^^^ error bad-pattern: Look-ahead and look-behind are not in it.
  filter order.number.matches('^[A-Z]+\\\\d{3}$')
  filter [1].first().json().matches('[')
  //                                ^^^ error bad-pattern
`));

  it('a time zone that is none', () => checkSteps(`
  log order.placedAt.inZone('Europe/Londn').iso()
  //                        ^^^^^^^^^^^^^^ error bad-value: 'Europe/Londn' is no time zone such as 'UTC' or 'Europe/London'. Did you mean \`Europe/London\`?
  log today('Mars').iso()
  //        ^^^^^^ error bad-value
  log "{order.number.datetime('yyyy', zone: 'UTX').iso()}"
  //                                        ^^^^^ error bad-value
  log order.placedAt.inZone('Europe/London').iso()
`));

  it('a date pattern that is none', () => checkSteps(`
  log order.placedAt.format('nonsense')
  //                        ^^^^^^^^^^ error bad-pattern: \`n\` is no field of a date pattern.
  log order.placedAt.date().format('yyyy HH:mm')
  //                               ^^^^^^^^^^^^ error bad-pattern: A date has no hours
  log order.number.date('DD.MM.YYYY').iso()
  //                    ^^^^^^^^^^^^ error bad-pattern: The year is \`yyyy\`
  log order.placedAt.format('epoch')
  log order.total.format('#,##0.00')
`));
});
