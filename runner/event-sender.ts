import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { RunEvent } from '#runtime';
import { runnerCallbacks } from './protocol/index.ts';

/** Progress is told at most so often; what it says is the sum so far, so that nothing is lost. */
const progressEveryMs = 100;
/** After so many events, or so many characters in them, the client is asked whether it has taken them. */
const mostEvents = 250;
const mostCharacters = 250_000;

/**
 * Tells the client the events of a run. A message that was written is not yet read: Node keeps what a slow client leaves in the pipe, and
 * vscode-jsonrpc queues what it has read. So the client is asked now and then; messages are taken in order, and its answer says that it is
 * through with all before. Until then events come back with a promise.
 */
export function eventSender(connection: MessageConnection): (event: RunEvent) => Promise<void> | undefined {
  let told = Number.NEGATIVE_INFINITY;
  let events = 0;
  let characters = 0;
  let asked: Promise<void> | undefined;

  const ask = async (): Promise<void> => {
    events = characters = 0;
    // A client that answers with an error has taken them too, and one that is lost is noticed elsewhere: the run goes on to its safe point.
    await connection.sendRequest(runnerCallbacks.caughtUp).catch(() => {});
    asked = undefined;
  };
  return (event) => {
    if (event.type === 'run.progress') {
      const now = performance.now();
      if (now - told < progressEveryMs) return asked;
      told = now;
    }
    connection.sendNotification(runnerCallbacks.event, event).catch(() => {});
    events += 1;
    characters += sizeOf(event);
    if (asked === undefined && (events >= mostEvents || characters >= mostCharacters)) asked = ask();
    return asked;
  };
}

/** About how many characters an event has beside its names. Records and arguments are in it twice: as they are, and as exact text. */
function sizeOf(event: RunEvent): number {
  switch (event.type) {
    case 'log': case 'page': return event.text.length;
    case 'track': return event.value.length;
    case 'send': case 'rejected': return 2 * event.text.length;
    default: return 0;
  }
}
