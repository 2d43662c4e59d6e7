import { answer, Refusal, type JsonObject, type Reply } from '../kit/index.ts';

/** The error body: `messageDetails` is known from client code, the two other names are assumed. */
export const refused = (status: number, errorCode: string, message: string, messageDetails?: JsonObject): Reply =>
  answer(status, { errorCode, message, ...(messageDetails === undefined ? {} : { messageDetails }) });

export const refuse = (status: number, errorCode: string, message: string, messageDetails?: JsonObject): never => {
  throw new Refusal(refused(status, errorCode, message, messageDetails));
};

/** What the service says when something in it breaks, and, faithfully, when Content-Type is missing. */
export const brokenDown = (): Reply => answer(500, { message: 'An error has occurred.' });
