import { callEndpoint, PatchbayError, type Json, type NetworkPolicy, type ReportedError, type SecretSource } from '#runtime';
import { prepareCall, type Prepared } from './prepare.ts';
import type { Project } from './project.ts';
import { reported } from './refusal.ts';

/** What came of trying an instance: a sentence with the first fields that the API answered, or what is wrong. */
export type CheckResult = { ok: true; text: string } | { ok: false; error: ReportedError };

export interface CheckOptions {
  project: Project;
  instance: string;
  environment?: string;
  env: Readonly<Record<string, string | undefined>>;
  secrets(prepared: Prepared): SecretSource;
  policy: NetworkPolicy;
  signal: AbortSignal;
}

/** Calls the connector's `check` endpoint through an instance. */
export async function checkInstance(options: CheckOptions): Promise<CheckResult> {
  const { project, instance, environment, env, policy, signal } = options;
  const files: string[] = [];
  try {
    const endpoint = checkEndpoint(project, instance);
    const prepared = prepareCall(project, { instance, endpoint, env, ...(environment !== undefined && { environment }) });
    if ('refused' in prepared) return { ok: false, error: prepared.refused[0]! };
    files.push(...prepared.plan.files);
    const records = callEndpoint({ ...prepared, instance, endpoint, args: {}, limit: 1, secrets: options.secrets(prepared), policy, signal });
    for await (const record of records) return { ok: true, text: `${endpoint} answered: ${firstFields(record)}` };
    return { ok: true, text: `${endpoint} answered, with no record.` };
  } catch (error) {
    return { ok: false, error: reported(error, { files }) };
  }
}

function checkEndpoint(project: Project, name: string): string {
  const instance = project.model.instances.find((entry) => entry.name === name);
  if (instance === undefined) throw new PatchbayError('unknown-instance', `There is no instance '${name}' in patchbay.json.`);
  const connector = project.model.connectors.find((entry) => entry.name === instance.connector);
  if (connector?.check === undefined) {
    throw new PatchbayError('no-check', `The connector '${instance.connector}' does not say which endpoint tries an instance.`, { remedy: 'Add `check <endpoint>` to the connector, or try an endpoint with `patchbay call`.' });
  }
  return connector.check;
}

/** The first members of a record that are no structures: `id 1, name "Acme"`. */
export function firstFields(record: Json, count = 3): string {
  if (record === null || typeof record !== 'object') return shortened(record);
  if (Array.isArray(record)) return `${record.length} elements`;
  const plain = Object.entries(record).filter(([, value]) => value === null || typeof value !== 'object').slice(0, count);
  if (plain.length === 0) return `an object with ${Object.keys(record).slice(0, count).join(', ') || 'no members'}`;
  return plain.map(([name, value]) => `${name} ${shortened(value)}`).join(', ');
}

function shortened(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
