// What `npm run demo -- --open` opens first, so that nobody begins with an empty window. code-server has no other way to be told of a view.
// It does what a person does by hand: Import Secrets still asks before anything is stored.
const vscode = require('vscode');

exports.activate = async () => {
  const { PATCHBAY_DEMO_FILE: file, PATCHBAY_DEMO_SECRETS: secrets } = process.env;
  // The window may have been opened before, with tabs of its own.
  if (file !== undefined && vscode.window.tabGroups.all.every(({ tabs }) => tabs.length === 0)) await vscode.window.showTextDocument(vscode.Uri.file(file), { preview: false });
  await vscode.commands.executeCommand('workbench.view.extension.patchbay');
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  if (secrets !== undefined) await vscode.commands.executeCommand('patchbay.importSecrets', vscode.Uri.file(secrets));
};
