import { expect, test } from 'vitest';
import { parse } from './support.ts';

const step = (text: string): string[] => parse('flow', `flow f {\n  ${text}\n}\n`).errors;
const member = (text: string): string[] => parse('connector', `connector c {\n  ${text}\n}\n`).errors;

test.each([
  ['if order.paid { }', '2:3 `if` cannot stand here. What goes on is said by `filter condition`, and what is done by `route { when condition { … } else { … } }`.'],
  ['fliter order.paid', '2:3 `fliter` cannot stand here. Did you mean `filter`?'],
  ['let x =', '2:9 Expected a value after `=`, found `}`.'],
  ['let x: = 1', '2:10 Expected a type after `:`, found `=`.'],
  ['let = 1', '2:7 Expected a name after `let`, found `=`.'],
  ['from shop.orders()', '2:20 Expected `as` after `)`, found `}`.'],
  ['use a = b.', '2:12 After `.` a name is missing; it stands on the same line.'],
  ['log info "a', '2:12 This text has no end on its line: close it with `"`.'],
  ['log info \'a', '2:12 This text has no end on its line: close it with `\'`.'],
  ['log info """a', '2:12 This text has no end: close it with `"""`.'],
  ['log info """a {b """', '2:12 In this text an interpolation has no end: close it with `}`.'],
  ['/* a', '2:3 This comment has no end: close it with `*/`.'],
  ['let x = [1, 2', '2:15 Expected `]` after `2` in an array, found `}`.'],
  ['trigger often', '2:11 Expected `schedule`, `every`, `webhook` or `http` after `trigger`, found `often`.'],
])('in a flow: %s', (text, message) => {
  expect(step(text)).toEqual([message]);
});

test.each([
  ['title', '2:3 Expected a text in quotes after `title`, found `}`.'],
  ['version \'1\'', '2:11 Expected a version such as `1.0.0` after `version`, found `\'1\'`.'],
  ['auth a { oauth2 magic {} }', '2:19 Expected `clientCredentials`, `authorizationCode`, `password`, `jwtBearer`, `refreshToken` or `deviceCode` after `oauth2`, found `magic`.'],
  ['endpoint e() { paginate }', '2:27 Expected `link`, `next`, `cursor`, `page` or `offset` after `paginate`, found `}`.'],
  ['endpoint e(a) { GET \'/x\' }', '2:15 Expected `:` after `a`, found `)`.'],
  ['settings { a }', '2:16 Expected `:` after `a`, found `}`.'],
  ['titel \'x\'', '2:3 `titel` cannot stand here in a connector. Did you mean `title`?'],
])('in a connector: %s', (text, message) => {
  expect(member(text)).toEqual([message]);
});

test('the end of a file inside a block', () => {
  expect(parse('flow', 'flow f {\n  skip\n').errors).toEqual(['2:3 Expected `}` after `skip`, found the end of the file.']);
});

test('a brace too many', () => {
  expect(parse('flow', 'flow f {\n  skip\n}\n}\n').errors).toEqual(['4:1 This `}` closes nothing. Is a `{` missing before it, or is it one too many?']);
});

test('a member of which only its first word is there', () => {
  expect(parse('connector', 'connector c {\n  auth a {\n    secret key: string\n    cookie\n    header \'X\': key\n  }\n}\n').errors)
    .toEqual(['4:5 After `cookie` something is missing, or what follows does not fit.']);
});

test('a brace too few, which the indentation shows', () => {
  expect(parse('flow', 'flow a {\n  skip\n\nflow b {\n  skip\n}\n').errors).toEqual(['2:6 A `}` is missing after this: the `{` of line 1 is not closed.']);
  expect(parse('connector', 'connector a {\n  entity A {\n    id: integer\n\n  entity B { id: integer }\n}\n').errors)
    .toEqual(['3:15 A `}` is missing after this: the `{` of line 2 is not closed.']);
});

test.each(['.', '?.', '[', ']', '(', ')', '}', ',', '?', ' ? ', 'header', '//', '/*', "'"])('between two interpolations %j is text', between => {
  expect(parse('flow', `flow f {\n  let x = "{a}${between}{b}"\n  let y = "${between}{a}${between}"\n  let z = 1\n}\n`).errors).toEqual([]);
});
