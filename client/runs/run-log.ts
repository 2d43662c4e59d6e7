import type { Disposable } from 'vscode';
import type { RunEvent } from '#runner/protocol';
import type { Host } from '../host.ts';
import { eventLines, timeText } from './run-text.ts';

/** The output channel "Patchbay Runs". */
export interface RunLog extends Disposable {
  event(event: RunEvent): void;
  line(text: string): void;
  /** Shows the channel without taking the focus from the editor. */
  show(): void;
}

/** Opens the channel. Runs at the same time write into the same one; each line has its time. */
export function openRunLog({ vscode }: Pick<Host, 'vscode'>): RunLog {
  const channel = vscode.window.createOutputChannel('Patchbay Runs', 'log');
  const line = (text: string) => channel.appendLine(`${timeText(new Date())} ${text}`);
  return {
    line,
    event: (event) => eventLines(event).forEach(line),
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}
