import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { errorsOf, openDocument, positionOf, replaceText, waitUntil, workspaceUri } from './workbench.ts';

/** Declares the tests about what the language server does through VS Code's own commands. */
export function languageTests(): void {
  describe('language', () => {
    it('a flow without errors shows none, and an unknown field is an error at the word until it is gone', async () => {
      const document = await openDocument('market.flow');
      const text = document.getText();
      await replaceText(document, 'fruit.price', 'fruit.prise');
      await waitUntil(() => errorsOf(document).length === 1, 'the unknown field is marked');
      const [error] = errorsOf(document);
      assert.equal(document.getText(error?.range), 'prise');
      assert.match(error?.message ?? '', /price/, 'the message says which field is meant');
      await replaceText(document, 'fruit.prise', 'fruit.price');
      await waitUntil(() => errorsOf(document).length === 0, 'the error is gone');
      assert.equal(document.getText(), text);
      await document.save();
    });

    it('completion after a dot offers the fields of the record', async () => {
      const document = await openDocument('market.flow');
      const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, positionOf(document, 'fruit.', 1));
      const labels = list.items.map(({ label }) => typeof label === 'string' ? label : label.label);
      for (const field of ['id', 'name', 'price']) assert.ok(labels.includes(field), `${field} in ${labels.join(', ')}`);
    });

    it('hover shows the type and the documentation', async () => {
      const document = await openDocument('market.flow');
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, positionOf(document, 'fruit.name').translate(0, -1));
      const text = hovers.flatMap(({ contents }) => contents.map((content) => typeof content === 'string' ? content : content.value)).join('\n');
      assert.match(text, /string/);
      assert.match(text, /As it is called here/);
    });

    it('definition goes from an instance to its line in patchbay.json, and from an endpoint to the connector', async () => {
      const document = await openDocument('market.flow');
      const target = async (word: string) => {
        const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>('vscode.executeDefinitionProvider', document.uri, positionOf(document, word).translate(0, -1));
        const [first] = found.map((location) => 'targetUri' in location
          ? { uri: location.targetUri, line: (location.targetSelectionRange ?? location.targetRange).start.line }
          : { uri: location.uri, line: location.range.start.line });
        return first === undefined ? undefined : `${vscode.workspace.asRelativePath(first.uri)}:${first.line + 1}`;
      };
      assert.equal(await target('stand.corner'), 'patchbay.json:5');
      assert.equal(await target('listFruit'), 'stand.connector:20');
    });

    it('an endpoint shows the request it makes, its parameters, and what is not written', async () => {
      const document = await openDocument('market.flow');
      const at = positionOf(document, 'listFruit').translate(0, -1);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
      const text = hovers.flatMap(({ contents }) => contents.map((content) => typeof content === 'string' ? content : content.value)).join('\n');
      assert.match(text, /GET https:\/\/stand\.example\.com\/fruit\nX-Stand-Key: •••/);
      const help = await vscode.commands.executeCommand<vscode.SignatureHelp>('vscode.executeSignatureHelpProvider', document.uri, positionOf(document, 'listFruit(', 0));
      assert.equal(help.signatures[0]?.label, 'market.listFruit(): Fruit[]');
      const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, new vscode.Range(0, 0, 99, 0));
      const labels = hints.map(({ label }) => typeof label === 'string' ? label : label.map(({ value }) => value).join(''));
      assert.ok(labels.includes(': Fruit'), labels.join(', '));
    });

    it('names have the colours of what they mean', async () => {
      const document = await openDocument('stand.connector');
      const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>('vscode.provideDocumentSemanticTokensLegend', document.uri);
      assert.ok(legend.tokenModifiers.includes('secret'));
      const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>('vscode.provideDocumentSemanticTokens', document.uri);
      assert.ok(tokens.data.length > 50, String(tokens.data.length));
    });

    it('lenses above a connector list its uses, and try its endpoints', async () => {
      const document = await openDocument('stand.connector');
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
      assert.deepEqual(lenses.map(({ range, command }) => `${range.start.line + 1} ${command?.title}`), ['2 1 instance, 1 flow', '20 Try']);
      const [uses] = lenses;
      await vscode.commands.executeCommand(uses!.command!.command, ...(uses!.command!.arguments ?? []));
    });

    it('symbols name the flows of a file', async () => {
      const document = await openDocument('market.flow');
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri);
      assert.deepEqual(symbols.map(({ name }) => name), ['dear']);
    });

    it('an instance that is renamed in the editor is unknown in the flows, before anything is saved', async () => {
      const workspaceFile = await openDocument('patchbay.json');
      assert.equal(workspaceFile.languageId, 'jsonc');
      const flow = await vscode.workspace.openTextDocument(workspaceUri('market.flow'));
      await replaceText(workspaceFile, '"corner"', '"bridge"');
      await waitUntil(() => errorsOf(flow).some(({ message }) => message.includes('corner')), 'the flow names an instance that is not there');
      await replaceText(workspaceFile, '"bridge"', '"corner"');
      await waitUntil(() => errorsOf(flow).length === 0, 'the instance is there again');
      await workspaceFile.save();
    });
  });
}
