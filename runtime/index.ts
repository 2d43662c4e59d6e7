export type * from './ports.ts';
export { PatchbayError } from './errors.ts';
