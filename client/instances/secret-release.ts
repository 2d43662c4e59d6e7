import type { Destination, SecretAnswer, SecretRequest } from '#runner/protocol';
import type { Host } from '../host.ts';
import { sameDestination, type SecretStore } from './secret-store.ts';

/** Answers the runner: releases a secret only to where it was bound when it was entered, or where the person now allows it. */
export type SecretRelease = (request: SecretRequest) => Promise<SecretAnswer>;

// Enter presses the first button. The one that closes never is the first, so that is left to VS Code, which adds a Cancel.
const refuse = 'Do Not Send';
const allow = 'Send Them There';

/** Makes the answers of one window. An instance whose destination has changed is asked about once, not once a secret. */
export function releaseSecrets(host: Host, store: SecretStore): SecretRelease {
  const asking = new Map<string, Promise<boolean>>();
  const ask = (instance: string, before: Destination, now: Destination): Promise<boolean> => {
    const question = JSON.stringify([instance, now]);
    const open = asking.get(question);
    if (open !== undefined) return open;
    const answer = askAboutDestination(host, instance, before, now).finally(() => asking.delete(question));
    asking.set(question, answer);
    return answer;
  };
  return async ({ instance, name, optional, destination }) => {
    const missing: SecretAnswer = optional ? { value: null } : {
      refused: {
        code: 'missing-secret',
        message: `The secret '${name}' of the instance '${instance}' is not set.`,
        remedy: 'Enter it: Instances view, Enter Secrets…',
      },
    };
    if (!host.vscode.workspace.isTrusted) return { refused: { code: 'missing-secret', message: 'The folder is in Restricted Mode: no secret is read.' } };
    const stored = await store.get(instance, name);
    if (stored === undefined) return missing;
    if (sameDestination(stored.destination, destination)) return { value: stored.value };
    if (!(await ask(instance, stored.destination, destination))) return destinationChanged(instance, stored.destination, destination);
    await rebind(store, instance, stored.destination, destination);
    return { value: stored.value };
  };
}

// All of the instance's secrets that were entered for the same place: a request asks for them one after the other, the person answered for all.
async function rebind(store: SecretStore, instance: string, before: Destination, now: Destination): Promise<void> {
  for (const name of await store.names(instance)) {
    const stored = await store.get(instance, name);
    if (stored !== undefined && sameDestination(stored.destination, before)) await store.set(instance, name, { value: stored.value, destination: now });
  }
}

async function askAboutDestination({ vscode }: Host, instance: string, before: Destination, now: Destination): Promise<boolean> {
  const detail = [
    `Entered for: ${before.origins.join(', ')}`,
    `Would now go to: ${now.origins.join(', ')}`,
    sameOrigins(before, now)
      ? 'The hosts are the same, but the connector is another one, or signs in differently than when the secrets were entered.'
      : 'The base URL, a setting, the connector or its text has changed since they were entered.',
    'If you did not expect this, someone may be trying to get them.',
  ].join('\n\n');
  const message = `The secrets of '${instance}' would go somewhere else than they were entered for.`;
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, refuse, allow)) === allow;
}

function destinationChanged(instance: string, before: Destination, now: Destination): SecretAnswer {
  return {
    refused: {
      code: 'destination-changed',
      message: `The secrets of '${instance}' were entered for ${before.origins.join(', ')} and would now go to ${now.origins.join(', ')}; they were not sent.`,
      remedy: `Take back the change to the instance or its connector, or enter the secrets again (Instances view, Enter Secrets…).`,
    },
  };
}

function sameOrigins(before: Destination, now: Destination): boolean {
  return before.origins.join(' ') === now.origins.join(' ');
}
