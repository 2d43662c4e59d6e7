import { constants, createHmac, createPrivateKey, sign } from 'node:crypto';
import { failure, wrongType } from '../failure.ts';
import { jsonOf } from '../text.ts';
import { isPlain } from '../values.ts';
import type { KeyObject } from 'node:crypto';
import type { Value } from '../contract.ts';

interface JwtOptions {
  alg: string;
  /** A shared secret for HS…, a private key in PEM for the others. */
  key: string | Uint8Array;
  claims: Value;
  kid: string | undefined;
}

/** A signed JSON Web Token (RFC 7519, JWS compact serialisation), with the algorithms of RFC 7518 section 3.1 and EdDSA. */
export function signJwt({ alg, key, claims, kid }: JwtOptions): string {
  if (typeof claims !== 'object' || claims === null || !isPlain(claims)) throw wrongType('object', claims);
  const header = { alg, typ: 'JWT', ...(kid !== undefined && { kid }) };
  const text = `${base64url(JSON.stringify(header))}.${base64url(jsonOf(claims))}`;
  return `${text}.${signature(alg, key, text).toString('base64url')}`;
}

function base64url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}

const curves: Record<string, string> = { 256: 'prime256v1', 384: 'secp384r1', 512: 'secp521r1' };

function signature(alg: string, key: string | Uint8Array, text: string): Buffer {
  const [, family, bits = ''] = /^(HS|RS|PS|ES)(256|384|512)$/.exec(alg) ?? (alg === 'EdDSA' ? ['', alg] : []);
  const hash = `sha${bits}`;
  const data = Buffer.from(text, 'utf8');
  switch (family) {
    case 'HS': return createHmac(hash, key).update(data).digest();
    case 'RS': return sign(hash, data, privateKey(key, alg, 'rsa'));
    case 'PS': return sign(hash, data, { key: privateKey(key, alg, 'rsa'), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
    // RFC 7518 section 3.4: R and S side by side, not ASN.1.
    case 'ES': return sign(hash, data, { key: privateKey(key, alg, 'ec', curves[bits]), dsaEncoding: 'ieee-p1363' });
    case 'EdDSA': return sign(null, data, privateKey(key, alg, 'ed25519'));
    default: throw failure('invalid-value', `there is no algorithm \`${alg}\`; there are HS, RS, PS and ES with 256, 384 or 512, and EdDSA`);
  }
}

/** Never says anything of the key but its kind. */
function privateKey(key: string | Uint8Array, alg: string, type: 'rsa' | 'ec' | 'ed25519', curve?: string): KeyObject {
  const pem = typeof key === 'string' ? key.replaceAll('\\n', '\n') : Buffer.from(key);
  let made: KeyObject;
  try {
    made = createPrivateKey(pem);
  } catch {
    throw failure('invalid-value', 'the argument `key` is no private key in PEM format', { remedy: 'It begins with `-----BEGIN PRIVATE KEY-----`, and all its lines belong to it.' });
  }
  const fits = made.asymmetricKeyType === type || (type === 'rsa' && alg.startsWith('PS') && made.asymmetricKeyType === 'rsa-pss');
  if (!fits || (curve !== undefined && made.asymmetricKeyDetails?.namedCurve !== curve)) {
    throw failure('invalid-value', `the key does not fit ${alg}: it is of kind ${made.asymmetricKeyDetails?.namedCurve ?? made.asymmetricKeyType ?? 'unknown'}`);
  }
  return made;
}
