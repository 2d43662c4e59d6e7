import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openDocument, replaceText, waitUntil, workspaceUri } from './workbench.ts';

interface Outcome { status?: string; counts?: { read: number; completed: number }; refused?: { code: string; message: string }[] }

/** Declares the tests about running a flow by its command. */
export function runTests(): void {
  describe('runs', () => {
    it('a lens above each flow runs it', async () => {
      const document = await openDocument('hello.flow');
      const lenses = async () => await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
      await waitUntil(async () => (await lenses()).length > 0, 'the lenses are there');
      const [run] = await lenses();
      assert.equal(run?.command?.command, 'patchbay.runFlow');
      assert.equal(run?.range.start.line, 1);
      const outcome = await vscode.commands.executeCommand<Outcome>(run.command.command, ...(run.command.arguments ?? []));
      assert.deepEqual([outcome.status, outcome.counts?.read, outcome.counts?.completed], ['succeeded', 3, 3]);
    });

    it('a flow with an error does not run and says which', async () => {
      await vscode.workspace.fs.writeFile(workspaceUri('wrong.flow'), new TextEncoder().encode('flow wrong {\n  from [1] as n\n  log "{m}"\n}\n'));
      await openDocument('wrong.flow');
      const outcome = await vscode.commands.executeCommand<Outcome>('patchbay.runFlow', { flow: 'wrong', file: 'wrong.flow' });
      assert.equal(outcome.refused?.length, 1);
      assert.match(outcome.refused?.[0]?.message ?? '', /`m`/);
      await vscode.workspace.fs.delete(workspaceUri('wrong.flow'));
    });

    it('a missing secret ends the run with what to do, and the error stands at its line until the flow is edited', async () => {
      const document = await openDocument('market.flow');
      const outcome = await vscode.commands.executeCommand<Outcome & { error?: { code: string; remedy?: string } }>('patchbay.runFlow', { flow: 'dear', file: 'market.flow' });
      const error = outcome.error ?? outcome.refused?.[0];
      assert.equal(error?.code, 'missing-secret');
      const shown = () => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'patchbay run');
      assert.deepEqual(shown().map(({ code, range }) => [code, document.lineAt(range.start.line).text.trim()]), [['missing-secret', 'from market.listFruit() as fruit']]);
      await replaceText(document, '> 2', '> 3');
      await waitUntil(() => shown().length === 0, 'the error is gone');
      await replaceText(document, '> 3', '> 2');
      await document.save();
    });
  });
}
