import { activationTests } from './activation.ts';
import { languageTests } from './language.ts';
import { runSuite } from './mocha.ts';
import { runTests } from './runs.ts';

/** The suite of a trusted window. */
export function run(): Promise<void> {
  return runSuite(() => {
    activationTests();
    languageTests();
    runTests();
  });
}
