import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFailed, test } from 'vitest';
import { openWindow, pictureSettings, useInterfaceFont, type Window } from '../harness/index.ts';

/** A story in one window: each chapter goes on where the last one ended, and none is told after one that broke off. */
export interface Story {
  /** The window; there while chapters are told. */
  readonly window: Window;
  /** The absolute path of a file of the workspace. */
  path(file: string): string;
  chapter(title: string, tell: (page: Page) => Promise<void>): void;
}

/** Declares a story in an empty folder that may reach this machine. `before` starts what it needs and returns how to end that. */
export function beginStory(name: string, before: () => Promise<() => Promise<void>>): Story {
  let window: Window | undefined;
  let after: (() => Promise<void>) | undefined;
  let broken: string | undefined;
  const opened = (): Window => {
    if (window === undefined) throw new Error('The window is not open yet.');
    return window;
  };
  beforeAll(async () => {
    after = await before();
    window = await openWindow({ settings: pictureSettings, machineSettings: { 'patchbay.allowLocal': true }, scale: 2 });
    await useInterfaceFont(window.page);
  });
  afterAll(async () => {
    await window?.close();
    await after?.();
  });
  return {
    get window() { return opened(); },
    path: (file) => join(opened().run.workspace, file),
    chapter: (title, tell) => test(title, async () => {
      if (broken !== undefined) throw new Error(`The story broke off earlier: ${broken}`);
      broken = title;
      onTestFailed(() => opened().report(`${name}-failed-${title.replaceAll(/\W+/g, '-')}`));
      await tell(opened().page);
      broken = undefined;
    }),
  };
}

/** The files below a folder in which one of these texts stands. */
export async function filesWith(folder: string, ...needles: string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => needles.some((needle) => readFileSync(file).includes(needle)));
}
