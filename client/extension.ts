import * as vscode from 'vscode';
import { connectLanguageServer } from './language-connection.ts';
import { commands } from './contributions.ts';
import type { Host } from './host.ts';

/** Registers everything and returns; whatever takes time starts afterwards. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Patchbay', { log: true });
  const host: Host = { vscode, context, log };
  const language = connectLanguageServer(host);
  context.subscriptions.push(log, language, vscode.commands.registerCommand(commands.restartServer, () => language.restart()));
}
