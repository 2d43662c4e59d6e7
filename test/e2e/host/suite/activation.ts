import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension, openDocument, waitUntil } from './workbench.ts';

/** Declares the tests about being woken up. They must come first: later tests use the extension. */
export function activationTests(): void {
  describe('activation', () => {
    it('opening a flow wakes the extension', async () => {
      await openDocument('hello.flow');
      await waitUntil(() => extension().isActive, 'the extension is active');
    });

    it('contributes its commands', async () => {
      const known = new Set(await vscode.commands.getCommands(true));
      const contributed = (extension().packageJSON as { contributes: { commands?: { command: string }[] } }).contributes.commands ?? [];
      assert.deepEqual(contributed.map(({ command }) => command).filter((command) => !known.has(command)), []);
    });
  });
}
