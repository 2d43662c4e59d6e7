import { expect, test } from 'vitest';
import { readSecretsText } from '../../../client/instances/secrets-text.ts';

test('reads what --secrets takes', () => {
  const text = JSON.stringify({ version: 1, instances: { acme: { hosts: ['127.0.0.1:8080'], secrets: { token: 'a-value' } } } });
  expect(readSecretsText(text)).toEqual([{ name: 'acme', secrets: { token: 'a-value' } }]);
});

test.each([
  ['canary-value {', 'it is not JSON'],
  ['["canary-value"]', 'it has no "instances"'],
  ['{"instances":{"acme":{"secrets":{"token":["canary-value"]}}}}', "The secrets of 'acme' are not texts by name"],
  ['{"instances":{"acme":"canary-value"}}', "The secrets of 'acme' are not texts by name"],
])('%s is refused without quoting it', (text, message) => {
  expect(() => readSecretsText(text)).toThrow(message);
  expect(() => readSecretsText(text)).not.toThrow('canary-value');
});
