import { answer, Refusal, type Json, type Reply } from '../kit/index.ts';

/** `errors` is a text for the whole request and an object for single fields (response-codes page). */
export const refused = (status: number, errors: Json, headers?: Record<string, string>): Reply => answer(status, { errors }, headers);

export const refuse = (status: number, errors: Json): never => {
  throw new Refusal(refused(status, errors));
};

export const notFound = (): Reply => refused(404, 'Not Found');

export const unauthorized = (): Reply => refused(401, '[API] Invalid API key or access token (unrecognized login or wrong password)');

/** Seconds with a fraction, as the vendor writes them. */
export const retryAfter = '2.0';

export const tooManyCalls = (): Reply =>
  refused(429, 'Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.', { 'retry-after': retryAfter });
