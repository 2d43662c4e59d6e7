import type { DiagnosticCode } from '#language';
import { addUse } from './add-use.ts';
import { convert, durationUnit, timeAsText } from './convert.ts';
import { createEntity, entityOfEndpoint } from './create-entity.ts';
import { declareName } from './declare-name.ts';
import { doubleQuotes } from './double-quotes.ts';
import { markIdempotent } from './idempotent.ts';
import { entityFromText } from './entity-from-text.ts';
import { elementField, lambdaToMap, methodAsFunction } from './element-lambda.ts';
import { extract } from './extract.ts';
import { ignore } from './ignore.ts';
import { importFile } from './import-file.ts';
import { inlineFunction } from './inline-function.ts';
import { inlineLet } from './inline-let.ts';
import { declareMark, optionalMark } from './incremental-parameter.ts';
import { createInstance } from './instance.ts';
import { mayBeNull } from './may-be-null.ts';
import { missingArguments } from './missing-arguments.ts';
import { missingCases } from './missing-cases.ts';
import { missingComma } from './missing-comma.ts';
import { missingFields } from './missing-fields.ts';
import { optionalInType } from './optional-in-type.ts';
import { parentheses } from './parentheses.ts';
import { pageEnd } from './page-end.ts';
import { pageNext } from './page-next.ts';
import type { FixSource } from './problem.ts';
import { readAnswer } from './read-answer.ts';
import type { RefactoringSource } from './selection.ts';
import { spelling } from './spelling.ts';
import { startingAt, stepWord } from './step-word.ts';
import { removeSurplus } from './surplus.ts';
import { unknownConnector } from './unknown-connector.ts';
import { unusedBinding, unusedUse } from './unused.ts';
import { unusedIgnore } from './unused-ignore.ts';
import { unsentMark, unusedParameter } from './unused-parameter.ts';
import { urlParameters } from './url-parameters.ts';
import { writeDecimal } from './write-decimal.ts';

/** For any code: they look at the message, and stand above those for the code; at how grave it is, and stand below. */
export const first: readonly FixSource[] = [spelling];
export const last: readonly FixSource[] = [ignore];

/** One file a fix; by the codes of the diagnostics that it is for. */
export const fixes: Partial<Record<DiagnosticCode, readonly FixSource[]>> = {
  'bad-duration': [durationUnit],
  'bad-url': [doubleQuotes],
  'bad-value': [optionalMark],
  'literal-braces': [doubleQuotes],
  'may-be-null': [mayBeNull],
  'missing-argument': [missingArguments],
  'missing-case': [missingCases],
  'missing-comma': [missingComma],
  'missing-field': [missingFields],
  'missing-member': [readAnswer],
  'money-as-number': [writeDecimal],
  'no-start': [startingAt],
  'optional-in-type': [optionalInType],
  'page-without-next': [pageNext],
  'reads-here': [stepWord],
  'send-not-idempotent': [markIdempotent],
  'slot-not-sent': [unsentMark],
  'surplus-argument': [lambdaToMap, removeSurplus],
  'surplus-field': [removeSurplus],
  'time-as-text': [timeAsText],
  'unknown-connector': [unknownConnector],
  'unknown-entity': [createEntity],
  'unknown-field': [parentheses],
  'unknown-flow': [importFile],
  'unknown-function': [parentheses, importFile],
  'unknown-instance': [createInstance],
  'unknown-name': [methodAsFunction, importFile, addUse, declareName],
  'unknown-parameter': [declareMark],
  'unused-binding': [unusedBinding],
  'unused-ignore': [unusedIgnore],
  'unused-parameter': [unusedParameter],
  'unused-use': [unusedUse],
  'writes-here': [stepWord],
  'wrong-type': [convert, elementField],
};

/** Changes that nothing asks for, by what is selected. */
export const refactorings: readonly RefactoringSource[] = [extract, inlineLet, inlineFunction, urlParameters, pageEnd, entityFromText, entityOfEndpoint];
