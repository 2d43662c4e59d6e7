import type { Disposable } from 'vscode';
import { registerCommand } from '../command.ts';
import { commands } from '../contributions.ts';
import type { Services } from '../services.ts';
import { openLanguagePage } from './language-page.ts';

/** What helps a person to learn the language: its page, and the tutorial. Nothing of it connects to anything, so it is there in Restricted Mode too. */
export function registerLearning({ host }: Services): Disposable[] {
  return [
    registerCommand(host, commands.openLanguagePage, (anchor?: unknown) => openLanguagePage(host, anchor)),
  ];
}
