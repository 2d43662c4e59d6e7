import { type FunctionType, membersOf, type Type } from './type.ts';

/** The function among what is wanted, where there is one. */
export function functionOf(type: Type | undefined): FunctionType | undefined {
  return type && membersOf(type).find((one) => one.kind === 'function');
}
