import type { Locator, Page } from 'playwright-core';
import { firstPatienceMs, patienceMs } from './patience.ts';
import { runCommand } from './palette.ts';

/** The toast that contains `text`, once it is there. */
export async function waitForToast(page: Page, text: string, timeout = firstPatienceMs): Promise<Locator> {
  const toast = page.locator('.notification-toast', { hasText: text }).first();
  await toast.waitFor({ timeout });
  return toast;
}

/** Presses a button of a toast and waits until the toast is gone. */
export async function answerToast(toast: Locator, button: string): Promise<void> {
  await toast.locator('.monaco-button', { hasText: button }).first().click({ timeout: patienceMs });
}

/** Closes every toast. */
export async function clearToasts(page: Page): Promise<void> {
  await runCommand(page, 'Notifications: Clear All Notifications');
  await page.locator('.notification-toast').first().waitFor({ state: 'hidden', timeout: patienceMs });
}

/** The modal dialog that contains `text`, once it is there. */
export async function waitForDialog(page: Page, text: string): Promise<Locator> {
  const dialog = page.locator('.monaco-dialog-box', { hasText: text });
  await dialog.waitFor({ timeout: firstPatienceMs });
  return dialog;
}

/** Presses a button of the dialog and waits until the dialog is gone. */
export async function answerDialog(dialog: Locator, button: string): Promise<void> {
  await dialog.locator('.monaco-button', { hasText: button }).first().click({ timeout: patienceMs });
  await dialog.waitFor({ state: 'hidden', timeout: patienceMs });
}

/** The rows of the Problems view. */
export async function problems(page: Page): Promise<Locator> {
  await runCommand(page, 'Problems: Focus on Problems View');
  await page.locator('.markers-panel').waitFor({ timeout: patienceMs });
  return page.locator('.markers-panel .monaco-list-row');
}

/** The text in the Output panel, as far as it is drawn. */
export function outputText(page: Page): Locator {
  return page.locator('.panel .view-lines');
}

/** The item of the status bar that contains `text`. */
export function statusItem(page: Page, text: string): Locator {
  return page.locator('.statusbar-item', { hasText: text }).first();
}
