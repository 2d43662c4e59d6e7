import { PatchbayError } from '../errors.ts';

/** Says what was expected, where, and the first characters of what came instead. Redaction is up to whoever shows it. */
export function invalidJson(problem: string, text: string, position: number): PatchbayError {
  const where = position === 0 ? '' : ` at position ${position} of ${text.length}`;
  return new PatchbayError('invalid-json', `no valid JSON: ${problem}${where}${found(text, position)}`, { remedy: remedyFor(text, position) });
}

function found(text: string, position: number): string {
  if (text.trim() === '') return '';
  const start = Math.max(0, Math.min(position, text.length) - 20);
  const excerpt = text.slice(start, start + 60);
  const dots = start + 60 < text.length ? '…' : '';
  return `: ${start > 0 ? '…' : ''}${excerpt.replaceAll(/\s+/g, ' ').trim()}${dots}`;
}

function remedyFor(text: string, position: number): string | undefined {
  if (/^\s*<(?:!doctype|html|head|body)/i.test(text)) {
    return 'A web page came instead: the address is often wrong, or a sign-in page or a proxy answered. Look at `base` and at the path.';
  }
  if (/^\s*<\?xml/.test(text)) return 'This is XML: `decode xml` reads it.';
  if (position >= text.length && text.trim() !== '') return 'The answer ends in the middle: the connection was cut, or the server stopped writing.';
  return undefined;
}
