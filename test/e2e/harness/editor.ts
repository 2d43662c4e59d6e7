import { basename, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { firstPatienceMs, patienceMs } from './patience.ts';
import type { RunFolder } from './run-folder.ts';

/** Opens a file of the workspace by its relative path and waits until its tab is the active one. */
export async function openFile({ page, run }: { page: Page; run: RunFolder }, path: string): Promise<void> {
  const name = basename(path);
  await page.keyboard.press('ControlOrMeta+P');
  const widget = page.locator('.quick-input-widget:visible');
  // An absolute path is looked up on the disk; a relative one in what the last search found, where a new file may be missing.
  await widget.locator('input').first().fill(join(run.workspace, path), { timeout: patienceMs });
  await widget.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click({ timeout: firstPatienceMs });
  await page.locator('.tab.active', { hasText: name }).first().waitFor({ timeout: patienceMs });
}

/** The rendered line of the active editor that contains `text`; inlay hints are part of a line's text. */
export function line(page: Page, text: string): Locator {
  return page.locator('.editor-group-container.active .editor-instance .view-line').filter({ hasText: spaces(text) }).first();
}

/** The last drawn piece of text with this word, to hover it or click into it. */
export function word(page: Page, text: string): Locator {
  return page.locator('.editor-group-container.active .editor-instance .view-line span > span').filter({ hasText: spaces(text) }).last();
}

// The editor draws no-break spaces.
function spaces(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'));
}

/** Puts the cursor at the end of the line that contains `text`. */
export async function cursorAtEndOf(page: Page, text: string): Promise<void> {
  await line(page, text).click({ timeout: patienceMs });
  await page.keyboard.press('End');
}

/** Types like a person; `completions` stops at the popup and takes the proposal with Tab. */
export async function typeText(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: 40 });
}

/** Waits until the popup offers `label` as the focused row, takes it and waits until the popup is gone. */
export async function acceptCompletion(page: Page, label: string): Promise<void> {
  const popup = page.locator('.suggest-widget.visible');
  await popup.locator('.monaco-list-row.focused', { hasText: label }).waitFor({ timeout: patienceMs });
  await page.keyboard.press('Tab');
  await popup.waitFor({ state: 'hidden', timeout: patienceMs });
}

/** Opens the popup at the cursor and returns its labels, top first. */
export async function completions(page: Page): Promise<string[]> {
  await page.keyboard.press('Control+Space');
  const rows = page.locator('.suggest-widget.visible .monaco-list-row');
  await page.locator('.suggest-widget.visible .monaco-list-row.focused').waitFor({ timeout: patienceMs });
  return rows.evaluateAll((elements) => elements.map((element) => element.querySelector('.label-name')?.textContent ?? ''));
}

/** Opens the menu of fixes at the cursor and gives the row of one. A list of completions that comes meanwhile closes the menu: it is opened again then, as a person would. */
export async function quickFix(page: Page, label: string): Promise<Locator> {
  const row = page.locator('.action-widget .monaco-list-row.action', { hasText: label }).first();
  for (const until = Date.now() + patienceMs; Date.now() < until;) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+Period');
    if (await row.waitFor({ timeout: 3_000 }).then(() => true, () => false)) return row;
  }
  throw new Error(`There is no fix ${label} at the cursor.`);
}

/** Ends the line. An open popup would take its proposal on Enter, so it is closed first. */
export async function newLine(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
}

/** Saves the active editor and waits until its tab is clean. */
export async function save(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+S');
  await page.locator('.tab.active:not(.dirty)').first().waitFor({ timeout: patienceMs });
}

/** The red underlines of the active editor. */
export function errorSquiggles(page: Page): Locator {
  return page.locator('.editor-group-container.active .editor-instance .squiggly-error');
}

/** The lens with this title above a line. */
export function codeLens(page: Page, title: string): Locator {
  return page.locator('.editor-group-container.active .codelens-decoration a', { hasText: title });
}

/** Clicks an action in the editor's title bar. */
export async function editorAction(page: Page, title: string): Promise<void> {
  await titleAction(page, title).click({ timeout: patienceMs });
}

/** Waits until the editor's title bar has an action. */
export async function editorActionShown(page: Page, title: string): Promise<void> {
  await titleAction(page, title).waitFor({ timeout: firstPatienceMs });
}

function titleAction(page: Page, title: string): Locator {
  return page.locator(`.editor-group-container.active .editor-actions .action-item a[aria-label^=${JSON.stringify(title)}]`).first();
}
