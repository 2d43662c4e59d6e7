import type { Locator, Page } from 'playwright-core';
import { patienceMs } from './patience.ts';

/** Shows the container with this title from the activity bar. */
export async function openContainer(page: Page, title: string): Promise<void> {
  const item = page.locator(`.activitybar .action-item a[aria-label^=${JSON.stringify(title)}]`);
  await item.waitFor({ timeout: patienceMs });
  const open = page.locator('.sidebar .composite.title', { hasText: title });
  if (await open.isVisible()) return;
  await item.click();
  await open.waitFor({ timeout: patienceMs });
}

/** The view with this title in the side bar. */
export function view(page: Page, title: string): Locator {
  return page.locator('.sidebar .pane', { has: page.locator('.pane-header', { hasText: title }) });
}

/** The row of a view whose label is or contains `text`. */
export function treeRow(page: Page, viewTitle: string, text: string): Locator {
  return view(page, viewTitle).locator('.monaco-list-row', { hasText: text }).first();
}

/** Unfolds a row that is folded. */
export async function expandRow(row: Locator): Promise<void> {
  await row.waitFor({ timeout: patienceMs });
  if (await row.getAttribute('aria-expanded') === 'false') await row.locator('.monaco-tl-twistie').click();
}

/** Clicks an action that shows on a row while the mouse is on it. */
export async function rowAction(row: Locator, action: string): Promise<void> {
  await row.hover({ timeout: patienceMs });
  await row.locator(`.action-item a[aria-label^=${JSON.stringify(action)}]`).click({ timeout: patienceMs });
}

/** Clicks an action in a view's title. */
export async function viewAction(page: Page, viewTitle: string, action: string): Promise<void> {
  const header = view(page, viewTitle).locator('.pane-header');
  await header.hover({ timeout: patienceMs });
  await header.locator(`.action-item a[aria-label^=${JSON.stringify(action)}]`).click({ timeout: patienceMs });
}

/** Chooses an entry of a row's context menu. A menu ignores clicks in its first 100 ms; hovering and Enter work at once. */
export async function contextMenu(page: Page, row: Locator, entry: string): Promise<void> {
  await row.click({ button: 'right', timeout: patienceMs });
  await page.locator('.monaco-menu .action-item', { hasText: entry }).first().hover({ timeout: patienceMs });
  await page.keyboard.press('Enter');
}
