import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { line, openFile, openWindow, projectFolder, screenshot, statusItem, patienceMs, type Window } from '../harness/index.ts';

let window: Window;

beforeAll(async () => {
  window = await openWindow({ workspace: join(projectFolder, 'test/e2e/host/workspace'), trust: 'no' });
});
afterAll(() => window.close());

test('a folder that is not trusted opens with the language and says that it is restricted', async () => {
  onTestFailed(() => window.report('restricted-failed'));
  const { page } = window;
  await statusItem(page, 'Restricted Mode').waitFor({ timeout: patienceMs });
  await openFile(window, 'hello.flow');
  await line(page, 'flow hello').waitFor({ timeout: patienceMs });
  await screenshot(page, 'restricted');
  expect(window.browser.refused).toEqual([]);
});
