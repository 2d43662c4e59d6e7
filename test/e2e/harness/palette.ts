import type { Page } from 'playwright-core';
import { patienceMs } from './patience.ts';

/** Runs the command whose row reads exactly `title` ("Category: Title"); an unknown title fails instead of running a neighbour. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await openPalette(page, title);
  // A keyboard shortcut is appended to the label after a comma.
  const row = '.quick-input-list .monaco-list-row';
  await page.locator(`${row}[aria-label=${JSON.stringify(title)}], ${row}[aria-label^=${JSON.stringify(`${title}, `)}]`)
    .first()
    .click({ timeout: patienceMs });
}

/** The titles that the palette offers for `filter`, top first. */
export async function commandsMatching(page: Page, filter: string): Promise<string[]> {
  await openPalette(page, filter);
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor({ timeout: patienceMs });
  const labels = await page.locator('.quick-input-list .monaco-list-row').evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
  await page.keyboard.press('Escape');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  return labels;
}

/** Reloads the window and keeps its state (a reload by the browser loses the open editors). */
export async function reloadWindow(page: Page): Promise<void> {
  await Promise.all([page.waitForEvent('load'), runCommand(page, 'Developer: Reload Window')]);
  await page.locator('.monaco-workbench').waitFor({ timeout: patienceMs });
}

async function openPalette(page: Page, filter: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${filter}`, { timeout: patienceMs });
}
