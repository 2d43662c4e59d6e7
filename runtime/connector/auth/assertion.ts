import { randomUUID, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { PatchbayError } from '../../errors.ts';
import type { Value } from '../../expression/contract.ts';
import { stringifyJson } from '../../json/index.ts';
import { readPrivateKey } from './private-key.ts';

export const assertionAlgorithms = ['PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'RS256', 'HS256'] as const;
/** Vendors accept an hour at most; five minutes are enough for one request. */
const lifeSeconds = 300;

export interface AssertionOptions {
  alg: string;
  /** PEM, or the shared secret where the algorithm is HS256. */
  key: string;
  kid: string | undefined;
  /** Members that replace the usual claims; null leaves one out. */
  claims: Value;
  clientId: string | undefined;
  /** The vendor's token URL, also where the instance has a `baseUrl`. */
  audience: string;
  /** Milliseconds since 1970. */
  now: number;
}

/** A signed JWT that says who the client is (RFC 7523 sections 2.2 and 3). */
export async function signAssertion({ alg, key, kid, claims, clientId, audience, now }: AssertionOptions): Promise<string> {
  if (!(assertionAlgorithms as readonly string[]).includes(alg)) {
    throw new PatchbayError('unknown-algorithm', `${alg} is no algorithm that assertions can be signed with.`, { remedy: `Use one of ${assertionAlgorithms.join(', ')}.` });
  }
  const issuedAt = Math.floor(now / 1000);
  const payload = {
    ...(clientId !== undefined && { iss: clientId, sub: clientId }),
    aud: audience, iat: issuedAt, exp: issuedAt + lifeSeconds, jti: randomUUID(), ...plain(claims),
  };
  for (const [name, value] of Object.entries(payload)) if (value === null) delete (payload as Record<string, unknown>)[name];
  const signingKey = alg === 'HS256' ? new TextEncoder().encode(key) : fitting(readPrivateKey(key), alg);
  try {
    return await new SignJWT(payload).setProtectedHeader({ alg, typ: 'JWT', ...(kid !== undefined && { kid }) }).sign(signingKey);
  } catch (cause) {
    throw new PatchbayError('invalid-key', `The private key cannot sign with ${alg}: ${cause instanceof Error ? cause.message : 'it does not fit'}.`, { cause });
  }
}

function plain(claims: Value): Record<string, unknown> {
  return claims === null || claims === undefined ? {} : JSON.parse(stringifyJson(Object.fromEntries(
    // A null takes a usual claim out, so it is kept here.
    Object.entries(claims).filter(([, value]) => value !== undefined),
  ))) as Record<string, unknown>;
}

/** Says in people's words what the library would say in those of its types. */
function fitting(key: KeyObject, alg: string): KeyObject {
  const type = key.asymmetricKeyType ?? 'unknown';
  const curve = key.asymmetricKeyDetails?.namedCurve;
  const wanted = alg.startsWith('ES') ? { ES256: 'prime256v1', ES384: 'secp384r1', ES512: 'secp521r1' }[alg] : undefined;
  const fits = wanted !== undefined ? type === 'ec' && curve === wanted : type === 'rsa' || (type === 'rsa-pss' && alg.startsWith('PS'));
  if (fits) return key;
  const bits = key.asymmetricKeyDetails?.modulusLength;
  const is = type === 'ec' ? `an EC key on the curve ${curve}` : type.startsWith('rsa') ? `an RSA key of ${bits} bits` : `a key of the type ${type}`;
  throw new PatchbayError('invalid-key', `The private key is ${is}, but ${alg} needs ${wanted === undefined ? 'an RSA key' : `an EC key on the curve ${wanted}`}.`, {
    remedy: `Enter the key that belongs to the certificate in the target system, or choose the algorithm that fits it.`,
  });
}

