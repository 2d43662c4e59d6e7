import { createMessageConnection, IPCMessageReader, IPCMessageWriter, type MessageConnection } from 'vscode-jsonrpc/node';
import { PatchbayError, type RunEvent, type SecretSource } from '#runtime';
import { eventSender } from './event-sender.ts';
import { clientNotifications, runnerCallbacks, type RunnerRequests, type runnerRequests, type SecretAnswer, type SecretRequest } from './protocol/index.ts';

/** The client at the other end of the IPC channel. */
export interface Channel {
  readonly connection: MessageConnection;
  /** Aborted when the client asks for it, and when the channel is lost (the window was reloaded, the editor has ended). */
  readonly signal: AbortSignal;
  /** Secrets, asked of the client when a request needs them. */
  readonly secrets: SecretSource;
  /** A promise while the client has not taken what it was told. */
  event(event: RunEvent): Promise<void> | undefined;
}

export type RunnerMethod = keyof typeof runnerRequests;
export type Handler<M extends RunnerMethod> = (params: RunnerRequests[M]['params'], channel: Channel) => Promise<RunnerRequests[M]['result']>;

/** The channel of this process, which was forked with one. */
export function openChannel(): Channel {
  const stop = new AbortController();
  const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
  connection.onNotification(clientNotifications.cancel, () => stop.abort());
  connection.onClose(() => stop.abort());
  process.once('disconnect', () => stop.abort());
  return { connection, signal: stop.signal, secrets: channelSecrets(connection, stop.signal), event: eventSender(connection) };
}

function channelSecrets(connection: MessageConnection, signal: AbortSignal): SecretSource {
  return {
    secret: async (request) => {
      const asked = connection.sendRequest<SecretAnswer>(runnerCallbacks.secret, request satisfies SecretRequest);
      const answer = await Promise.race([asked, aborted(signal)]);
      if ('refused' in answer) throw new PatchbayError(answer.refused.code, answer.refused.message, { remedy: answer.refused.remedy });
      return answer.value ?? undefined;
    },
  };
}

/** Rejects when the run is to stop: a client that is gone answers nothing any more. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(new PatchbayError('stopped', 'The run was stopped while it waited for a secret.'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
