import type { ReportedError, RunOutcome } from '#runner/protocol';
import { errorText, needsConsent, showConsentSettings } from '../error-text.ts';
import type { Host } from '../host.ts';
import type { RunLog } from './run-log.ts';
import type { RunProblems } from './run-problems.ts';
import { countsText } from './run-text.ts';

/** What runs share in a window. */
export interface RunSurface { log: RunLog; problems: RunProblems }

const showLog = 'Show Log';
const showProblems = 'Show Problems';
const openSettings = 'Open Settings';

/** Says how a run ended: a message with counts or the error, the error at its line, what stands against the run in the log. */
export function reportOutcome(host: Host, { log, problems }: RunSurface, flow: string, outcome: RunOutcome): void {
  const { window, commands } = host.vscode;
  const react = (choice: string | undefined) => {
    if (choice === showLog) log.show();
    if (choice === openSettings) return showConsentSettings(host);
    return choice === showProblems ? commands.executeCommand('workbench.actions.view.problems') : undefined;
  };
  if ('refused' in outcome) {
    for (const error of outcome.refused) log.line(`✗ ${flow} does not run: ${errorText(error)}`);
    const [first] = outcome.refused;
    if (first !== undefined) problems.show(flow, first);
    const more = outcome.refused.length > 1 ? ` (and ${outcome.refused.length - 1} more)` : '';
    const message = `${flow} does not run: ${first === undefined ? 'it has errors' : errorText(first)}${more}`;
    void window.showErrorMessage(message, ...buttonsOf(first, showProblems), showLog).then(react);
    return;
  }
  const { status, counts, error } = outcome;
  if (error !== undefined) problems.show(flow, error);
  const text = `${flow} ${status}: ${countsText(counts)}`;
  if (status === 'succeeded') void window.showInformationMessage(text, showLog).then(react);
  else if (status === 'failed') void window.showErrorMessage(error === undefined ? text : `${flow} failed: ${errorText(error)}`, ...buttonsOf(error), showLog).then(react);
  else void window.showWarningMessage(text, showLog).then(react);
}

function buttonsOf(error: ReportedError | undefined, otherwise?: string): string[] {
  if (error !== undefined && needsConsent(error)) return [openSettings];
  return otherwise === undefined ? [] : [otherwise];
}
