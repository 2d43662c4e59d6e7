import type { Disposable } from 'vscode';
import type { ReportedError } from '#runner/protocol';
import { problemText } from '../error-text.ts';
import type { Host } from '../host.ts';
import { placeUri } from '../workspace/places.ts';

/** Errors of runs at their lines in the flows. */
export interface RunProblems extends Disposable {
  /** Shows the error of a flow's run, if it has a place. */
  show(flow: string, error: ReportedError): void;
  /** Takes away what an earlier run of the flow showed. */
  clear(flow: string): void;
}

/** Opens the collection. An error stands until the file is edited or the flow runs again. */
export function openRunProblems(host: Host): RunProblems {
  const { vscode } = host;
  const collection = vscode.languages.createDiagnosticCollection('patchbay-run');
  const shown = new Map<string, string>();
  const clear = (flow: string) => {
    const uri = shown.get(flow);
    if (uri === undefined) return;
    shown.delete(flow);
    collection.delete(vscode.Uri.parse(uri));
  };
  const subscription = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length === 0) return;
    for (const [flow, uri] of shown) if (uri === document.uri.toString()) clear(flow);
  });
  return {
    clear,
    show: (flow, error) => {
      const { file, range, code } = error;
      const uri = file === undefined ? undefined : placeUri(host, file);
      if (uri === undefined || range === undefined) return;
      const area = new vscode.Range(range.line - 1, range.column - 1, range.endLine - 1, range.endColumn - 1);
      const diagnostic = new vscode.Diagnostic(area, problemText(error), vscode.DiagnosticSeverity.Error);
      diagnostic.source = 'patchbay run';
      diagnostic.code = code;
      shown.set(flow, uri.toString());
      collection.set(uri, [diagnostic]);
    },
    dispose: () => {
      subscription.dispose();
      collection.dispose();
    },
  };
}
