import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import { cursorAtEndOf, errorSquiggles, firstPatienceMs, line, openFile, openWindow, patienceMs, projectFolder, save, screenshot, typeText, type Window } from '../harness/index.ts';

describe('a file that is edited', () => {
  let window: Window;
  const path = (name: string): string => join(window.run.workspace, name);
  const read = (name: string): string => readFileSync(path(name), 'utf8');

  beforeAll(async () => {
    window = await openWindow({ workspace: join(projectFolder, 'test/e2e/host/workspace'), settings: { 'editor.formatOnSave': true } });
  });
  afterAll(() => window.close());

  test('is formatted when it is saved', async () => {
    onTestFailed(() => window.report('editing-format-failed'));
    const { page } = window;
    const before = read('market.flow');
    await openFile(window, 'market.flow');
    // An inlay hint: the language server has answered.
    await line(page, 'listFruit() as fruit:').waitFor({ timeout: firstPatienceMs });
    await cursorAtEndOf(page, 'log "{fruit.name}"');
    await page.keyboard.press('Enter');
    await typeText(page, 'let   dear=fruit.price>3');
    await page.keyboard.press('Enter');
    await typeText(page, 'log   "{dear}"');
    await save(page);
    await expect.poll(() => read('market.flow'), { timeout: patienceMs }).toBe(before.replace('  log "{fruit.name}"\n', '  log "{fruit.name}"\n  let dear = fruit.price > 3\n  log "{dear}"\n'));
    await screenshot(page, 'editing-1-formatted');
  });

  test('has its connector renamed with F2: in every file, in patchbay.json, and on the disk', async () => {
    onTestFailed(() => window.report('editing-rename-failed'));
    const { page } = window;
    await openFile(window, 'stand.connector');
    await line(page, 'connector stand').locator('span > span', { hasText: 'stand' }).last().click({ timeout: patienceMs });
    await page.keyboard.press('F2');
    const box = page.locator('.rename-box:visible input, .monaco-editor .rename-box input').first();
    await box.waitFor({ timeout: patienceMs });
    await box.fill('kiosk');
    await screenshot(page, 'editing-2-rename');
    await page.keyboard.press('Enter');
    await expect.poll(() => existsSync(path('kiosk.connector')), { timeout: patienceMs }).toBe(true);
    // The editor takes the file's new name a moment after the disk has it; what is saved until then is saved under the old one.
    await page.locator('.tab', { hasText: 'kiosk.connector' }).first().waitFor({ timeout: patienceMs });
    await page.locator('.tab', { hasText: 'stand.connector' }).waitFor({ state: 'detached', timeout: patienceMs });
    await page.keyboard.press('ControlOrMeta+K');
    await page.keyboard.press('s');
    await expect.poll(() => [read('kiosk.connector'), read('market.flow'), read('patchbay.json')].map((text) => /\bkiosk\b/.test(text)), { timeout: patienceMs }).toEqual([true, true, true]);
    expect(existsSync(path('stand.connector'))).toBe(false);
    await openFile(window, 'market.flow');
    await line(page, 'use market = kiosk.corner').waitFor({ timeout: patienceMs });
    expect(await errorSquiggles(page).count()).toBe(0);
    await screenshot(page, 'editing-3-renamed');
  });
});
