import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { runSuite } from './mocha.ts';
import { extension, openDocument, waitUntil } from './workbench.ts';

/** The suite of a window in restricted mode: the language works, nothing runs. */
export function run(): Promise<void> {
  return runSuite(() => {
    describe('restricted mode', () => {
      it('is not trusted', () => {
        assert.equal(vscode.workspace.isTrusted, false);
      });

      it('opening a flow still wakes the extension', async () => {
        await openDocument('hello.flow');
        await waitUntil(() => extension().isActive, 'the extension is active');
      });
    });
  });
}
