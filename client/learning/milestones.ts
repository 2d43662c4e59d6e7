import type { Disposable } from 'vscode';
import { languages as languageIds, type Milestone, milestones } from '../contributions.ts';
import type { Host } from '../host.ts';

/** Says that a person got so far: the step of the walkthrough that waits for it is ticked. VS Code keeps what is ticked. */
export function reachMilestone({ vscode }: Pick<Host, 'vscode'>, milestone: Milestone): void {
  void vscode.commands.executeCommand('setContext', milestones[milestone], true);
}

/** Watches for a mistake in a connector or flow that was marked and then put right. */
export function watchRepairs({ vscode }: Pick<Host, 'vscode'>, reached: (milestone: Milestone) => void): Disposable {
  const ids: ReadonlySet<string> = new Set(Object.values(languageIds));
  const broken = new Set<string>();
  return vscode.languages.onDidChangeDiagnostics(({ uris }) => {
    for (const uri of uris) {
      const key = uri.toString();
      const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === key && ids.has(document.languageId));
      if (!isOpen) continue;
      if (vscode.languages.getDiagnostics(uri).some(({ severity }) => severity === vscode.DiagnosticSeverity.Error)) broken.add(key);
      else if (broken.delete(key)) reached('repair');
    }
  });
}
