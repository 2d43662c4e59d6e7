import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createRedactor } from '../../../runtime/connector/index.ts';

const value = `p@ss/w"ord+${randomBytes(6).toString('hex')}= é`;

function redactorOf(...values: string[]) {
  const redactor = createRedactor();
  for (const one of values) redactor.add(one);
  return redactor;
}

test.each([
  ['as it is', value],
  ['URL-encoded', encodeURIComponent(value)],
  ['URL-encoded in small letters', encodeURIComponent(value).replace(/%../g, (part) => part.toLowerCase())],
  ['as a form', new URLSearchParams({ x: value }).toString().slice(2)],
  ['in JSON', JSON.stringify({ x: value }).slice(6, -2)],
  ['in JSON with escaped slashes', JSON.stringify(value).slice(1, -1).replaceAll('/', '\\/')],
  ['in hex', Buffer.from(value).toString('hex')],
  ['in capital hex', Buffer.from(value).toString('hex').toUpperCase()],
])('a secret is taken out %s', (_how, spelling) => {
  expect(redactorOf(value).redact(`<${spelling}>`)).toBe('<[redacted]>');
});

test.each(['', 'u', 'us', 'user:', 'someone:'])('a secret is taken out of base64 after "%s"', (before) => {
  for (const after of ['', 'x', ':tail']) {
    for (const encoding of ['base64', 'base64url'] as const) {
      const shown = redactorOf(value).redact(Buffer.from(before + value + after).toString(encoding));
      // Only the characters that also hold a neighbour's bits may be left.
      expect(shown).toContain('[redacted]');
      const rest = Buffer.from(shown.replace('[redacted]', ''), 'base64').toString('latin1');
      expect(rest.length).toBeLessThanOrEqual(before.length + after.length + 2);
    }
  }
});

test('each line of a key is taken out', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const redactor = redactorOf(pem);
  for (const line of pem.trim().split('\n').filter((text) => !text.startsWith('-----'))) expect(redactor.redact(`error near ${line}`)).not.toContain(line);
  expect(redactor.redact(JSON.stringify({ key: pem }))).toBe('{"key":"[redacted]"}');
  expect(redactor.redact(pem.replaceAll('\n', '\r\n'))).not.toMatch(/[A-Za-z0-9+/=]{30}/);
});

test('of two secrets where one begins like the other both go', () => {
  expect(redactorOf('secret-one', 'secret-one-and-two').redact('secret-one-and-two secret-one')).toBe('[redacted] [redacted]');
});

test('texts without secrets are as they were, and signs of regular expressions are only signs', () => {
  const redactor = redactorOf('a.c$d(e|f)*');
  expect(redactor.redact('abcXd plain text')).toBe('abcXd plain text');
  expect(redactor.redact('x a.c$d(e|f)* y')).toBe('x [redacted] y');
  expect(createRedactor().redact('nothing known')).toBe('nothing known');
});
