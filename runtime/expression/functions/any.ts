import { counted } from '../budget.ts';
import { hashOf } from '../key-text.ts';
import { jsonOf, textOf } from '../text.ts';
import { utf8 } from './string.ts';
import type { MethodTable } from './arguments.ts';
import type { Value } from '../contract.ts';

/** Methods of every value. */
export const anyMethods: MethodTable<Value> = {
  string: (of) => (of instanceof Uint8Array ? utf8(of) : counted(textOf(of))),
  json: (of) => counted(jsonOf(of)),
  hash: (of) => hashOf(of),
};
