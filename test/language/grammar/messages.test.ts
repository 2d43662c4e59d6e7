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

const body = 'A function is one expression: `x => x.name`, without braces and `return`. What takes several steps stands in the flow, as `let` before it.';
const inPlace = 'Nothing is changed in place: a new value has a name of its own, `let name = …`.';
const quotes = 'Texts stand in quotes: `"…{name}…"`, and over several lines in `"""`.';

test.each([
  ['let x = a.b === 1', '2:15 Equal is written `==`: it converts nothing here.'],
  ['filter a.b !== null', '2:14 Unequal is written `!=`: it converts nothing here.'],
  ['filter a.b <> 1', '2:14 Unequal is written `!=`.'],
  ['filter a.b = 1', '2:14 Equal is written `==`.'],
  ['let x = list.map(x => { return x.a })', `2:22 ${body}`],
  ['let x = list.map(x => {\n    return x.a\n  })', `2:22 ${body}`],
  ['let x = list.map((x) => { const y = x.a return y })', `2:24 ${body}`],
  ['let x = list.map(function (x) { return x.a })', '2:33 A function is written `x => …` here, as one expression without braces and `return`.'],
  ['let x = list.map((x: string) => x.a)', '2:20 The parameters of a function in a value have no types, they are known: `x => …`, `(x, y) => …`.'],
  ['let x = list.map((x): string => x.a)', '2:23 What a function in a value gives is known, and not declared: `x => …`.'],
  ['let x = list.map(async x => x.a)', '2:26 Nothing is waited for: write the function without `async`.'],
  ['let x = await shop.get(1)', '2:11 Nothing is waited for: a step goes on when the one before it is done.'],
  ['await shop.get(1)', '2:3 `await` cannot stand here. Nothing is waited for: a step goes on when the one before it is done.'],
  ['let x = new Date()', '2:11 No value is made with `new`: a time is `now()`, or `text.datetime()`.'],
  ['let x = typeof a', '2:11 What may be of several kinds is told apart by what it holds, with `match` or `==`.'],
  ['filter not a', '2:10 Write `!`.'],
  ['filter a and b', '2:12 Write `&&`.'],
  ['filter a or b', '2:12 Write `||`.'],
  ['filter a is null', '2:12 Write `==`, or `!=` for "is not".'],
  ['filter a & b', '2:12 "And" is written `&&`; a single `&` means nothing here.'],
  ['filter a | b', '2:12 "Or" is written `||`; a single `|` stands between types, and between the values of a `match`.'],
  ['let x = `a ${b} c`', `2:11 ${quotes}`],
  ['let x = `a', `2:11 ${quotes}`],
  ['let x = a!.b', '2:12 Nothing can be said to be there by `!`: write `?.`, which gives null where it is not, or another value behind `??`.'],
  ['let x = f(a!)', '2:14 Nothing can be said to be there by `!`: write `?.`, which gives null where it is not, or another value behind `??`.'],
  ['let x = a as string', '2:13 A value is not declared to be of another type, it is converted: `.string()`, `.decimal()`, `.datetime()`.'],
  ['let x = a;', '2:12 A line ends without `;`.'],
  ['let x = a; // as elsewhere', '2:12 A line ends without `;`.'],
  ['let x = { a: 1; b: 2 }', '2:17 What a `;` would part stands on lines of its own; between entries and fields stands a comma.'],
  ['const x = a;', '2:3 `const` cannot stand here. Write `let name = value`.'],
  ['a = 1', '2:3 A value gets its name by `let a = …`, and a variable of the flow another value by `set a = …`.'],
  ['let x = a++', `2:12 ${inPlace}`],
  ['let x = a ??= 1', `2:13 ${inPlace}`],
  ['let { a } = b', '2:7 A `let` names one value: `let name = order.name`.'],
  ['let x: Array<string> = []', '2:15 An array is written `string[]`.'],
  ['throw a', '2:3 `throw` cannot stand here. Write `reject "…"` to set the record aside, or `fail "…"` to end the run.'],
  ['let x = “a”', '2:11 Texts stand in straight quotes: `"…"`.'],
])('as other languages write it: %s', (text, message) => {
  expect(step(text)).toEqual([message]);
});

test.each([
  ['function f(x: string): string {\n  return x\n}', '1:31 A function is one expression behind `=`, without braces and `return`: `function name(x: string): string = …`.'],
  ['function f(x: string) { return x }', '1:23 A function is one expression behind `=`, without braces and `return`: `function name(x: string): string = …`.'],
  ['function f(x: string): string => x', '1:31 A function is one expression behind `=`, without braces and `return`: `function name(x: string): string = …`.'],
  ['async function f(x: string): string = x', '1:1 `async` cannot stand here in a flow file. Nothing is waited for: leave the word out.'],
  ['import { a } from \'./b.flow\'', '1:8 An import brings all that the file declares: `import \'./other.flow\'`.'],
  ['import \'./b.flow\';', '1:18 A line ends without `;`.'],
  ['let x = 1', '1:1 `let` cannot stand here in a flow file. A value with a name stands in a flow: `let name = value`. For several flows it is a function: `function name(): string = …`.'],
])('at the top of a file, as other languages write it: %s', (text, message) => {
  expect(parse('flow', `${text}\n\nflow f {\n  skip\n}\n`).errors).toEqual([message]);
});

test('what is told of steps is not told of members', () => {
  expect(member('foo = 1')).toEqual(['2:3 `foo` cannot stand here in a connector.']);
});

test('a text in backticks is one text for what follows', () => {
  const { errors, value } = parse('flow', 'flow f {\n  log info `a ${b.c} d`\n  let y = 1\n}\nflow g { skip }\n');
  expect(errors).toEqual([`2:12 ${quotes}`]);
  expect((value as unknown as { items: { steps: { $type: string }[] }[] }).items.map(({ steps }) => steps.map(({ $type }) => $type))).toEqual([['LogStep', 'LetStep'], ['SkipStep']]);
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
