import { PatchbayError } from '../../errors.ts';
import type { Reach } from './addresses.ts';

/**
 * An attempt that brought no answer. `reached` says whether the request may have got to the server; `lasting` that another attempt cannot
 * help (a name that does not exist, a certificate that is refused).
 */
export interface Failure { on: 'network' | 'timeout'; reached: boolean; lasting: boolean; error: PatchbayError }

/** A connection that was never made, because of what the address is. */
export function addressRefused(why: 'address' | 'plain-http', { protocol, hostname, port }: Reach, side: 'own' | 'foreign'): PatchbayError {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  const place = isDefaultPort(protocol, port) ? host : `${host}:${port}`;
  if (side === 'foreign') {
    return new PatchbayError('address-refused', `An answer named ${protocol}//${place}, which is not one of the connector's hosts and `
      + `${why === 'address' ? 'leads to a private address' : 'is not encrypted'}. It was not called.`, {
      remedy: "If this host belongs to the system, add it to the connector's `hosts`.",
    });
  }
  if (why === 'plain-http') {
    return new PatchbayError('plain-http-refused', `${protocol}//${place} is not encrypted, so nothing was sent to it.`, {
      remedy: `Use https, or allow this host on this machine with \`patchbay trust add ${place}\`.`,
    });
  }
  return new PatchbayError('address-refused', `${place} leads to a private or local address, so nothing was sent to it.`, {
    remedy: `Allow it on this machine: \`patchbay trust add ${place}\`, or \`--allow-local\` for a server on this computer.`,
  });
}

/** What became of an attempt, in a few words after the host: for lines about the next one. */
export function failureWords({ on, reached, error }: Failure): string {
  if (error.code === 'connection-lost') return 'lost the connection before the answer was complete';
  if (error.code === 'connection-refused') return 'refused the connection';
  if (on === 'timeout') return reached ? 'did not answer in time' : 'did not accept a connection in time';
  return reached ? 'did not answer as it should' : 'could not be reached';
}

const connectionCodes: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection-refused', EHOSTUNREACH: 'host-unreachable', ENETUNREACH: 'host-unreachable', EHOSTDOWN: 'host-unreachable',
  EADDRNOTAVAIL: 'host-unreachable',
};
const tlsCode = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$|HOSTNAME_MISMATCH|CRL_|INVALID_CA|INVALID_PURPOSE)/;

/** Turns what undici or Node reports into an error for people. `host` is `host[:port]` as in the URL. */
export function failureOf(cause: unknown, host: string, timeoutMs: number): Failure {
  if (cause instanceof PatchbayError) return { on: 'network', reached: false, lasting: true, error: cause };
  const code = codeOf(cause);
  const failure = (on: Failure['on'], reached: boolean, lasting: boolean, name: string, message: string, remedy?: string): Failure => (
    { on, reached, lasting, error: new PatchbayError(name, message, { remedy, cause }) });
  if (code === 'ENOTFOUND') {
    return failure('network', false, true, 'host-not-found', `The host ${host} does not exist.`, 'Check the settings of the instance: its address may be misspelt.');
  }
  if (code === 'EAI_AGAIN') {
    return failure('network', false, false, 'host-not-found', `The host ${host} could not be looked up: the name service did not answer.`, 'Check the network connection of this machine.');
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return failure('timeout', false, false, 'timeout', `${host} did not accept a connection in time.`, 'Check that the address is right and that a firewall does not block it.');
  }
  const connection = connectionCodes[code];
  if (connection !== undefined) {
    return failure('network', false, false, connection, connection === 'connection-refused' ? `${host} refused the connection: no server listens there.`
      : `${host} cannot be reached from this machine.`, 'Check the address and port, and that the server runs.');
  }
  if (tlsCode.test(code)) {
    return failure('network', false, true, 'tls-refused', `The encrypted connection to ${host} was refused: ${tlsReason(code, cause)}.`,
      'Check the address. If the server uses a company certificate authority, name its file in NODE_EXTRA_CA_CERTS.');
  }
  if (code === 'attempt-timeout' || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return failure('timeout', true, false, 'timeout', `${host} did not answer completely within ${timeoutMs / 1000} s.`,
      'Try again later, or give the endpoint a longer `timeout`.');
  }
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return { on: 'network', reached: true, lasting: true, error: tooLarge(host) };
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return failure('network', true, true, 'answer-too-large', `The answer of ${host} has too many headers.`, 'Check that the address leads to the system you mean: an API sends far fewer.');
  }
  if (code !== 'HPE_INVALID_EOF_STATE' && cause instanceof Error && cause.name === 'HTTPParserError') {
    return failure('network', true, true, 'invalid-http', `${host} does not answer in HTTP.`, 'Check the port and whether it is http or https.');
  }
  return failure('network', true, false, 'connection-lost', `The connection to ${host} was lost before the answer was complete.`,
    'Try again later: the server, or a proxy on the way to it, closed the connection. If it always happens at the same place, ask for smaller pages.');
}

/** The answer goes beyond what one page may have. */
export function tooLarge(host: string): PatchbayError {
  return new PatchbayError('answer-too-large', `The answer of ${host} is larger than 64 MB, so it was not read to the end.`, {
    remedy: 'Ask for smaller pages, or for fewer fields.',
  });
}

function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return '';
  // An attempt at several addresses of one host fails with all their errors; a refusal says most about the host.
  if (cause instanceof AggregateError && cause.errors.length > 0) {
    const codes = cause.errors.map(codeOf);
    return codes.find((code) => code === 'ECONNREFUSED') ?? codes[0] ?? '';
  }
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  if (code === '' && cause.cause instanceof Error) return codeOf(cause.cause);
  return code;
}

function tlsReason(code: string, cause: unknown): string {
  if (code === 'CERT_HAS_EXPIRED') return 'its certificate has expired';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'its certificate belongs to another host';
  if (/SELF_SIGNED/.test(code)) return 'its certificate is self-signed';
  if (/UNABLE_TO/.test(code)) return 'its certificate comes from an unknown authority';
  if (/EPROTO|ERR_SSL/.test(code)) return 'the server does not speak TLS there';
  return cause instanceof Error ? cause.message : code;
}

function isDefaultPort(protocol: string, port: number): boolean {
  return port === (protocol === 'https:' ? 443 : 80);
}
