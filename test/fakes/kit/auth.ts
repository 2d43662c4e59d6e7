import { createHash, createHmac, createPublicKey, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { Clock } from './clock.ts';

/** Compares two secrets in time that does not depend on where they differ. */
export const sameSecret = (a: string | undefined, b: string | undefined): boolean => {
  if (a === undefined || b === undefined) return false;
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
};

/** Access tokens that a fake has given out, with their end in time. */
export interface TokenStore {
  issue(token: string, lifetimeSeconds: number): void;
  holds(token: string | undefined): boolean;
  /** As when the vendor ends a session early: every later use is a 401. */
  revokeAll(): void;
  readonly issued: number;
}

export const tokenStore = (clock: Clock): TokenStore => {
  const ends = new Map<string, number>();
  let issued = 0;
  return {
    issue: (token, lifetimeSeconds) => {
      ends.set(token, clock.now() + lifetimeSeconds * 1000);
      issued += 1;
    },
    holds: (token) => token !== undefined && (ends.get(token) ?? 0) > clock.now(),
    revokeAll: () => ends.clear(),
    get issued() {
      return issued;
    },
  };
};

/** A token in the form of a JWT that nobody but the fake can read anything from. */
export const opaqueJwt = (claims: Record<string, unknown>): string => {
  const body = [{ typ: 'JWT', alg: 'HS256' }, { ...claims, jti: randomBytes(12).toString('hex') }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${body}.${createHmac('sha256', randomBytes(32)).update(body).digest('base64url')}`;
};

export interface AssertionRule {
  /** By `kid`: SPKI or certificate PEM. */
  keys: ReadonlyMap<string, KeyObject>;
  algorithms: readonly string[];
  issuer: string;
  audiences: readonly string[];
  /** `exp − iat` must stay below this. */
  maxLifetimeSeconds: number;
  clock: Clock;
}

/** A public key from SPKI or X.509 PEM. RSA below 3072 bits and other curves than P-256/384/521 are refused (NetSuite section_162790605110). */
export const certificateKey = (pem: string): KeyObject => {
  const key = createPublicKey(pem);
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  const fits = key.asymmetricKeyType === 'rsa' ? (modulusLength ?? 0) >= 3072 : ['prime256v1', 'secp384r1', 'secp521r1'].includes(namedCurve ?? '');
  if (!fits) throw new Error('a certificate needs an RSA key of 3072 or 4096 bits, or an EC key on P-256, P-384 or P-521');
  return key;
};

const clockSkewSeconds = 60;

/** Verifies a signed client assertion (RFC 7523 section 3). Gives its claims, or the reason for the refusal. */
export const verifyAssertion = async (assertion: string, rule: AssertionRule): Promise<{ claims: Record<string, unknown> } | { reason: string }> => {
  try {
    const { kid, alg } = decodeProtectedHeader(assertion);
    if (alg === undefined || !rule.algorithms.includes(alg)) return { reason: `the algorithm ${alg ?? ''} is not accepted` };
    const key = kid === undefined ? undefined : rule.keys.get(kid);
    if (key === undefined) return { reason: 'no certificate has this kid' };
    const { payload } = await jwtVerify(assertion, key, {
      algorithms: [...rule.algorithms],
      issuer: rule.issuer,
      audience: [...rule.audiences],
      currentDate: new Date(rule.clock.now()),
      clockTolerance: clockSkewSeconds,
      requiredClaims: ['iss', 'aud', 'iat', 'exp'],
    });
    const { iat = 0, exp = 0 } = payload;
    if (exp - iat >= rule.maxLifetimeSeconds) return { reason: 'exp is too far after iat' };
    if (iat > rule.clock.now() / 1000 + clockSkewSeconds) return { reason: 'iat is in the future' };
    return { claims: payload };
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return { reason: error.message };
    throw error;
  }
};
