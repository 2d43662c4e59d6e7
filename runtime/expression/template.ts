import type { Expr, TemplateUse } from '#plan';
import { counted } from './budget.ts';
import { excerpt, failure, located, nullRemedy } from './failure.ts';
import { lastPart, pathText } from './path-text.ts';
import { messageText, textOf } from './text.ts';
import { isPlain } from './values.ts';
import type { Build } from './compilation.ts';
import type { Evaluate, Value } from './contract.ts';

type Template = Extract<Expr, { op: 'template' }>;
/** Places one value; `before` is the text so far. */
type Place = (value: Value, before: string) => string;

/** `"… {expr} …"`, with each value treated as the use asks (plan/expression.ts). */
export function buildTemplate(expr: Template, names: readonly string[], build: Build): Evaluate {
  const place = places[expr.use];
  const parts = expr.parts.map((part) => (typeof part === 'string' ? part : { expr: part, value: build(part, names) }));
  const finish = expr.use === 'path' || expr.use === 'url' ? refuseDots : counted;
  return (frame) => {
    let text = '';
    for (const part of parts) {
      if (typeof part === 'string') {
        text += text.endsWith('/') && part.startsWith('/') && expr.use === 'url' ? part.slice(1) : part;
        continue;
      }
      const value = part.value(frame);
      if ((value === null || value === undefined) && expr.use !== 'message') throw nullInText(part.expr);
      try {
        text += place(value, text);
      } catch (error) {
        throw located(error, part.expr.at, () => pathText(part.expr));
      }
    }
    try {
      return finish(text);
    } catch (error) {
      throw located(error, expr.at, () => (expr.use === 'text' ? 'the text' : 'the address'));
    }
  };
}

function nullInText(expr: Expr): Error {
  const path = pathText(expr);
  return failure('null-value', `${path === lastPart(expr) ? path : `${path}: ${lastPart(expr)}`} is null and cannot be written into a text`, { at: expr.at, remedy: nullRemedy });
}

const places: Record<TemplateUse, Place> = {
  text: (value) => (typeof value === 'string' ? value : textOf(value)),
  message: messageText,
  path: pathSegment,
  url: urlPart,
};

/** One segment of a path, percent-encoded (RFC 3986): no value can add a segment, a query or leave its folder. */
function pathSegment(value: Value): string {
  const text = scalarText(value);
  if (text === '') throw failure('unsafe-path-value', 'an empty text in a path would make it another address', { remedy: '`nonEmpty()` makes it null, then `?? reject "…"` says what to do.' });
  if (text === '.' || text === '..') throw failure('unsafe-path-value', `\`${text}\` in a path would make it another address`);
  return encoded(text);
}

function encoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    throw failure('invalid-value', `${excerpt(text)} has half a surrogate pair and cannot be written into an address`);
  }
}

function scalarText(value: Value): string {
  if (typeof value === 'object' && value !== null && (Array.isArray(value) || isPlain(value))) {
    throw failure('wrong-type', `an address takes texts and numbers, not ${excerpt(value)}`);
  }
  return textOf(value);
}

const hostLabel = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

function urlPart(value: Value, before: string): string {
  const text = scalarText(value);
  if (before === '') return origin(text);
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*$/i.test(before)) return pathSegment(value);
  if (hostLabel.test(text)) return text;
  throw failure('unsafe-url-value', `${excerpt(text)} cannot stand in a host name: letters, digits and \`-\` only`);
}

/** A value that begins an address: scheme, host and perhaps a path, without user name, query or fragment. */
function origin(text: string): string {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw failure('unsafe-url-value', `${excerpt(text)} is no address: it begins with https://`);
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw failure('unsafe-url-value', `${excerpt(`${url.protocol}//${url.host}`)}: an address here has no user name, query or fragment`);
  }
  return text.trim();
}

/** Two values side by side, or a value beside a dot of the text, may spell `..` together. */
function refuseDots(text: string): string {
  if (/(?:^|\/)\.{1,2}(?:[/?#]|$)/.test(text)) throw failure('unsafe-path-value', `the path has a segment \`.\` or \`..\`: ${excerpt(text)}`);
  return counted(text);
}
