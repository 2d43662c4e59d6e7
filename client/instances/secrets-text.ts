import { ClientError } from '../command.ts';

/** The secrets of one instance in a file, and the connector that they are for where the file says so. */
export interface ImportedInstance { name: string; connector?: string; secrets: Record<string, string> }

/**
 * Reads `{ "instances": { "acme": { "connector": "shop", "hosts": [...], "secrets": { "token": "…" } } } }`, as `--secrets` takes it. The hosts are for the command
 * line: here the person sees where the secrets would go. Throws without quoting the text, which holds secrets.
 */
export function readSecretsText(text: string): ImportedInstance[] {
  const instances = member(parse(text), 'instances');
  if (instances === undefined) throw new ClientError('That is not a secrets file: it has no "instances". Nothing was imported.');
  return Object.entries(instances).map(([name, entry]) => {
    const secrets = member(entry, 'secrets');
    if (secrets === undefined || Object.values(secrets).some((value) => typeof value !== 'string')) {
      throw new ClientError(`The secrets of '${name}' are not texts by name. Nothing was imported.`);
    }
    const connector = (entry as { connector?: unknown }).connector;
    return { name, ...(typeof connector === 'string' && { connector }), secrets: secrets as Record<string, string> };
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message would quote the text.
    throw new ClientError('That is not a secrets file: it is not JSON. Nothing was imported.');
  }
}

function member(value: unknown, name: string): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  const found = (value as Record<string, unknown>)[name];
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? found as Record<string, unknown> : undefined;
}
