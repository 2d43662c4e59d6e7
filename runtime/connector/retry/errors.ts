import { STATUS_CODES } from 'node:http';
import { PatchbayError } from '../../errors.ts';
import type { Value } from '../../expression/contract.ts';
import { serverMessage } from '../formats/server-message.ts';
import type { Answer, Outgoing } from '../http/exchange.ts';

/** What an error of one request says about it. */
export interface ErrorContext { instance: string; endpoint: string; scope: 'record' | 'run'; attempt: number; inDoubt: boolean }

/** An answer that is an error and that no rule explains. */
export function statusError(answer: Answer, body: Value, request: Outgoing, context: ErrorContext): PatchbayError {
  const { status } = answer;
  const said = serverMessage(answer, body);
  const name = STATUS_CODES[status];
  const { code, remedy } = meaning(status, context.instance);
  const { endpoint, attempt, inDoubt } = context;
  return new PatchbayError(code, `${request.method} ${answer.url.host}${answer.url.pathname} answered ${status}${name === undefined ? '' : ` ${name}`}${said === undefined ? '' : `: ${said}`}`, {
    // A refused credential is refused for every record.
    endpoint, attempt, inDoubt, scope: status === 401 ? 'run' : context.scope, status,
    remedy: inDoubt ? 'It is not known whether the request was carried out, so it was not sent again. Look into the target system.' : remedy,
  });
}

/** The same error with the place it happened at; one that concerns more than this record stays an error of the run. */
export function failureError(error: PatchbayError, lasting: boolean, context: ErrorContext): PatchbayError {
  const { endpoint, attempt, inDoubt } = context;
  return new PatchbayError(error.code, error.message, {
    endpoint, attempt, inDoubt, scope: lasting ? 'run' : context.scope, status: error.status, cause: error,
    remedy: inDoubt ? 'It is not known whether the request was carried out, so it was not sent again. Look into the target system.' : error.remedy,
  });
}

function meaning(status: number, instance: string): { code: string; remedy: string | undefined } {
  if (status === 401) return { code: 'unauthorized', remedy: `The server does not accept the credentials of the instance ${instance}. Check its secrets, and that they belong to this address.` };
  if (status === 403) return { code: 'forbidden', remedy: `The credentials of the instance ${instance} lack the right for this. Grant it in the target system.` };
  if (status === 404) return { code: 'not-found', remedy: 'If nothing being there is a normal answer, write `on 404 empty` in the endpoint.' };
  if (status === 407) return { code: 'proxy-refused', remedy: 'A proxy between this machine and the server wants its own credentials.' };
  if (status === 429) return { code: 'too-many-requests', remedy: 'Give the connector a `limit` that keeps below what the server allows.' };
  if (status >= 500) return { code: 'server-error', remedy: 'The server failed. Try again later.' };
  if (status >= 300 && status < 400) return { code: 'unexpected-redirect', remedy: 'Check `base`. Where a redirect is an answer, write `redirect manual` in the endpoint.' };
  return { code: 'request-refused', remedy: undefined };
}
