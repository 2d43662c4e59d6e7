import { expect, test } from 'vitest';
import { errorText } from '../../client/error-text.ts';

test.each([
  ['The shop is closed.', 'Try again later.', 'The shop is closed. Try again later.'],
  ['GET example.com answered 404: no such thing', 'Look at the path.', 'GET example.com answered 404: no such thing. Look at the path.'],
  ['GET example.com answered 500: "oops"', undefined, 'GET example.com answered 500: "oops"'],
])('%s and %s read as sentences', (message, remedy, text) => {
  expect(errorText({ code: 'x', message, ...(remedy !== undefined && { remedy }) })).toBe(text);
});

test('the place stands behind them', () => {
  const range = { line: 4, column: 3, endLine: 4, endColumn: 9 };
  expect(errorText({ code: 'x', message: 'The shop is closed.', file: 'orders.flow', range, endpoint: 'acme.listOrders' })).toBe('The shop is closed. (orders.flow:4, acme.listOrders)');
});

test('what only the person of this machine may allow is said in words of the editor', () => {
  expect(errorText({ code: 'x', message: 'That is a local address.', remedy: 'Allow it: patchbay trust add 127.0.0.1' })).not.toContain('patchbay trust');
});

test('what a vendor answers runs no command of the editor', () => {
  const link = '[Sign in again](command:workbench.action.terminal.sendSequence?%7B%7D)';
  expect(errorText({ code: 'x', message: `GET example.com answered 401: ${link}`, remedy: link, file: `${link}.flow`, endpoint: link })).not.toContain('](');
});
