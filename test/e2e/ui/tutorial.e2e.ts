import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import {
  clearToasts, codeLens, errorSquiggles, firstPatienceMs, line, openWindow, patienceMs, pick, pictureSettings, projectFolder, quickFix, runCommand, save, screenshot, statusItem, useInterfaceFont, waitForInput, waitForToast, type Window,
} from '../harness/index.ts';

const title = 'Get Started with Patchbay';

/** Opens the walkthrough and waits until its steps are there. */
async function openWalkthrough(page: Page): Promise<void> {
  await runCommand(page, 'Welcome: Open Walkthrough...');
  await pick(page, '', title);
  await page.locator('.gettingStartedContainer .getting-started-step').first().waitFor({ timeout: patienceMs });
}

/** Unfolds a step of the walkthrough that is open. */
async function step(page: Page, name: string): Promise<void> {
  await page.locator('.getting-started-step', { hasText: name }).first().click({ timeout: patienceMs });
}

/** Presses a button of the step that is unfolded. */
async function pressInStep(page: Page, button: string): Promise<void> {
  await page.locator('.getting-started-step.expanded .monaco-button', { hasText: button }).first().click({ timeout: patienceMs });
}

/** Whether a step is ticked. */
function ticked(page: Page, name: string): Locator {
  return page.locator('.getting-started-step', { hasText: name }).locator('.codicon.complete');
}

describe('the tutorial of a person who is new', () => {
  let window: Window;

  beforeAll(async () => {
    window = await openWindow({ settings: pictureSettings, scale: 2, builtin: ['markdown-basics', 'markdown-language-features'] });
    await useInterfaceFont(window.page);
  });
  afterAll(() => window.close());

  test('is opened from the walkthrough, run, broken and put right', async () => {
    onTestFailed(() => window.report('tutorial-failed'));
    const { page, run } = window;
    await openWalkthrough(page);
    await step(page, 'Open the tutorial');
    await screenshot(page, 'tutorial-1-walkthrough');
    await pressInStep(page, 'Open Tutorial');
    await choosePlace(page, run.workspace);
    const folder = join(run.workspace, 'patchbay-tutorial');
    // It lies in a folder that is trusted already.
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: '6-receipts.flow' }).waitFor({ timeout: firstPatienceMs });
    await useInterfaceFont(page);
    expect(readdirSync(folder)).toContain('6-receipts.flow');

    await openWalkthrough(page);
    await step(page, 'Run a flow');
    await pressInStep(page, 'Open Lesson 1');
    await codeLens(page, 'Run').first().waitFor({ timeout: firstPatienceMs });
    await screenshot(page, 'tutorial-2-lesson');
    await codeLens(page, 'Run').first().click();
    await waitForToast(page, 'firstFlow succeeded: 3 read');
    await clearToasts(page);

    await wordOfFilter(page).hover();
    const hover = page.locator('.monaco-hover:visible', { hasText: 'Lets through the records' }).first();
    await hover.waitFor({ timeout: patienceMs });
    await screenshot(page, 'tutorial-3-hover');
    await hover.locator('a', { hasText: 'Language: filter' }).click();
    const preview = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await preview.locator('#filter').waitFor({ timeout: firstPatienceMs });
    // The preview puts the line of a heading at its upper edge, which can cut into it.
    await expect.poll(() => preview.locator('#filter').evaluate((heading) => Math.abs(heading.getBoundingClientRect().top)), { timeout: patienceMs }).toBeLessThan(60);
    await screenshot(page, 'tutorial-4-reference');

    await openWalkthrough(page);
    await step(page, 'Make a mistake');
    await pressInStep(page, 'Open Lesson 1');
    await line(page, 'filter order.total').locator('span > span', { hasText: /total/ }).last().dblclick({ timeout: patienceMs });
    await page.keyboard.type('totl');
    await errorSquiggles(page).first().waitFor({ timeout: firstPatienceMs });
    await quickFix(page, 'total');
    await screenshot(page, 'tutorial-5-mistake');
    await page.keyboard.press('Enter');
    await errorSquiggles(page).first().waitFor({ state: 'hidden', timeout: patienceMs });
    await save(page);
    expect(readFileSync(join(folder, '1-first-flow.flow'), 'utf8')).toBe(readFileSync(join(projectFolder, 'samples/tutorial/1-first-flow.flow'), 'utf8'));

    await openWalkthrough(page);
    for (const name of ['Open the tutorial', 'Run a flow', 'Make a mistake', 'Find out what a word means']) await ticked(page, name).waitFor({ timeout: patienceMs });
    expect(await ticked(page, 'Install a connector').count()).toBe(0);
    await screenshot(page, 'tutorial-6-ticked');
    expect(window.browser.refused).toEqual([]);
  });
});

describe('the tutorial in a folder that is not trusted', () => {
  let window: Window;

  beforeAll(async () => {
    window = await openWindow({ workspace: join(projectFolder, 'samples/tutorial'), trust: 'no', settings: pictureSettings });
  });
  afterAll(() => window.close());

  test('can be read; nothing of it runs, installs or connects', async () => {
    onTestFailed(() => window.report('tutorial-restricted-failed'));
    const { page, run } = window;
    await statusItem(page, 'Restricted Mode').waitFor({ timeout: patienceMs });
    const before = readdirSync(run.workspace).toSorted();
    await openWalkthrough(page);
    await step(page, 'Install a connector');
    await pressInStep(page, 'Search Marketplace');
    await step(page, 'Add an instance');
    await pressInStep(page, 'Add Instance');
    await step(page, 'Run a flow');
    await pressInStep(page, 'Open Lesson 1');
    // An inlay hint: the language server has answered, so hovering is answered too.
    await line(page, '] as order: {').waitFor({ timeout: firstPatienceMs });
    await wordOfFilter(page).hover();
    await page.locator('.monaco-hover:visible', { hasText: 'Lets through the records' }).first().waitFor({ timeout: firstPatienceMs });
    expect(await codeLens(page, 'Run').count()).toBe(0);
    expect(await page.locator('.quick-input-widget:visible').count()).toBe(0);
    expect(readdirSync(run.workspace).toSorted()).toEqual(before);
    await screenshot(page, 'tutorial-7-restricted');
  });
});

/** The word in the code, not in the comments. */
function wordOfFilter(page: Page): Locator {
  return line(page, 'filter order.total').locator('span > span', { hasText: /^filter$/ }).first();
}

/** Answers the dialog for a folder of a window that is served to a browser. */
async function choosePlace(page: Page, folder: string): Promise<void> {
  const widget = await waitForInput(page, 'A folder for the tutorial');
  await widget.locator('.quick-input-list .monaco-list-row', { hasText: '..' }).first().waitFor({ timeout: patienceMs });
  await widget.locator('input').first().fill(`${folder}/`);
  await widget.locator('.monaco-button', { hasText: 'Put the Tutorial Here' }).first().click({ timeout: patienceMs });
}
