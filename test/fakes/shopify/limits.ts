import { bucket, type Bucket, type Clock } from '../kit/index.ts';

/** The plans differ by their rates (rate-limits page); 80 and 400 are assumed. GraphQL: points and points a second. */
export const planLimits = {
  standard: { bucketSize: 40, leakPerSecond: 2, graphqlMaximum: 2000, graphqlPerSecond: 100 },
  advanced: { bucketSize: 80, leakPerSecond: 4, graphqlMaximum: 4000, graphqlPerSecond: 200 },
  plus: { bucketSize: 400, leakPerSecond: 20, graphqlMaximum: 20_000, graphqlPerSecond: 1000 },
} as const;

export type ShopLimits = { [K in keyof (typeof planLimits)['standard']]: number };

/** The leaky bucket of REST: one call is one drop. */
export interface RestBucket {
  /** Takes a drop; false when it would run over. */
  take(): boolean;
  /** `32/40`, for X-Shopify-Shop-Api-Call-Limit. */
  level(): string;
}

export const restBucket = (limits: ShopLimits, clock: Clock): RestBucket => {
  const tokens = bucket({ size: limits.bucketSize, perSecond: limits.leakPerSecond, clock });
  return { take: () => tokens.take(), level: () => `${Math.ceil(limits.bucketSize - tokens.available())}/${limits.bucketSize}` };
};

export const costBucket = (limits: ShopLimits, clock: Clock): Bucket =>
  bucket({ size: limits.graphqlMaximum, perSecond: limits.graphqlPerSecond, clock });
