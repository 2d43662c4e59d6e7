import type { Disposable } from 'vscode';
import { commands, languages } from '../contributions.ts';
import type { Services } from '../services.ts';
import { placeUri } from '../workspace/places.ts';

/** *Run* above each flow, where the workspace is trusted. */
export function registerFlowLens({ host, workspace }: Services): Disposable {
  const { vscode } = host;
  const changed = new vscode.EventEmitter<void>();
  const subscriptions = [workspace.onDidChange(() => changed.fire()), vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire())];
  const provider = vscode.languages.registerCodeLensProvider({ language: languages.flow, scheme: 'file' }, {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: async (document) => {
      if (!vscode.workspace.isTrusted) return [];
      const { flows } = await workspace.get();
      return flows
        .filter(({ place }) => placeUri(host, place.file)?.toString() === document.uri.toString())
        .flatMap(({ name, place }) => {
          const range = new vscode.Range(place.line - 1, 0, place.line - 1, 0);
          const argument = { flow: name, file: place.file };
          return [
            new vscode.CodeLens(range, { title: '$(play) Run', command: commands.runFlow, arguments: [argument] }),
            new vscode.CodeLens(range, { title: 'Run without sending', command: commands.dryRunFlow, arguments: [argument] }),
          ];
        });
    },
  });
  return vscode.Disposable.from(changed, provider, ...subscriptions);
}
