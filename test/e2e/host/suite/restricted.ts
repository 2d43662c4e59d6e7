import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { runSuite } from './mocha.ts';
import { errorsOf, extension, openDocument, replaceText, waitUntil, workspaceUri } from './workbench.ts';

/** The suite of a window in restricted mode: the language works, nothing runs. */
export function run(): Promise<void> {
  return runSuite(() => {
    describe('restricted mode', () => {
      it('opening a flow still wakes the extension, and errors are shown', async () => {
        assert.equal(vscode.workspace.isTrusted, false);
        const document = await openDocument('market.flow');
        await waitUntil(() => extension().isActive, 'the extension is active');
        await replaceText(document, 'fruit.price', 'fruit.prise');
        await waitUntil(() => errorsOf(document).length === 1, 'the unknown field is marked');
      });

      it('there is no lens to run a flow, and the command does nothing', async () => {
        const document = await openDocument('hello.flow');
        assert.deepEqual(await vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri), []);
        assert.equal(await vscode.commands.executeCommand('patchbay.runFlow', { flow: 'hello', file: 'hello.flow' }), undefined);
        await assert.rejects(async () => vscode.workspace.fs.stat(workspaceUri('.patchbay')), 'nothing was run, so there is no state');
      });
    });
  });
}
