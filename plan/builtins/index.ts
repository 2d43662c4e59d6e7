import type { Builtin } from '../builtin.ts';
import { anyBuiltins } from './any.ts';
import { arrayBuiltins } from './array.ts';
import { bytesBuiltins } from './bytes.ts';
import { globalBuiltins } from './global.ts';
import { decimalBuiltins, integerBuiltins, numberBuiltins } from './number.ts';
import { objectBuiltins } from './object.ts';
import { stringBuiltins } from './string.ts';
import { dateBuiltins, datetimeBuiltins } from './time.ts';

/** Every built-in function of the language (LANGUAGE.md section 2). A lambda may have fewer parameters than its type says. */
export const builtins: readonly Builtin[] = [
  ...stringBuiltins, ...integerBuiltins, ...decimalBuiltins, ...numberBuiltins, ...datetimeBuiltins, ...dateBuiltins,
  ...arrayBuiltins, ...objectBuiltins, ...bytesBuiltins, ...anyBuiltins, ...globalBuiltins,
];
