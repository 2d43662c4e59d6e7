import { PatchbayError } from '../../errors.ts';
import { serverMessage, shortened } from '../formats/server-message.ts';
import type { Value } from '../../expression/contract.ts';
import type { Answer } from '../http/exchange.ts';

/** What RFC 6749 section 5.2 lets a server say, and what to do about it. */
const remedies: Readonly<Record<string, string>> = {
  invalid_client: 'The server does not know this client, or its secret or key is wrong. Check the secrets of the instance, and that they belong to this address.',
  invalid_grant: 'The server refuses what was given as proof. Check the key, its id and the audience, and the clock of this machine.',
  invalid_scope: 'The server does not know a scope, or this client may not have it. Check the scopes in the target system.',
  unauthorized_client: 'This client may not sign in this way. Allow the client credentials grant for it in the target system.',
  unsupported_grant_type: 'The server does not offer the client credentials grant at this address.',
  invalid_request: 'The server does not understand the token request. Check the settings of the instance and the `auth` of the connector.',
};

/** The server gave no token: why, in its own words, and what to do. */
export function tokenRefused(answer: Answer, body: Value, instance: string): PatchbayError {
  const member = (name: string) => {
    const value = body !== null && typeof body === 'object' ? (body as Record<string, Value>)[name] : undefined;
    return typeof value === 'string' && value !== '' ? shortened(value, 300) : undefined;
  };
  const error = member('error');
  const said = [error, member('error_description')].filter((part) => part !== undefined).join(': ') || serverMessage(answer, body);
  return new PatchbayError('token-refused', `${answer.url.host} gave no token for the instance ${instance} (${answer.status})${said === undefined ? '.' : `: ${said}`}`, {
    status: answer.status,
    remedy: (error !== undefined && Object.hasOwn(remedies, error) ? remedies[error] : undefined)
      ?? (answer.status === 404 ? 'There is no token endpoint at this address. Check the settings of the instance.' : 'Check the secrets and settings of the instance.'),
  });
}

/** The server agreed, but the answer has no token in it. */
export function tokenMissing(answer: Answer, instance: string): PatchbayError {
  return new PatchbayError('token-refused', `${answer.url.host} answered the token request of the instance ${instance} with ${answer.status}, but without a token.`, {
    status: answer.status, remedy: 'Check the address in the settings of the instance, and `token` in the `auth` of the connector.',
  });
}
