import { define } from './define.ts';

const people = "[{ name: 'Ann', team: 'a' }, { name: 'Bob', team: 'b' }, { name: 'Cy', team: 'a' }]";

/** Methods of arrays. None changes the array it stands on. */
export const arrayBuiltins = define('array', {
  length: { property: true, returns: 'integer', documentation: 'The number of elements.', example: ['[4, 5, 6].length', '3'] },
  map: { params: { value: '(item: T, index?: integer) => U' }, returns: 'U[]', documentation: 'What the function makes of each element; its second parameter, if it has one, is the place from 0.', example: ['[1, 2].map((x, i) => x * 10 + i)', '[10, 21]'] },
  filter: { params: { condition: '(T) => boolean' }, returns: 'T[]', documentation: 'The elements for which the condition is true.', example: ['[1, 2, 3].filter(x => x > 1)', '[2, 3]'] },
  find: { params: { condition: '(T) => boolean' }, returns: 'T?', documentation: 'The first element for which the condition is true, or null.', example: ['[1, 2, 3].find(x => x > 1)', '2'] },
  any: { params: { 'condition?': '(T) => boolean' }, returns: 'boolean', documentation: 'True where the condition is true for some element; without one, where there is an element.', example: ['[1, 2].any(x => x > 1)', 'true'] },
  all: { params: { condition: '(T) => boolean' }, returns: 'boolean', documentation: 'True where the condition is true for every element, also where there is none.', example: ['[1, 2].all(x => x > 1)', 'false'] },
  sum: { returns: 'T', documentation: 'The sum of numbers, exact, or of durations; 0 of none.', example: ['[0.1, 0.2].sum()', '0.3'] },
  min: { returns: 'T?', documentation: 'The least element, nulls apart; null of none.', example: ['[3, 1, 2].min()', '1'] },
  max: { returns: 'T?', documentation: 'The greatest element, nulls apart; null of none.', example: ['[3, 1, 2].max()', '3'] },
  sort: { params: { 'by?': '(T) => any' }, returns: 'T[]', documentation: 'From the least to the greatest, by themselves or by what the function gives for each. Equal ones keep their order, nulls come last.', example: ["['bb', 'a', 'ccc'].sort(x => x.length)", "['a', 'bb', 'ccc']"] },
  reverse: { returns: 'T[]', documentation: 'In the opposite order.', example: ['[1, 2, 3].reverse()', '[3, 2, 1]'] },
  first: { returns: 'T?', documentation: 'The first element; null of none.', example: ['[4, 5].first()', '4'] },
  last: { returns: 'T?', documentation: 'The last element; null of none.', example: ['[4, 5].last()', '5'] },
  join: { params: { 'separator?': 'string' }, returns: 'string', documentation: 'The elements as one text, with commas between them unless a separator is given.', example: ["['a', 'b'].join(' + ')", "'a + b'"] },
  contains: { params: { value: 'T' }, returns: 'boolean', documentation: 'True where an element equals the value.', example: ['[1, 2].contains(2)', 'true'] },
  distinct: { params: { 'by?': '(T) => any' }, returns: 'T[]', documentation: 'Without repetitions, the first of equal ones kept; equal by themselves or by what the function gives.', example: ['[1, 2, 1].distinct()', '[1, 2]'] },
  flatMap: { params: { values: '(T) => U[]' }, returns: 'U[]', documentation: 'The arrays that the function makes of the elements, as one.', example: ['[1, 2].flatMap(x => [x, x * 10])', '[1, 10, 2, 20]'] },
  groupBy: { params: { key: '(T) => K' }, returns: '{ key: K, values: T[] }[]', documentation: 'The elements by equal keys, in the order in which the keys occur.', example: [`${people}.groupBy(p => p.team).map(g => "{g.key}{g.values.length}")`, "['a2', 'b1']"] },
  indexBy: { params: { key: '(T) => any' }, returns: '{ [string]: T }', documentation: 'A map of the elements by their keys. Of two with one key the last counts.', example: [`${people}.indexBy(p => p.name)['Bob']?.team`, "'b'"] },
  slice: { params: { start: 'integer', 'end?': 'integer' }, returns: 'T[]', documentation: 'From `start` up to, without, `end`. Negative places count from the end.', example: ['[1, 2, 3, 4].slice(1, 3)', '[2, 3]'] },
  reduce: { params: { step: '(U, T) => U', start: 'U' }, returns: 'U', documentation: 'Goes through the elements: each step gets the result so far and the element, and gives the next result.', example: ['[1, 2, 3].reduce((total, x) => total + x, 10)', '16'] },
  zip: { params: { other: 'U[]' }, returns: '(T | U)[][]', documentation: 'Pairs of elements at the same place, as many as the shorter array has.', example: ["['a', 'b'].zip([1, 2])", "[['a', 1], ['b', 2]]"] },
}, 'T[]').concat(define('array', {
  fromEntries: { returns: '{ [string]: T }', documentation: 'A map of `{ key, value }` entries, as `entries()` gives them; pairs, as `zip` gives them, are taken too.', example: ["[{ key: 'a', value: 1 }].fromEntries()", '{ a: 1 }'] },
}, '{ key: any, value: T }[]'));
