import { isHtml, titleOf } from './decode.ts';
import type { Answer } from '../http/exchange.ts';
import type { Value } from '../../expression/contract.ts';

const longest = 300;

/** What a refusing server said, one line, in the shapes that APIs use; undefined where it said nothing. */
export function serverMessage(answer: Answer, body: Value): string | undefined {
  if (isHtml(answer)) {
    const title = titleOf(answer.content.text);
    return title === undefined ? 'a web page' : `a web page ("${title}")`;
  }
  const found = typeof body === 'string' ? body : messageIn(body, 0) ?? (body === null ? undefined : answer.content.text);
  const line = found?.trim().replace(/\s+/g, ' ');
  return line === undefined || line === '' ? undefined : shortened(line, longest);
}

/** With `…` where something was cut off, by which the redactor knows that half a secret may stand before it. */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** From the most telling member to the least: RFC 9457, OAuth 2, GraphQL, Rails, NetSuite and what most others do. */
const members = ['message', 'Message', 'error_description', 'errorMessage', 'error_message', 'detail', 'details', 'o:errorDetails', 'errors', 'error', 'fault', 'faultstring',
  'description', 'reason', 'msg', 'title', 'code', 'errorCode'];

function messageIn(value: Value, depth: number): string | undefined {
  if (depth > 4) return undefined;
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (Array.isArray(value)) {
    const texts = value.slice(0, 3).map((item) => messageIn(item, depth + 1)).filter((text) => text !== undefined);
    return texts.length === 0 ? undefined : texts.join('; ') + (value.length > 3 ? `; and ${value.length - 3} more` : '');
  }
  if (value === null || typeof value !== 'object') return undefined;
  const object = value as Record<string, Value>;
  for (const name of members) {
    const text = Object.hasOwn(object, name) ? messageOfMember(name, object[name], depth) : undefined;
    if (text !== undefined) return text;
  }
  return undefined;
}

function messageOfMember(name: string, value: Value, depth: number): string | undefined {
  const direct = messageIn(value, depth + 1);
  if (direct !== undefined || value === null || typeof value !== 'object' || Array.isArray(value)) return direct;
  if (name !== 'errors' && name !== 'error' && name !== 'details') return undefined;
  // `{ "errors": { "email": ["is invalid"] } }`: by field.
  const fields = Object.entries(value).map(([field, texts]) => [field, messageIn(texts, depth + 1)] as const).filter(([, text]) => text !== undefined);
  return fields.length === 0 ? undefined : fields.slice(0, 3).map(([field, text]) => `${field} ${text}`).join('; ');
}
