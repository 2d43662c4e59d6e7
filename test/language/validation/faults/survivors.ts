/** Faults that nobody can tell from what is meant, with the reason. */
export const survivors: readonly { fault: RegExp; why: string }[] = [
  { fault: /^take out a `\?` before a `\.`: .* `\?\.`$/, why: 'the answer of an API is `any` until `result` or `records`: whether it may be null is not known' },
  { fault: /^leave out the unit of a duration: .*(?:shopify|erp|expressions)/, why: '`after`, `at` and `expires` take seconds too; an array without a type takes anything' },
  { fault: /^write a number for a text: .*(?:paid-orders|expressions|responses|subflows|tables)/, why: 'behind `??` in a text or a `let` without a type a value of any kind may stand' },
];
