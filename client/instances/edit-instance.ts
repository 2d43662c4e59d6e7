import { askAll } from '../forms/wizard.ts';
import type { Services } from '../services.ts';
import { trustedFolder } from '../trust.ts';
import { applyFileEdits } from '../workspace/edits.ts';
import { showUses } from '../workspace/places.ts';
import { offerCheck } from './add-instance.ts';
import { chooseInstance, connectorOf, type InstanceArgument } from './choose.ts';
import { answeredSecrets, answeredSettings, chosenAuth, type FormSubject, instanceQuestions, secretQuestions } from './form.ts';
import { storeSecrets } from './store-secrets.ts';

/** *Edit Instance…*: asks everything again with what is set; secrets that are left empty stay. */
export async function editInstance(services: Services, argument: InstanceArgument): Promise<void> {
  const { host, language, secrets } = services;
  const folder = trustedFolder(host);
  const existing = await chooseInstance(services, argument, 'Edit Instance');
  if (existing === undefined) return;
  const subject: FormSubject = { connector: await connectorOf(services, existing), existing, stored: await secrets.names(existing.name) };
  const answers = await askAll(`Edit Instance ${existing.name}`, (soFar) => instanceQuestions(services, subject, soFar));
  if (answers === undefined) return;
  const auth = chosenAuth(subject, answers)?.name;
  const result = await language.request('change', {
    kind: 'change-instance', name: existing.name, settings: answeredSettings(subject, answers), ...(auth !== undefined && { auth }),
  });
  if ('refused' in result) return showUses(host, result.refused, result.uses);
  await applyFileEdits(host, folder, result.edits);
  await storeSecrets(services, existing.name, answeredSecrets(answers));
  await offerCheck(services, existing.name, `Changed the instance '${existing.name}'.`);
}

/** *Enter Secrets…*: asks for the secrets alone and binds them to where the instance sends them now. */
export async function enterSecrets(services: Services, argument: InstanceArgument): Promise<void> {
  const { host, secrets } = services;
  trustedFolder(host);
  const existing = await chooseInstance(services, argument, 'Enter Secrets');
  if (existing === undefined) return;
  if (existing.secrets.length === 0) {
    void host.vscode.window.showInformationMessage(`The instance '${existing.name}' needs no secret.`);
    return;
  }
  const subject: FormSubject = { connector: await connectorOf(services, existing), existing, stored: await secrets.names(existing.name) };
  const answers = await askAll(`Secrets of ${existing.name}`, () => secretQuestions(services, subject));
  if (answers === undefined) return;
  await storeSecrets(services, existing.name, answeredSecrets(answers));
  await offerCheck(services, existing.name, `Stored the secrets of '${existing.name}'.`);
}
