import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { errorsOf, openDocument, positionOf, replaceAll, replaceText, waitUntil, workspaceUri } from './workbench.ts';

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

    it('a proposal brings its `use` line, and its documentation when it is looked at', async () => {
      const document = await openDocument('market.flow');
      const text = document.getText();
      await replaceAll(document, text.replace('  use market = stand.corner\n  from market.listFruit()', '  from corn'));
      const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, positionOf(document, 'from corn'), undefined, 20);
      const item = list.items.find(({ label }) => label === 'corner');
      assert.match(item?.additionalTextEdits?.[0]?.newText ?? '', /use corner = stand\.corner/);
      assert.match((item?.documentation as vscode.MarkdownString | undefined)?.value ?? '', /instance corner/);
      await replaceAll(document, text);
      await document.save();
    });

    it('an import follows its file, once, also where a rename of the connector moves it', async () => {
      const folder = workspaceUri('.');
      const write = (path: string, text: string) => vscode.workspace.fs.writeFile(workspaceUri(path), new TextEncoder().encode(text));
      const read = async (path: string) => (await vscode.workspace.openTextDocument(workspaceUri(path))).getText();
      await write('lib.flow', 'function one(): integer = 1\n');
      await write('uses.flow', "import './lib.flow'\nfunction two(): integer = one() + 1\n");
      await write('more.connector', "import './stand.connector'\n");
      const uses = await openDocument('uses.flow');
      await waitUntil(() => vscode.languages.getDiagnostics(uses.uri).length === 0 && errorsOf(uses).length === 0, 'the function of the other file is known');
      const move = new vscode.WorkspaceEdit();
      move.renameFile(workspaceUri('lib.flow'), vscode.Uri.joinPath(folder, 'parts/lib.flow'));
      assert.ok(await vscode.workspace.applyEdit(move));
      await waitUntil(async () => (await read('uses.flow')).startsWith("import './parts/lib.flow'\n"), 'the import follows the file');
      const connector = await openDocument('stand.connector');
      const rename = async (document: vscode.TextDocument, from: string, to: string) => {
        const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', document.uri, positionOf(document, `connector ${from}`).translate(0, -1), to);
        // As F2 applies it: this command gives the renaming of the file before the changes of texts.
        const inOrder = new vscode.WorkspaceEdit();
        for (const [uri, edits] of edit.entries()) inOrder.set(uri, edits);
        inOrder.renameFile(workspaceUri(`${from}.connector`), workspaceUri(`${to}.connector`));
        assert.ok(await vscode.workspace.applyEdit(inOrder));
      };
      await rename(connector, 'stand', 'kiosk');
      assert.equal(await read('more.connector'), "import './kiosk.connector'\n");
      assert.match(await read('market.flow'), /use market = kiosk\.corner/);
      await rename(await vscode.workspace.openTextDocument(workspaceUri('kiosk.connector')), 'kiosk', 'stand');
      assert.equal(await read('more.connector'), "import './stand.connector'\n");
      await vscode.workspace.saveAll(false);
      for (const path of ['uses.flow', 'parts', 'more.connector']) await vscode.workspace.fs.delete(workspaceUri(path), { recursive: true });
    });

    it('an entity that is missing is made from JSON on the clipboard, and its code leads to what it means', async () => {
      const document = await openDocument('stand.connector');
      const text = document.getText();
      await replaceAll(document, text.replace('  endpoint listFruit', "  endpoint listVegetables(): Vegetable[] {\n    GET '/vegetables'\n    records body\n    paginate link\n  }\n\n  endpoint listFruit"));
      await waitUntil(() => errorsOf(document).length === 1, 'the entity is not there');
      const [error] = errorsOf(document);
      const code = error?.code as { value: string; target: vscode.Uri };
      assert.equal(code.value, 'unknown-entity');
      assert.match(code.target.path, /docs\/diagnostics\.md$/);
      assert.ok((await vscode.workspace.fs.stat(code.target.with({ fragment: '' }))).size > 1000);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, error!.range);
      const action = actions.find(({ title }) => title === 'Create the entity `Vegetable` from a sample response…');
      assert.ok(action?.command !== undefined, actions.map(({ title }) => title).join(', '));
      await vscode.env.clipboard.writeText('[{ "id": 1, "price": 2.50, "origin": { "country": "SE" } }, { "id": 2, "price": 3, "origin": null }]');
      const done = vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
      // The clipboard is the first that is offered.
      await waitUntil(async () => { await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'); return document.getText().includes('entity Vegetable'); }, 'the entity is written');
      await done;
      assert.match(document.getText(), /entity Vegetable \{ id: integer @key, price: decimal, origin: Origin\? \}\n\n {2}entity Origin \{ country: string \}/);
      await waitUntil(() => errorsOf(document).length === 0, 'the error is gone');
      await replaceAll(document, text);
      await document.save();
    });
  });
}
