import { PatchbayError } from '../errors.ts';
import type { Redactor } from './contract.ts';

const shown = '[redacted]';
/** Shorter spellings would take harmless words out of every message. */
const shortest = 6;

/** A redactor that knows nothing yet (SECURITY.md 8). */
export function createRedactor(): Redactor {
  const spellings = new Set<string>();
  let pattern: RegExp | undefined;
  return {
    add(value) {
      const before = spellings.size;
      for (const spelling of spellingsOf(value)) if (spelling.length >= shortest) spellings.add(spelling);
      if (spellings.size !== before) pattern = undefined;
    },
    redact(text) {
      if (spellings.size === 0 || text.length < shortest) return text;
      // The longest first: a secret may begin with another one.
      pattern ??= new RegExp([...spellings].sort((a, b) => b.length - a.length).map(escapeForRegExp).join('|'), 'g');
      return text.replace(pattern, shown);
    },
  };
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
  const encoded = encodeURIComponent(value);
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
