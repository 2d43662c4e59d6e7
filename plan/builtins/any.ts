import { define } from './define.ts';

/** Methods of every value but null. */
export const anyBuiltins = define('any', {
  string: { returns: 'string', documentation: 'As a text: digits, ISO 8601, `true`; objects and arrays as JSON, bytes read as UTF-8.', example: ['true.string()', "'true'"] },
  json: { returns: 'string', documentation: 'As JSON, without white space.', example: ["{ a: [1, 'x'] }.json()", "'{\"a\":[1,\"x\"]}'"] },
  hash: { returns: 'string', documentation: 'SHA-256, in hexadecimal, of the canonical JSON: members sorted by name, so that equal values have equal hashes.', example: ['{ a: 1, b: 2 }.hash() == { b: 2, a: 1.0 }.hash()', 'true'] },
});
