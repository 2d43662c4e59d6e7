import type { Disposable } from 'vscode';
import { registerCommand } from '../command.ts';
import { commands } from '../contributions.ts';
import type { Services } from '../services.ts';
import { openLanguagePage } from './language-page.ts';
import { watchRepairs } from './milestones.ts';
import { noticeTutorial, openLesson, openTutorial } from './tutorial.ts';

/** What helps a person to learn the language: its page, and the tutorial. Nothing of it connects to anything or runs, so it is there in Restricted Mode too. */
export function registerLearning({ host, reached }: Services): Disposable[] {
  void noticeTutorial(host, reached);
  return [
    registerCommand(host, commands.openLanguagePage, (anchor?: unknown) => openLanguagePage(host, anchor)),
    registerCommand(host, commands.openTutorial, () => openTutorial(host)),
    registerCommand(host, commands.openLesson, (number?: unknown) => openLesson(host, number)),
    watchRepairs(host, reached),
  ];
}
