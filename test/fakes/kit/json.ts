/** A JSON value as the fakes hold it: a whole number beyond 2^53 is a bigint, so that it is written digit for digit. */
export type Json = null | boolean | number | bigint | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

// Both exist in Node 24; the `lib` this project compiles against does not declare them yet.
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;
type SourceReviver = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown;
const parseWithSource = JSON.parse as (text: string, reviver: SourceReviver) => unknown;

/** The JSON text of a value; bigints become plain numbers. */
export const writeJson = (value: Json): string =>
  JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? rawJson(each.toString()) : each));

/** The value of a JSON text, with whole numbers that a double cannot hold as bigints. Throws SyntaxError on anything that is not JSON. */
export const readJson = (text: string): Json =>
  parseWithSource(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && /^-?\d+$/.test(source) && !Number.isSafeInteger(value) ? BigInt(source) : value,
  ) as Json;

export const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
