import type { DiagnosticCode } from '#language';
import { convert, durationUnit, timeAsText } from './convert.ts';
import { doubleQuotes } from './double-quotes.ts';
import { ignore } from './ignore.ts';
import { mayBeNull } from './may-be-null.ts';
import { missingArguments } from './missing-arguments.ts';
import { missingCases } from './missing-cases.ts';
import { missingComma } from './missing-comma.ts';
import { missingFields } from './missing-fields.ts';
import { optionalInType } from './optional-in-type.ts';
import { parentheses } from './parentheses.ts';
import type { FixSource } from './problem.ts';
import { spelling } from './spelling.ts';
import { unusedBinding, unusedParameter, unusedUse } from './unused.ts';
import { writeDecimal } from './write-decimal.ts';

/** Fixes that are for any code: they look at the message, or at how grave it is. They stand below those for the code. */
export const forEveryCode: readonly FixSource[] = [spelling, ignore];

/** One file a fix; by the codes of the diagnostics that it is for. */
export const fixes: Partial<Record<DiagnosticCode, readonly FixSource[]>> = {
  'bad-duration': [durationUnit],
  'bad-url': [doubleQuotes],
  'literal-braces': [doubleQuotes],
  'may-be-null': [mayBeNull],
  'missing-argument': [missingArguments],
  'missing-case': [missingCases],
  'missing-comma': [missingComma],
  'missing-field': [missingFields],
  'money-as-number': [writeDecimal],
  'optional-in-type': [optionalInType],
  'time-as-text': [timeAsText],
  'unknown-field': [parentheses],
  'unknown-function': [parentheses],
  'unused-binding': [unusedBinding],
  'unused-parameter': [unusedParameter],
  'unused-use': [unusedUse],
  'wrong-type': [convert],
};
