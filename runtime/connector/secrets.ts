import type { Auth, Expr } from '#plan';
import { PatchbayError } from '../errors.ts';
import type { Destination, SecretSource } from '../ports.ts';
import type { Redactor } from './contract.ts';

const shortest = 6;

/** The secrets of one instance, asked for when they are first needed and known to the redactor before anybody can use them. */
export interface Secrets {
  /** The values by name; optional ones that are not set are absent. */
  release(names: readonly string[]): Promise<Record<string, string>>;
  /** Asks again from now on: the server refused what was known. */
  forget(): void;
}

export function createSecrets(options: {
  source: SecretSource; redactor: Redactor; instance: string; auth: Auth | undefined; bundled: boolean; destination: () => Destination;
}): Secrets {
  const { source, redactor, instance, auth, bundled, destination } = options;
  const known = new Map<string, Promise<string | undefined>>();

  async function ask(name: string): Promise<string | undefined> {
    const field = auth?.secrets.find((secret) => secret.name === name);
    const value = await source.secret({ instance, name, optional: field?.optional ?? false, destination: destination(), bundled });
    if (value === undefined || value === '') {
      if (field?.optional === true) return undefined;
      throw new PatchbayError('missing-secret', `The secret ${name} of the instance ${instance} is not set.`, { remedy: 'Edit the instance, or set it in the environment.' });
    }
    if (value.length < shortest) {
      throw new PatchbayError('secret-too-short', `The secret ${name} of the instance ${instance} has fewer than ${shortest} characters, so it could not be kept out of logs.`, {
        remedy: 'Use a longer one, or check whether it was copied whole.',
      });
    }
    redactor.add(value);
    return value;
  }

  return {
    async release(names) {
      const values: Record<string, string> = {};
      for (const name of names) {
        let promise = known.get(name);
        if (promise === undefined) {
          promise = ask(name);
          known.set(name, promise);
          promise.catch(() => known.delete(name));
        }
        const value = await promise;
        if (value !== undefined) values[name] = value;
      }
      return values;
    },
    forget: () => known.clear(),
  };
}

/** The secrets that these expressions read. */
export function secretsIn(exprs: readonly (Expr | undefined)[]): string[] {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return;
    if (Array.isArray(node)) return node.forEach(visit);
    const part = node as Record<string, unknown>;
    if (part['op'] === 'name' && part['scope'] === 'secret' && typeof part['name'] === 'string') names.add(part['name']);
    Object.values(part).forEach(visit);
  };
  exprs.forEach(visit);
  return [...names];
}
