import { define } from './define.ts';

/** Functions that stand alone. */
export const globalBuiltins = define(undefined, {
  now: { returns: 'datetime', documentation: 'The time, in UTC. In a test it is the time that `now` sets.', example: ['now().iso()', "'2026-01-05T10:00:00Z'"] },
  today: { params: { 'zone?': 'string' }, returns: 'date', documentation: 'The day, in UTC or the given time zone.', example: ["today('Asia/Tokyo').iso()", "'2026-01-05'"] },
  uuid: { returns: 'string', documentation: 'A new random UUID (version 4).', example: ['uuid().length', '36'] },
  hmac: { params: { algorithm: "'sha256' | 'sha1' | 'sha384' | 'sha512' | 'md5'", key: 'string | bytes', text: 'string | bytes' }, returns: 'bytes', documentation: 'The keyed hash of a text (RFC 2104), to sign requests and verify webhooks.', example: ["hmac('sha256', 'key', 'text').hex().slice(0, 8)", "'6afa9046'"] },
  basic: { params: { user: 'string', password: 'string' }, returns: 'string', documentation: 'The value of an `Authorization` header for Basic authentication (RFC 7617).', example: ["basic('acme', 'demo')", "'Basic YWNtZTpkZW1v'"] },
  jwt: { params: { alg: 'string', key: 'string | bytes', claims: '{ [string]: any }', 'kid?': 'string' }, returns: 'string', documentation: 'A signed JSON Web Token (RFC 7519). `alg` is HS256, RS256, PS256 or ES256, also with 384 and 512, or EdDSA; the key is a shared secret for HS, else a private key in PEM.', example: ["jwt(alg: 'HS256', key: 'key', claims: { iss: 'patchbay' }).split('.').length", '3'] },
});
