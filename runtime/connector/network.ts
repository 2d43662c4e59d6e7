import { createTokens } from './auth/tokens.ts';
import { createClient } from './client.ts';
import type { Logger } from '../ports.ts';
import type { Network, NetworkOptions, Redactor } from './contract.ts';
import { createTransport } from './http/exchange.ts';
import { createRedactor } from './redaction.ts';

/** What all clients of one process share: connections, tokens, limits, and what is known to be secret. */
export function createNetwork(options: NetworkOptions): Network {
  const redactor = options.redactor ?? createRedactor();
  const transport = createTransport(options.policy, options.names);
  const log = redactedLog(options.log, redactor);
  const shared = { options: { ...options, log }, redactor, transport, tokens: createTokens(), gates: new Map() };
  return {
    redactor,
    client: (of) => createClient(shared, of),
    close: () => transport.close(),
  };
}

function redactedLog(log: Logger, redactor: Redactor): Logger {
  return {
    debug: (text) => log.debug(redactor.redact(text)),
    info: (text) => log.info(redactor.redact(text)),
    warn: (text) => log.warn(redactor.redact(text)),
    error: (text) => log.error(redactor.redact(text)),
  };
}
