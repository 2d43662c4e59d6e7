import type { ReportedError } from '#runner/protocol';
import { settings, settingsSection } from './contributions.ts';
import type { Host } from './host.ts';
import { withoutLinks } from './without-links.ts';

/** `message remedy (orders.flow:12, endpoint)`, with what to do in words of the editor. */
export function errorText(error: ReportedError): string {
  const { file, range, endpoint } = error;
  const place = file === undefined ? undefined : range === undefined ? file : `${file}:${range.line}`;
  const where = [place, endpoint].filter((part) => part !== undefined).join(', ');
  return withoutLinks(`${problemText(error)}${where === '' ? '' : ` (${where})`}`);
}

/** What is wrong and what to do, without the place. An API's own words often end without a full stop. */
export function problemText(error: ReportedError): string {
  const remedy = remedyText(error);
  if (remedy === undefined) return error.message;
  return `${error.message}${/[.!?:…]$/u.test(error.message) ? '' : '.'} ${remedy}`;
}

/** What to do. The runner speaks to the command line too, whose consents are settings here. */
function remedyText(error: ReportedError): string | undefined {
  return needsConsent(error) ? 'Only you can allow that, in your own settings of this machine.' : error.remedy;
}

/** Whether the person of this machine could allow what was refused: plain http, a private or local address. */
export function needsConsent({ remedy }: Pick<ReportedError, 'remedy'>): boolean {
  return remedy?.includes('patchbay trust add') ?? false;
}

/** Shows the settings in which a consent is given. */
export async function showConsentSettings({ vscode }: Pick<Host, 'vscode'>): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', `${settingsSection}.${settings.allowLocal} ${settingsSection}.${settings.trustedHosts}`);
}
