import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

/** What the three fakes take to sign in. Made for one run; nothing of it is ever in a file of the project. */
export interface FakeCredentials {
  shopify: { shop: string; clientId: string; clientSecret: string; accessToken: string };
  /** `privateKey` (PKCS 8) signs assertions with PS256; `publicKey` (SPKI) is what the fake verifies with. */
  netsuite: { accountId: string; clientId: string; certificateId: string; privateKey: string; publicKey: string };
  voyado: { apiKey: string };
}

const text = (bytes: number): string => randomBytes(bytes).toString('hex');

/** Random credentials in the vendors' forms. The RSA key of 3072 bits takes up to some seconds. */
export const makeCredentials = async (given: DeepPartial<FakeCredentials> = {}): Promise<FakeCredentials> => ({
  shopify: { shop: 'acme', clientId: text(16), clientSecret: `shpss_${text(16)}`, accessToken: `shpat_${text(16)}`, ...given.shopify },
  netsuite: {
    accountId: '1234567_SB1',
    clientId: text(32),
    certificateId: randomBytes(24).toString('base64url'),
    ...(given.netsuite?.publicKey === undefined ? await makeKeyPair() : { privateKey: '', publicKey: given.netsuite.publicKey }),
    ...given.netsuite,
  },
  voyado: { apiKey: text(20), ...given.voyado },
});

export type DeepPartial<T> = { [K in keyof T]?: Partial<T[K]> };

const makeKeyPair = (): Promise<{ privateKey: string; publicKey: string }> =>
  promisify(generateKeyPair)('rsa', {
    modulusLength: 3072,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
