import { answer, Refusal, type Json, type Reply } from '../kit/index.ts';

export type ErrorCode =
  | 'INVALID_LOGIN'
  | 'NONEXISTENT_ID'
  | 'INVALID_REQUEST'
  | 'INVALID_CONTENT'
  | 'INVALID_PARAMETER'
  | 'NONEXISTENT_FIELD'
  | 'USER_ERROR'
  | 'INSUFFICIENT_PERMISSION'
  | 'CONCURRENCY_LIMIT_EXCEEDED'
  | 'UNEXPECTED_ERROR';

/** Where in the request the mistake is; one of the vendor's optional locators. */
export type Locator = { path: string } | { url: string } | { header: string } | { parameter: string };

const titles: Record<number, readonly [title: string, section: string]> = {
  400: ['Bad Request', '10.4.1'],
  401: ['Unauthorized', '10.4.2'],
  403: ['Forbidden', '10.4.4'],
  404: ['Not Found', '10.4.5'],
  405: ['Method Not Allowed', '10.4.6'],
  415: ['Unsupported Media Type', '10.4.16'],
  429: ['Too Many Requests', '10.4'],
  500: ['Internal Server Error', '10.5.1'],
};

/** The error format of the REST services (section_156570709583). */
export const problem = (status: number, code: ErrorCode, detail: string, at?: Locator, headers?: Record<string, string>): Reply => {
  const [title, section] = titles[status] ?? ['Error', '10'];
  const locator: Record<string, Json> =
    at === undefined
      ? {}
      : 'path' in at
        ? { 'o:errorPath': at.path }
        : 'url' in at
          ? { 'o:urlPath': at.url }
          : 'header' in at
            ? { 'o:errorHeader': at.header }
            : { 'o:errorQueryParam': at.parameter };
  const body = {
    type: `https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec${section}`,
    title,
    status,
    'o:errorDetails': [{ detail, 'o:errorCode': code, ...locator }],
  };
  return answer(status, body, { 'content-type': 'application/vnd.oracle.resource+json; type=error; charset=UTF-8', ...headers });
};

export const refuse = (status: number, code: ErrorCode, detail: string, at?: Locator): never => {
  throw new Refusal(problem(status, code, detail, at));
};

export const invalidValue = (value: string, field: string, path: string): never =>
  refuse(400, 'INVALID_CONTENT', `Error while accessing resource: You have entered an Invalid Field Value ${value} for the following field: ${field}`, { path });

/** Concurrency, not rate, is what is limited; no Retry-After is documented, so none is sent. */
export const tooManyAtOnce = (): Reply => problem(429, 'CONCURRENCY_LIMIT_EXCEEDED', 'Concurrent request limit exceeded. Request blocked.');
