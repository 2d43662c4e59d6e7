export { createNetwork } from './network.ts';
export { createRedactor } from './redaction.ts';
export type * from './contract.ts';
