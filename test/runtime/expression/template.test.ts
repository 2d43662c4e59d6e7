import { describe, expect, test } from 'vitest';
import type { TemplateUse } from '#plan';
import { expression } from '../../support/expression-source.ts';
import { evaluate, failureOf } from '../../support/evaluate.ts';

/** A text of the language, used as one kind of template. */
function template(use: TemplateUse, source: string) {
  const expr = expression(source);
  if (expr.op !== 'template') throw new Error('no template');
  return { ...expr, use };
}

const render = (use: TemplateUse, source: string, record: Record<string, unknown>) => evaluate(template(use, source), record);
const refuse = (use: TemplateUse, source: string, record: Record<string, unknown>) => failureOf(template(use, source), record);

describe('texts', () => {
  test.each([
    ['"{v}"', 12.5, '12.5'], ['"a{v}b{v}"', 'x', 'axbx'], ['"{v}"', true, 'true'], ['"{v}"', [1, { a: null }], '[1,{"a":null}]'], ['"{v.decimal() + 0}"', '12.50', '12.50'],
    ['"{v.datetime()}"', '2026-01-05T10:00:00.5+02:00', '2026-01-05T10:00:00.500+02:00'], ['"{v.date()}"', '2026-01-05', '2026-01-05'], ['"{30s}"', 0, '30s'], ['"{12345678901234567890}"', 0, '12345678901234567890'],
    ['"{v.map(x => "<{x}>").join("")}"', ['a', 'b'], '<a><b>'],
  ])('%s of %j', (source, v, wanted) => {
    expect(render('text', source, { v })).toBe(wanted);
  });

  test('null fails the record with the place and the path, absent too', () => {
    expect(refuse('text', '"to {order.email}"', { order: { email: null } })).toMatchObject({ code: 'null-value', scope: 'record', at: [0, 1, 1, 1, 1], message: 'order.email: email is null and cannot be written into a text' });
    expect(refuse('text', '"{v}"', {}).code).toBe('null-value');
  });

  test('bytes need a spelling', () => {
    expect(refuse('text', '"{v}"', { v: new Uint8Array([1]) })).toMatchObject({ code: 'wrong-type', remedy: 'Write `.base64()`, `.hex()` or `.string()`.' });
  });

  test('messages show null and bytes', () => {
    expect(render('message', '"{v} {w} {b}"', { v: null, b: new Uint8Array([72, 105]) })).toBe('null null SGk=');
  });
});

describe('paths', () => {
  test.each([
    ['"/orders/{v}.json"', 12, '/orders/12.json'], ['"/a/{v}"', 'x/y?z#1 é', '/a/x%2Fy%3Fz%231%20%C3%A9'], ['"/a/{v}"', '..%2f', '/a/..%252f'], ['"/a/{v}"', '...', '/a/...'],
    ['"/a/{v}"', 'a\\b', '/a/a%5Cb'], ['"/a/{v}x"', 'é\u0000', '/a/%C3%A9%00x'], ['"/{v}/{v}"', 'a;b', '/a%3Bb/a%3Bb'],
  ])('%s of %j is %s', (source, v, wanted) => {
    expect(render('path', source, { v })).toBe(wanted);
  });

  test.each([
    ['"/orders/{v}"', '..'], ['"/orders/{v}"', '.'], ['"/orders/{v}"', ''], ['"/orders/.{v}"', '.'], ['"/a/{v}{v}/b"', '.'], ['"/a/{v}./b"', '.'], ['"/a/{v}?x=1"', '..'], ['"{v}/b"', '..'],
  ])('%s of %j would be another address', (source, v) => {
    expect(refuse('path', source, { v })).toMatchObject({ code: 'unsafe-path-value', scope: 'record' });
  });

  test.each([null, undefined])('%j never becomes another request', (v) => {
    expect(refuse('path', '"/orders/{v}"', { v })).toMatchObject({ code: 'null-value', message: 'v is null and cannot be written into a text' });
  });

  test('an object is no segment, half a surrogate pair neither', () => {
    expect(refuse('path', '"/a/{v}"', { v: { id: 1 } }).code).toBe('wrong-type');
    expect(refuse('path', '"/a/{v}"', { v: ['a', 'b'] }).code).toBe('wrong-type');
    expect(refuse('path', '"/a/{v}"', { v: '\ud800' }).code).toBe('invalid-value');
  });
});

describe('addresses', () => {
  test.each([
    ['"https://{v}.myshop.example/admin"', 'acme', 'https://acme.myshop.example/admin'], ['"https://{v}.example/{v}"', 'a-1', 'https://a-1.example/a-1'],
    ['"{v}/api"', 'https://acme.example', 'https://acme.example/api'], ['"{v}/api"', 'https://acme.example/base/', 'https://acme.example/base/api'], ['"{v}"', 'http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['"https://acme.example/{v}"', 'a b', 'https://acme.example/a%20b'], ['"https://acme.example/x?q={v}"', 'a&b', 'https://acme.example/x?q=a%26b'],
  ])('%s of %j is %s', (source, v, wanted) => {
    expect(render('url', source, { v })).toBe(wanted);
  });

  test.each([
    ['"https://{v}.myshop.example"', 'evil.example/'], ['"https://{v}.myshop.example"', 'evil.example#'], ['"https://{v}.myshop.example"', 'a.b'], ['"https://{v}.myshop.example"', 'user@evil'],
    ['"https://{v}.myshop.example"', '-a'], ['"https://{v}.myshop.example"', ''], ['"https://{v}.myshop.example"', 'a:1'], ['"https://{v}"', 'é'],
    ['"{v}/api"', 'acme.example'], ['"{v}/api"', 'ftp://acme.example'], ['"{v}/api"', 'https://u:p@acme.example'], ['"{v}/api"', 'https://acme.example?x'], ['"{v}/api"', 'file:///etc/passwd'],
    ['"{v}/api"', 'javascript:alert(1)'],
  ])('%s of %j is refused', (source, v) => {
    const error = refuse('url', source, { v });
    expect(error).toMatchObject({ code: 'unsafe-url-value', scope: 'record' });
    expect(error.message).not.toContain('u:p');
  });

  test('no segment of an address is . or ..', () => {
    expect(refuse('url', '"https://acme.example/{v}/x"', { v: '..' }).code).toBe('unsafe-path-value');
  });
});
