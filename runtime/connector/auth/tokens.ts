import type { Value } from '../../expression/contract.ts';

/** A token as it was granted. Times in milliseconds since 1970. */
export interface Grant {
  token: string;
  /** The whole answer, for `grant.x`. */
  answer: Value;
  obtainedAt: number;
  expiresAt: number | undefined;
}

/** Tokens of this process by credential: whoever needs one while it is being asked for waits for the same request. */
export interface Tokens {
  get(credential: string, now: number, obtain: () => Promise<Grant>): Promise<Grant>;
  /** Known and still good for a while, without waiting. */
  peek(credential: string, now: number): Grant | undefined;
  /** The server refused this one. A newer one stays. */
  drop(credential: string, refused: Grant): void;
}

/** A token is renewed this long before it ends, at most: a tenth of its life where that is shorter. */
const marginMs = 60_000;

export function createTokens(): Tokens {
  const granted = new Map<string, Grant>();
  const pending = new Map<string, Promise<Grant>>();
  const peek = (credential: string, now: number) => {
    const grant = granted.get(credential);
    return grant !== undefined && isGood(grant, now) ? grant : undefined;
  };
  return {
    peek,
    drop(credential, refused) {
      if (granted.get(credential) === refused) granted.delete(credential);
    },
    async get(credential, now, obtain) {
      const known = peek(credential, now);
      if (known !== undefined) return known;
      let request = pending.get(credential);
      if (request === undefined) {
        request = obtain().then((grant) => {
          granted.set(credential, grant);
          return grant;
        }).finally(() => pending.delete(credential));
        pending.set(credential, request);
      }
      return request;
    },
  };
}

function isGood({ obtainedAt, expiresAt }: Grant, now: number): boolean {
  return expiresAt === undefined || now < expiresAt - Math.min(marginMs, (expiresAt - obtainedAt) / 10);
}
