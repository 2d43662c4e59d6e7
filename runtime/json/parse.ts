import { parseCarefully } from './careful.ts';
import { deepest, tooDeep } from './depth.ts';
import { invalidJson } from './failure.ts';

// What `JSON.parse` would damage (ARCHITECTURE.md). A hit inside a text is harmless: it only costs the careful path. (`__proto__` is an own
// member after JSON.parse as well.) Plain searches one after another take half the time of one expression that does it all.

/** Numbers that JavaScript cannot hold or spells in another way: 16 digits and more, `10.0`, `1e5`, `0.0000001`, `-0`. */
const fragileNumber =
  /[:,[ \t\n\r](?:\d(?:[\d.]{15}|\d*(?:\.\d*0(?=[\s,}\]])|(?:\.\d+)?[eE][-+\d]))|0\.0{6}|-(?:0[\s,}\]]|\d(?:[\d.]{15}|\d*(?:\.\d*0(?=[\s,}\]])|(?:\.\d+)?[eE][-+\d]))|0\.0{6}))/;
/** Keys that a plain object would put first. */
const indexKey = /"\d{1,10}"\s*:/;
/**
 * Keys with an escape: it may spell a digit, and V8 13.6 (Node 24) takes `"\u00e9"` for a key that is a single backslash where an object of the same
 * shape had one before.
 */
const escapedKey = /\\[^"\\]*"\s*:/;
const bareNumber = /^\s*[-\d]/;

function isFragile(text: string): boolean {
  return fragileNumber.test(text) || indexKey.test(text) || (text.includes('\\') && escapedKey.test(text)) || bareNumber.test(text);
}

/**
 * Reads JSON so that `stringifyJson` writes the same members, order and digits. Numbers that a double would damage are `BigInteger` or
 * `RawNumber`. Throws `PatchbayError` `invalid-json` with the position and what stands there.
 */
export function parseJson(text: string): unknown {
  if (isFragile(text)) return parseCarefully(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Reads on where JSON.parse forgives nothing (a byte order mark), and says the position where it does not.
    return parseCarefully(text);
  }
  if (tooDeep(value)) throw invalidJson(`arrays and objects are nested more than ${deepest} deep`, text, 0);
  return value;
}
