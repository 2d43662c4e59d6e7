// Expressions at run time: `compile` makes closures of a plan's expressions; beside it what the runtime does with their values.
export { compile } from './compile.ts';
export { convertValue } from './convert.ts';
export { compare } from './numeric.ts';
export { readsSecret } from './compilation.ts';
export { truth } from './operators.ts';
export { canonicalValue, compilePattern, equal, hashOf, messageText, textOf } from './outside.ts';
export { implemented } from './functions/index.ts';
export type * from './contract.ts';
export type { Pattern } from './pattern.ts';
export * from './values.ts';
