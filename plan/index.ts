// The plan: what `language` lowers to and `runtime` carries out. Data only; imports nothing.
export type * from './plan.ts';
export type * from './connector.ts';
export type * from './expression.ts';
export type * from './type.ts';
export type * from './builtin.ts';
export { planVersion } from './plan.ts';
export { canonicalJson } from './canonical.ts';
export { builtins } from './builtins/index.ts';
export { parsePlan } from './parse.ts';
export { PlanError } from './parse/schema.ts';
