import type { Request } from '#plan';
import { PatchbayError } from '../../errors.ts';
import type { Value } from '../../expression/contract.ts';
import { parseJson, parseJsonBytes, parseNdjson } from '../../json/index.ts';
import type { Content } from '../http/body.ts';
import type { Answer } from '../http/exchange.ts';

type Format = Request['decode'];
type Decode = (content: Content) => Value;

/** One decoder for each format. An empty JSON body (204) is null. */
const decoders: Readonly<Record<Format, Decode>> = {
  json: (content) => (isBlank(content) ? null : content.utf8 ? parseJsonBytes(content.bytes) : parseJson(content.text)),
  ndjson: ({ text }) => parseNdjson(text),
  text: ({ text }) => text,
};

/** The body of an answer as a value. Throws where it is not what the endpoint promises, and says what came instead. */
export function decodeBody(format: Format, answer: Answer, method: string): Value {
  if (format !== 'text' && isHtml(answer)) throw unexpectedHtml(answer, method);
  try {
    return decoders[format](answer.content);
  } catch (error) {
    if (!(error instanceof PatchbayError) || error.code !== 'invalid-json') throw error;
    const { text } = answer.content;
    const cut = isCut(text);
    throw new PatchbayError(cut ? 'truncated-json' : 'invalid-json', `${method} ${place(answer)} answered with ${cut ? 'JSON that ends in the middle' : error.message}`
      + `${cut ? ` (after ${text.length} characters).` : ''}`, { remedy: error.remedy ?? remedy, status: answer.status, cause: error });
  }
}

/** The body of an answer that is an error: decoded where it can be, otherwise its text. Never throws. */
export function decodeLeniently(answer: Answer): Value {
  if (isBlank(answer.content)) return null;
  const { text } = answer.content;
  if (!/^\s*[[{"\d-]|^\s*(true|false|null)\s*$/.test(text)) return text;
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

const remedy = 'Check the address of the instance, and what the endpoint says about `decode`.';

function isBlank(content: Content): boolean {
  return content.bytes.length === 0 || (content.bytes.length < 400 && content.text.trim() === '');
}

/** A web page where data was promised: said by its type, or by how it begins. */
export function isHtml({ headers, content }: Pick<Answer, 'headers' | 'content'>): boolean {
  const type = headers['content-type'];
  if (typeof type === 'string' && /^\s*(application\/xhtml\+xml|text\/html)/i.test(type)) return content.text.trimStart().startsWith('<');
  return (!content.utf8 || content.bytes[0] === 60) && /^<(?:!doctype html|html)/i.test(content.text.slice(0, 40));
}

function unexpectedHtml(answer: Answer, method: string): PatchbayError {
  const title = titleOf(answer.content.text);
  return new PatchbayError('unexpected-html', `${method} ${place(answer)} answered with a web page${title === undefined ? '' : ` ("${title}")`} where JSON was promised.`, {
    status: answer.status,
    remedy: 'Often the address is that of a login page or of a proxy. Check the settings of the instance, and the connector\'s `base` and path.',
  });
}

/** The title of a web page, shortened. */
export function titleOf(text: string): string | undefined {
  const title = /<title[^>]*>([^<]{1,2000})/i.exec(text.slice(0, 20_000))?.[1]?.trim().replace(/\s+/g, ' ');
  return title === undefined || title === '' ? undefined : title.length > 80 ? `${title.slice(0, 80)}…` : title;
}

function place(answer: Answer): string {
  return answer.url.host + answer.url.pathname;
}

/** Begins as JSON, but its brackets are never closed. */
function isCut(text: string): boolean {
  const start = text.trimStart()[0];
  if (start !== '{' && start !== '[') return false;
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (quoted) {
      if (code === 92) index++;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) depth--;
  }
  return quoted || depth > 0;
}
