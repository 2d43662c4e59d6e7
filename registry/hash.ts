import { createHash } from 'node:crypto';

/** SHA-256 in hex of a file's text, line ends as `\n`: a checkout that turned them into `\r\n` has not edited the file. */
export function textHash(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n'), 'utf8').digest('hex');
}
