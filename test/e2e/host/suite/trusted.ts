import { activationTests } from './activation.ts';
import { runSuite } from './mocha.ts';

/** The suite of a trusted window. */
export function run(): Promise<void> {
  return runSuite(() => {
    activationTests();
  });
}
