import type { Clock } from '../../ports.ts';
import type { Answer, Outgoing, Transport } from '../http/exchange.ts';
import { waitAsTold } from '../pacing/gate.ts';
import { backoffMs, defaultBackoff } from '../retry/backoff.ts';
import { retryAfterMs } from '../retry/wait.ts';

const timeoutMs = 30_000;
const attempts = 4;
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Asks for a token: a request that may be repeated, and never follows a redirect. Throws where there is no answer at all. */
export async function sendTokenRequest(request: Outgoing, { transport, clock, announce, signal }: {
  transport: Transport; clock: Clock; announce(ms: number, why: string): void; signal: AbortSignal;
}): Promise<Answer> {
  for (let count = 1; ; count++) {
    const sent = await transport.send('own', request, { timeoutMs, signal });
    const last = count === attempts;
    let asked;
    if ('failure' in sent) {
      if (last || sent.failure.lasting) throw sent.failure.error;
    } else {
      if (last || !passing.has(sent.answer.status)) return sent.answer;
      asked = retryAfterMs(sent.answer.headers['retry-after'], clock.now());
    }
    const ms = Math.max(asked ?? 0, backoffMs(defaultBackoff, count));
    announce(ms, `${request.url.host} gives no token yet`);
    await waitAsTold(clock, ms, signal, request.url.host);
  }
}
