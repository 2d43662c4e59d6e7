import { createHmac, generateKeyPairSync, verify } from 'node:crypto';
import { jwtVerify } from 'jose';
import type { Expr } from '#plan';
import { describe, expect, test } from 'vitest';
import { compile } from '../../../runtime/expression/index.ts';
import { evaluate, failureOf, frame, json } from '../../support/evaluate.ts';

describe('strings', () => {
  test.each([
    ["'a.b.c'.replace('.', '$&')", 'a$&b$&c'], ["'aaa'.replace('aa', 'b')", 'ba'], ["'A😀B'.truncate(2)", 'A'], ["'A😀B'.truncate(3)", 'A😀'], ["'abc'.truncate(9)", 'abc'], ["'ß'.upper()", 'SS'],
    ["'abc'.padStart(2)", 'abc'], ["'x'.groups('(a)?x')", [null]], ["'nope'.groups('^\\d+$')", null], ["'ab12'.groups('\\d+')", ['12']], ["'a+b c%'.urlEncode().urlDecode()", 'a+b c%'],
    ["'SGkh\n'.fromBase64()", 'Hi!'], ["'_-8'.fromBase64() ", undefined], ["'2026-07-05 10:00'.datetime('yyyy-MM-dd HH:mm', zone).iso()", '2026-07-05T10:00:00+02:00'], ["'2026-07-05T10:00'.datetime(null, zone).iso()", '2026-07-05T10:00:00+02:00'],
    ["'1767607200'.datetime('epoch').iso()", '2026-01-05T10:00:00Z'], ["'{\"id\": 12345678901234567890, \"2\": 1}'.parseJson().json()", '{"id":12345678901234567890,"2":1}'],
  ] as [string, unknown][])('%s', (source, wanted) => {
    if (wanted === undefined) expect(failureOf(source).code).toBe('invalid-value');
    else expect(evaluate(source, { zone: 'Europe/Berlin' })).toEqual(wanted);
  });

  test.each([
    ["'x'.integer()", 'invalid-value', "'x'.integer(): \"x\" is no integer"], ["'{'.parseJson()", 'invalid-json', "'{'.parseJson(): no valid JSON"], ["'a'.replace('', 'b')", 'invalid-value', 'is empty'],
    ["'a'.matches('(')", 'invalid-pattern', 'the pattern ( cannot be read'], ["'a'.matches('(?=a)')", 'invalid-pattern', 'cannot be read'], ["'!!'.fromBase64()", 'invalid-value', 'is no base64'], ["'%E0%A4%A'.urlDecode()", 'invalid-value', 'not URL-encoded'],
    ["'a'.padStart(-1)", 'invalid-value', '`length` is -1'], ["'/w=='.fromBase64()", 'invalid-value', 'no text in UTF-8'],
  ])('%s fails with %s', (source, code, message) => {
    const error = failureOf(source);
    expect(error).toMatchObject({ code, scope: 'record', at: [0, 1, 1, 1, 1] });
    expect(error.message).toContain(message);
  });

  test('patterns take linear time', () => {
    const started = process.threadCpuUsage();
    expect(evaluate("text.matches('^(a+)+$')", { text: `${'a'.repeat(20_000)}b` })).toBe(false);
    expect(process.threadCpuUsage(started).user / 1000).toBeLessThan(2000);
  });
});

describe('numbers', () => {
  test.each([
    ['2.5.round()', '3'], ['(-2.5).round()', '-3'], ['2.449.round(2)', '2.45'], ['2.5.round(3)', '2.500'], ['(-0.4).round()', '0'], ['(-2.1).floor()', '-3'], ['(-2.9).ceil()', '-2'], ['(-0.5).ceil()', '0'],
    ["'2.675'.number().round(2)", '2.68'], ['12345678901234567890.5.integer()', '12345678901234567890'], ["12.345.format('0.00')", '"12.35"'], ["(-1234.5).format('#,##0.00')", '"-1,234.50"'],
    ["1234.5.format('#,##0.00', 'de')", '"1.234,50"'], ["0.5.format('0.##')", '"0.5"'], ["3.format('000')", '"003"'], ["12345678901234567890.125.format('0.00')", '"12345678901234567890.13"'], ["7.5.format('0.0 EUR')", '"7.5 EUR"'],
    ["0.256.format('0%')", '"26%"'], ["'1e3'.number() + 0", '1000'], ['[1, 2.50].sum()', '3.50'], ['[].sum()', '0'], ['[1h, 30m].sum()', '"90m"'],
  ])('%s is %s', (source, wanted) => {
    expect(json(source)).toBe(wanted);
  });

  test.each(["1.5.format('abc')", "1.5.round(-1)", "1.5.round(101)", "1.5.format('0', 'no-such-locale-1')"])('%s fails the record', (source) => {
    expect(failureOf(source).scope).toBe('record');
  });
});

describe('times', () => {
  test.each([
    ["'2026-03-29T12:00:00+02:00'.datetime().inZone('Europe/Berlin').startOf('day').iso()", '2026-03-29T00:00:00+01:00'], ["'2026-01-04T10:00:00Z'.datetime().startOf('week').iso()", '2025-12-29T00:00:00Z'],
    ["'2026-01-04'.date().weekday()", 7], ["'2026-02-10'.date().endOf('quarter').iso()", '2026-03-31'], ["'2026-01-05T22:30:00-05:00'.datetime().hour()", 22], ["'2026-01-05T22:30:00-05:00'.datetime().date().iso()", '2026-01-05'],
    ["today('Pacific/Kiritimati').iso()", '2026-01-06'], ["now().format('EEEE d. MMMM', 'de')", 'Montag 5. Januar'], ["now().format('epoch')", '1767607200'], ["'2026-01-05'.date().format('EEE')", 'Mon'],
    ["'2026-01-05'.date().inZone('America/New_York').iso()", '2026-01-05T00:00:00-05:00'], ["now().inZone('UTC+3').iso()", '2026-01-05T13:00:00+03:00'],
  ])('%s', (source, wanted) => {
    expect(evaluate(source)).toBe(wanted);
  });

  test.each(["now().startOf('fortnight')", "now().inZone('Mars/Base')", 'now().plus(1)', "'2026-01-05'.date().startOf('hour')", "now().format('qq')"])('%s fails the record', (source) => {
    expect(failureOf(source)).toMatchObject({ scope: 'record', at: [0, 1, 1, 1, 1] });
  });
});

describe('arrays and objects', () => {
  test.each([
    ['[3, null, 1].sort()', '[1,3,null]'], ["[{ n: 2, t: 'a' }, { n: 1, t: 'b' }, { n: 2, t: 'c' }].sort(x => x.n).map(x => x.t)", '["b","a","c"]'], ['[null, 2].min()', '2'], ['[].max()', 'null'],
    ["[1, 1.0, '1', null, null, [1], [1.00]].distinct()", '[1,"1",null,[1]]'], ['[1, null].map(x => x)', '[1,null]'], ['[[1], []].flatMap(x => x)', '[1]'], ["[1, 2, 3].groupBy(x => x % 2).map(g => g.key)", '[1,0]'],
    ['[1, 2, 3].slice(-2)', '[2,3]'], ['[1].zip([])', '[]'], ['[].any()', 'false'], ['[1].any()', 'true'], ['[].all(x => false)', 'true'], ["['b', 'a'].sort().join()", '"a,b"'], ["{ a: 1, b: null, c: 2 }.omitNulls().pick(['c', 'a'])", '{"a":1,"c":2}'],
    ['{ a: 1 }.merge(null)', '{"a":1}'], ["{ b: 1 }.json() + [1.50].json()", '"{\\"b\\":1}[1.50]"'], ["{ a: 1 }.has('toString')", 'false'], ["[{ key: 1, value: 2 }].fromEntries()", '{"1":2}'],
  ])('%s is %s', (source, wanted) => {
    expect(json(source)).toBe(wanted);
  });

  test('nothing changes its receiver', () => {
    const list = [3, 1, 2];
    const members = { a: 1 };
    for (const source of ['list.sort()', 'list.reverse()', 'list.distinct()', "members.merge({ b: 1 })", "members.omit('a')"]) evaluate(source, { list, members });
    expect([list, members]).toEqual([[3, 1, 2], { a: 1 }]);
  });

  test.each([
    ['[1, null].sum()', 'null-value'], ["['a'].sum()", 'wrong-type'], ["[1, 'a'].sort()", 'wrong-type'], ["['a', null].join()", 'null-value'], ['[1].flatMap(x => x)', 'wrong-type'], ['[1].fromEntries()', 'wrong-type'], ['[{}].indexBy(x => x.k)', 'null-value'],
    ['[1].filter(x => x)', 'wrong-type'],
  ])('%s fails with %s', (source, code) => {
    expect(failureOf(source)).toMatchObject({ code, scope: 'record', at: [0, 1, 1, 1, 1] });
  });
});

const hash = (source: string): unknown => evaluate(`${source}.hash()`);

describe('hashes', () => {
  test('equal values have equal hashes, whatever their order, class and zeros', () => {
    expect(hash('{ a: 1, b: [2.50] }')).toBe(hash('{ b: [2.5], a: 1.00 }'));
    expect(hash('{ a: 1 }')).not.toBe(hash("{ a: '1' }"));
    expect(evaluate('x.hash()', { x: { b: undefined, a: 1 } })).toBe(hash('{ a: 1 }'));
    // SHA-256 of {"a":1}, as `printf '{"a":1}' | sha256sum` prints it.
    expect(hash('{ a: 1 }')).toBe('015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862');
  });
});

describe('signatures', () => {
  test('hmac takes texts and bytes and gives bytes', () => {
    const wanted = createHmac('sha256', 'key').update('text').digest();
    expect(evaluate("hmac('sha256', key, text).hex()", { key: 'key', text: new TextEncoder().encode('text') })).toBe(wanted.toString('hex'));
    expect(evaluate("hmac('sha256', key.bytes(), text) == wanted", { key: 'key', text: 'text', wanted })).toBe(true);
    expect(evaluate("hmac('sha1', 'key', 'text').base64()")).toBe(createHmac('sha1', 'key').update('text').digest('base64'));
    expect(failureOf("hmac('sha3', 'key', 'text')").message).toContain('there is no algorithm `sha3`');
  });

  test('an expression that reads a secret shows no value in its errors', () => {
    const at = [0, 1, 1, 1, 1] as [number, number, number, number, number];
    const secret = { op: 'name', scope: 'secret', name: 'token', at } as const;
    const long = `canary-${'0123456789'.repeat(10)}`;
    const run = (expr: Expr) => compile(expr, {})(frame({}, { secret: { token: long }, grant: { token: long } }));
    for (const of of [secret, { op: 'get', of: { op: 'name', scope: 'grant', name: 'grant', at }, key: { op: 'literal', type: 'string', text: 'token', at }, optional: false, at } as const]) {
      const attempts: Expr[] = [
        { op: 'method', on: 'string', name: 'integer', of, args: [], optional: false, at }, { op: 'binary', operator: '*', on: 'any', left: of, right: of, at }, { op: 'get', of, key: { op: 'literal', type: 'string', text: 'x', at }, optional: false, at },
        { op: 'convert', to: 'datetime', of, at }, { op: 'template', use: 'url', parts: ['https://', of, '.example'], at }, { op: 'match', subject: of, cases: [], at }, { op: 'unary', operator: '!', of, at },
        { op: 'method', on: 'any', name: 'round', of, args: [], optional: false, at },
      ];
      for (const attempt of attempts) {
        expect(() => run(attempt)).toThrow();
        expect(() => run(attempt)).not.toThrow(/canary/);
      }
    }
    expect(failureOf("'canary'.integer()").message).toContain('canary');
  });

  test('no message shows the key', () => {
    const key = 'canary-value-1';
    expect(failureOf("jwt(alg: 'RS256', key: key, claims: {})", { key }).message).not.toContain(key);
    expect(failureOf("hmac('sha256', key, 5)", { key }).message).not.toContain(key);
    expect(failureOf("basic(key, null)", { key }).message).not.toContain(key);
    expect(failureOf("basic(key, 'x')", { key: `${key}:x` }).message).not.toContain(key);
    expect(failureOf("hmac('sha256', secrets, 'x')", { secrets: { key } }).message).not.toContain(key);
  });

  test.each(['HS256', 'HS384', 'HS512'])('%s is what jose verifies', async (alg) => {
    const key = 'k'.repeat(64);
    const token = evaluate("jwt(alg: alg, key: key, claims: { iss: 'patchbay', exp: now().plus(5m).epochSeconds(), big: 1.50 })", { alg, key }) as string;
    const { payload, protectedHeader } = await jwtVerify(token, new TextEncoder().encode(key), { currentDate: new Date('2026-01-05T10:01:00Z') });
    expect(payload).toEqual({ iss: 'patchbay', exp: 1_767_607_500, big: 1.5 });
    expect(protectedHeader).toEqual({ alg, typ: 'JWT' });
  });

  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pairs = {
    RS256: rsa, RS512: rsa, PS256: rsa, PS384: rsa, ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }), ES384: generateKeyPairSync('ec', { namedCurve: 'P-384' }), ES512: generateKeyPairSync('ec', { namedCurve: 'P-521' }),
    EdDSA: generateKeyPairSync('ed25519'),
  };

  test.each(Object.entries(pairs))('%s is what jose verifies', async (alg, { privateKey, publicKey }) => {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    for (const key of [pem, pem.replaceAll('\n', '\\n'), Buffer.from(pem)]) {
      const token = evaluate("jwt(alg: alg, key: key, claims: { sub: 'x' }, kid: 'k1')", { alg, key }) as string;
      const { payload, protectedHeader } = await jwtVerify(token, publicKey);
      expect([payload, protectedHeader]).toEqual([{ sub: 'x' }, { alg, typ: 'JWT', kid: 'k1' }]);
    }
  });

  test('ES256 signs with R and S side by side', () => {
    const { privateKey, publicKey } = pairs.ES256;
    const token = evaluate("jwt(alg: 'ES256', key: key, claims: {})", { key: privateKey.export({ type: 'pkcs8', format: 'pem' }) }) as string;
    const [header, claims, signature] = token.split('.') as [string, string, string];
    expect(Buffer.from(signature, 'base64url')).toHaveLength(64);
    expect(verify('sha256', Buffer.from(`${header}.${claims}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))).toBe(true);
  });

  test.each([['RS256', pairs.ES256], ['ES256', rsa], ['ES256', pairs.ES384], ['PS256', pairs.EdDSA]] as const)('%s refuses a key of another kind', (alg, { privateKey }) => {
    expect(failureOf("jwt(alg: alg, key: key, claims: {})", { alg, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) }).message).toContain(`the key does not fit ${alg}`);
  });

  test('there is no algorithm none', () => {
    expect(failureOf("jwt(alg: 'none', key: '', claims: {})").message).toContain('there is no algorithm `none`');
  });

  test('basic is that of RFC 7617', () => {
    expect(evaluate("basic('Aladdin', 'open sesame')")).toBe('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==');
    expect(evaluate("basic('é', 'ü:')")).toBe(`Basic ${Buffer.from('é:ü:').toString('base64')}`);
  });
});
