import { basename } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { patienceMs } from './patience.ts';

/** The open quick pick or input box, once its title contains `heading`. */
export async function waitForInput(page: Page, heading: string): Promise<Locator> {
  const titled = page.locator('.quick-input-widget:visible', { has: page.locator('.quick-input-title', { hasText: heading }) });
  await titled.waitFor({ timeout: patienceMs });
  return titled;
}

/** Fills the open input box and accepts it. */
export async function answerInput(page: Page, heading: string, value: string): Promise<void> {
  const widget = await waitForInput(page, heading);
  await widget.locator('input').first().fill(value);
  await page.keyboard.press('Enter');
}

/** Chooses the row of the open quick pick that begins with `label`. */
export async function pick(page: Page, heading: string, label: string): Promise<void> {
  const widget = await waitForInput(page, heading);
  await widget.locator(`.quick-input-list .monaco-list-row[aria-label^=${JSON.stringify(label)}]`).first().click({ timeout: patienceMs });
}

/** The rows of the open quick pick, top first, as a screen reader names them. */
export async function pickRows(page: Page): Promise<string[]> {
  const rows = page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
  await rows.first().waitFor({ timeout: patienceMs });
  return rows.evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label') ?? ''));
}

/** What the open input box says below its field: its prompt, or why the value is refused. */
export function inputMessage(page: Page): Locator {
  return page.locator('.quick-input-widget:visible .quick-input-message');
}

/** Chooses a file by its absolute path in the file dialog of a window that is served to a browser. */
export async function chooseFile(page: Page, heading: string, path: string): Promise<void> {
  const widget = await waitForInput(page, heading);
  // It writes the folder that it begins with into its field, over what was typed there before, and lists it then.
  await widget.locator('.quick-input-list .monaco-list-row', { hasText: '..' }).first().waitFor({ timeout: patienceMs });
  await widget.locator('input').first().fill(path);
  // The folder of the file is listed first; only then does the dialog know the file.
  await widget.locator('.quick-input-list .monaco-list-row', { hasText: basename(path) }).first().click({ timeout: patienceMs });
}
