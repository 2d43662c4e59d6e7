/**
 * Faults that nobody can tell from what is meant, each with the reason. Of the 3,633 that the 28 operators find everywhere in the samples
 * (`PATCHBAY_FAULTS=all`), 22 survive: 99.4 of 100 are told, on the right line.
 */
export const survivors: readonly { operator: string; path: string; text: string; why: string }[] = [
  ...['/connectors/netsuite.connector', '/connectors/shopify.connector', '/responses.connector'].map((path) => ({
    operator: 'take out a `?` before a `.`', path, text: '?.', why: 'the answer of an API is `any` until `result` or `records`: whether it may be null is not known',
  })),
  ...[['/connectors/shopify.connector', '1s'], ['/responses.connector', '1s'], ['/erp.connector', '20m']].map(([path, text]) => ({
    operator: 'leave out the unit of a duration', path: path!, text: text!, why: '`after`, `at` and `expires` take seconds too',
  })),
  ...['500ms', '30s', '15m', '2h', '90d'].map((text) => ({ operator: 'leave out the unit of a duration', path: '/expressions.flow', text, why: 'an array without a type takes anything' })),
  ...[['/flows/paid-orders.flow', "'?'"], ['/expressions.flow', "'none'"], ['/expressions.flow', '"customer"'], ['/responses.connector', "'of this account'"], ['/subflows.flow', "'world'"], ['/tables.flow', "'net30'"]].map(([path, text]) => ({
    operator: 'write a number for a text', path: path!, text: text!, why: 'behind `??` in a text, in a `let` without a type and in `any` a value of any kind may stand',
  })),
];
