import { expect, test } from 'vitest';
import { ClientError, showFailure } from '../../client/command.ts';
import { askField } from '../../client/forms/field-question.ts';
import { refusal } from '../../server/features/rename/refusal.ts';
import { fakeHost } from './support/host.ts';

// VS Code makes this a link that runs the command, in messages, prompts and what is said of an input.
const link = '[Why?](command:workbench.action.terminal.sendSequence?%7B%7D)';

test('messages have no links', () => {
  const fake = fakeHost();
  showFailure(fake.host, new ClientError(link));
  showFailure(fake.host, new Error(link));
  expect(fake.shown.map(({ message }) => message)).toEqual([expect.stringContaining('[Why?] (command:'), expect.stringContaining('[Why?] (command:')]);
});

test('nor has what a connector says of a field, or the checker of a value', async () => {
  const fake = fakeHost({ answers: [(input) => { input.type('x'); setTimeout(() => input.leave()); }] });
  const check = async () => ({ problem: link });
  await askField(fake.host, { title: 'Add', step: 1, totalSteps: 1 }, { field: { name: 'shop', type: 'string', required: true, documentation: link } as never, check });
  expect(fake.inputs[0]?.prompt).toContain('[Why?] (command:');
  expect(fake.inputs[0]?.validationMessage).toContain('[Why?] (command:');
});

test('nor has the reason why something is not renamed: it names files', () => {
  expect(refusal(`There is already a file \`${link}\`.`).message).toContain('[Why?] (command:');
});
