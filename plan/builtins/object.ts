import { define } from './define.ts';

/** Methods of objects and maps. None changes the object it stands on; members keep their order. */
export const objectBuiltins = define('object', {
  keys: { returns: 'string[]', documentation: 'The names of its members.', example: ['{ b: 1, a: 2 }.keys()', "['b', 'a']"] },
  values: { returns: 'T[]', documentation: 'The values of its members.', example: ['{ b: 1, a: 2 }.values()', '[1, 2]'] },
  entries: { returns: '{ key: string, value: T }[]', documentation: 'Its members as `{ key, value }`.', example: ['{ a: 1 }.entries()', "[{ key: 'a', value: 1 }]"] },
  merge: { params: { other: 'any' }, returns: '{ [string]: T }', documentation: 'With the members of another object; of two with one name the other one’s counts.', example: ['{ a: 1, b: 2 }.merge({ b: 3, c: 4 })', '{ a: 1, b: 3, c: 4 }'] },
  pick: { params: { keys: 'string | string[]' }, returns: '{ [string]: T }', documentation: 'Only the members of these names.', example: ["{ a: 1, b: 2, c: 3 }.pick(['a', 'c'])", '{ a: 1, c: 3 }'] },
  omit: { params: { keys: 'string | string[]' }, returns: '{ [string]: T }', documentation: 'Without the members of these names.', example: ["{ a: 1, b: 2 }.omit('b')", '{ a: 1 }'] },
  omitNulls: { returns: '{ [string]: T }', documentation: 'Without the members that are null.', example: ['{ a: 1, b: null }.omitNulls()', '{ a: 1 }'] },
  has: { params: { key: 'string' }, returns: 'boolean', documentation: 'True where there is a member of that name, also where it is null.', example: ["{ a: null }.has('a')", 'true'] },
  get: { params: { key: 'string' }, returns: 'T?', documentation: 'The member of that name, or null.', example: ["{ a: 1 }.get('b')", 'null'] },
}, '{ [string]: T }');
