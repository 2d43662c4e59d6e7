import { PatchbayError } from '../errors.ts';
import type { Redactor } from './contract.ts';

const shown = '[redacted]';
/** Shorter spellings would take harmless words out of every message. */
const shortest = 6;

/** A redactor that knows nothing yet (SECURITY.md 8). */
export function createRedactor(): Redactor {
  /** The longest first: a secret may begin with another one. */
  let spellings: string[] = [];
  const known = new Set<string>();
  const escaped = new Map<string, RegExp>();
  return {
    add(value) {
      const before = known.size;
      for (const spelling of spellingsOf(value)) if (spelling.length >= shortest) known.add(spelling);
      if (known.size === before) return;
      spellings = [...known].sort((a, b) => b.length - a.length);
      for (const one of [value, value.trim()]) {
        if (one.length >= shortest && one.length <= longestEscaped && !/^[\w.~-]*$/.test(one)) escaped.set(one, new RegExp(escapedPattern(one), 'g'));
      }
    },
    redact(text) {
      if (spellings.length === 0 || text.length < shortest) return text;
      // One after the other, not as one expression: there is no length of a token at which that would be too large.
      let left = text;
      for (const spelling of spellings) if (left.includes(spelling)) left = left.replaceAll(spelling, shown);
      for (const pattern of escaped.values()) left = left.replace(pattern, shown);
      return left.includes(cut) ? withoutPieces(left, spellings) : left;
    },
  };
}

/** What messages put where a text was shortened (`…`): a secret may have stood there. */
const cut = '\u2026';

/** Messages are shortened to less than this. */
const longestPiece = 512;

/** Takes out the beginning of a secret before a cut, its end after one, and its middle between two. */
function withoutPieces(text: string, spellings: readonly string[]): string {
  const parts = text.split(cut);
  return parts.map((part, index) => {
    let left = part;
    for (const spelling of spellings) {
      const cutBefore = index > 0;
      const cutAfter = index < parts.length - 1;
      if (cutBefore && cutAfter && left.length >= shortest && left.length <= longestPiece && spelling.includes(left)) return shown;
      if (cutAfter) left = withoutBeginning(left, spelling);
      if (cutBefore) left = withoutEnd(left, spelling);
    }
    return left;
  }).join(cut);
}

/** Without the beginning of a spelling that the text ends with; white space may stand between it and the cut. */
function withoutBeginning(text: string, spelling: string): string {
  const end = text.trimEnd().length;
  const head = spelling.slice(0, shortest);
  for (let at = text.indexOf(head, Math.max(0, end - Math.min(spelling.length, longestPiece))); at !== -1; at = text.indexOf(head, at + 1)) {
    if (spelling.startsWith(text.slice(at, end))) return text.slice(0, at) + shown;
  }
  return text;
}

/** Without the end of a spelling that the text begins with. */
function withoutEnd(text: string, spelling: string): string {
  const start = text.length - text.trimStart().length;
  const tail = spelling.slice(-shortest);
  for (let at = text.lastIndexOf(tail, start + Math.min(spelling.length, longestPiece)); at !== -1; at = at === 0 ? -1 : text.lastIndexOf(tail, at - 1)) {
    if (spelling.endsWith(text.slice(start, at + shortest))) return shown + text.slice(at + shortest);
  }
  return text;
}

/** Keys are longer; their lines are looked for as they are. */
const longestEscaped = 4096;
const htmlNames: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

/** The value where some of its signs are escaped and others not: each server, library and URL has its own idea which. */
function escapedPattern(value: string): string {
  // With a backslash before each sign, a value that has backslashes itself would fit in 2^n ways, which a hostile token could use.
  const backslash = value.includes('\\') ? '' : '\\\\?';
  return [...value].map((sign) => {
    if (/[A-Za-z0-9]/.test(sign)) return sign;
    const code = sign.codePointAt(0) ?? 0;
    const percent = [...Buffer.from(sign, 'utf8')].map((byte) => `%(?:25)?${anyCase(byte.toString(16).padStart(2, '0'))}`).join('');
    const units = Array.from({ length: sign.length }, (_item, index) => `\\\\u${anyCase(sign.charCodeAt(index).toString(16).padStart(4, '0'))}`).join('');
    const name = htmlNames[sign];
    const html = `&(?:#0*${code}|#[xX]0*${anyCase(code.toString(16))}${name === undefined ? '' : `|${name}`});`;
    const short = { '\n': '|\\\\n', '\r': '|\\\\r', '\t': '|\\\\t', ' ': '|\\+' }[sign] ?? '';
    return `(?:${backslash}${escapeForRegExp(sign)}|${percent}|${units}|${html}${short})`;
  }).join('');
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/gi, (digit) => `[${digit.toLowerCase()}${digit.toUpperCase()}]`);
}

function spellingsOf(value: string): string[] {
  const lines = value.split(/\r?\n/).map((line) => line.trim()).filter((line) => line.length >= 16 && !line.startsWith('-----'));
  if (!value.includes('\n')) return encodings(value);
  // A line of a key is met as it is, or in a URL; to look for more of each would make every message slow.
  return [...encodings(value), ...encodings(value.trim()), ...lines.flatMap((line) => [line, encodeURIComponent(line), lowerEscapes(encodeURIComponent(line))])];
}

function encodings(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  const hex = bytes.toString('hex');
  const encoded = encodeURIComponent(value.toWellFormed());
  const form = encoded.replaceAll('%20', '+');
  const strict = encoded.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const json = JSON.stringify(value).slice(1, -1);
  return [
    value, encoded, form, strict, ...[encoded, form, strict].map(lowerEscapes), json, json.replaceAll('/', '\\/'), hex, hex.toUpperCase(),
    ...base64Cores(bytes),
  ];
}

function lowerEscapes(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
}

/**
 * What is left of the value in base64 wherever it stands in a longer text (`user:password`): three alignments, without the characters
 * that also depend on its neighbours.
 */
function base64Cores(bytes: Buffer): string[] {
  const cores: string[] = [];
  for (const offset of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64').replace(/=+$/, '');
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor(((offset + bytes.length) * 8) / 6);
    const core = text.slice(first, last);
    cores.push(core, core.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return cores;
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** The same error without secrets, and without the errors it came from: those are texts of libraries and servers. */
export function redacted(error: PatchbayError, redactor: Redactor, { endpoint, scope }: { endpoint: string; scope: 'run' | undefined }): PatchbayError {
  return new PatchbayError(error.code, redactor.redact(error.message), {
    scope: scope ?? error.scope, remedy: error.remedy === undefined ? undefined : redactor.redact(error.remedy), status: error.status, attempt: error.attempt,
    endpoint: error.endpoint ?? endpoint, step: error.step, at: error.at, inDoubt: error.inDoubt,
  });
}
