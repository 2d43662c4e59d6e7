import { parseCarefully } from './careful.ts';
import { deepest, tooDeep } from './depth.ts';
import { invalidJson } from './failure.ts';

/**
 * What `JSON.parse` would damage (ARCHITECTURE.md): numbers that JavaScript spells in another way or cannot hold (16 digits and more,
 * `10.0`, `1e5`, `-0`, `0.0000001`), and keys that look like array indices, also where a digit is escaped. A hit in a text is harmless:
 * it only costs the careful path. (`__proto__` is an own member after JSON.parse as well.)
 */
const fragile =
  /(?:^|[:,[\s])-?(?:\d[\d.]{15}|\d+\.\d*0(?=[\s,}\]]|$)|\d+(?:\.\d+)?[eE][-+\d]|0\.0{6}|(?<=-)0(?=[\s,}\]]|$))|"(?:0|[1-9]\d{0,9})"\s*:|\\u003\d/;

/**
 * Reads JSON so that `stringifyJson` writes the same members, order and digits. Numbers that a double would damage are `BigInteger` or
 * `RawNumber`. Throws `PatchbayError` `invalid-json` with the position and what stands there.
 */
export function parseJson(text: string): unknown {
  if (fragile.test(text)) return parseCarefully(text);
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
