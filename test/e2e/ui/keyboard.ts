import type { Page } from 'playwright-core';
import { acceptCompletion, newLine, typeText } from '../harness/index.ts';

/** What a person does at the keyboard: text, a completion taken after its first letters, a new line, or the cursor behind a block. */
export type Key = string | { begin: string; take: string } | typeof enter | typeof leave;

/** Ends the line; the editor indents the next one. */
export const enter = Symbol('enter');

/** Goes behind the closing brace that the editor has put below. */
export const leave = Symbol('leave');

/** Does it key by key, as a person would: a completion is only taken once it is the one that is offered first. */
export async function write(page: Page, keys: readonly Key[]): Promise<void> {
  for (const key of keys) {
    if (typeof key === 'string') await typeText(page, key);
    else if (key === enter) await newLine(page);
    else if (key === leave) {
      await page.keyboard.press('Escape');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
    } else {
      await typeText(page, key.begin);
      await acceptCompletion(page, key.take);
    }
  }
}

/** A completion that is taken after its first letters. */
export function take(begin: string, label: string): Key {
  return { begin, take: label };
}
