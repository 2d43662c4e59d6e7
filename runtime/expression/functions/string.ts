import { allocate, allowText, counted, spend } from '../budget.ts';
import { convertValue } from '../convert.ts';
import { excerpt, failure } from '../failure.ts';
import { parseJson } from '../../json/index.ts';
import { PatchbayError } from '../../errors.ts';
import { compilePattern } from '../pattern.ts';
import { Bytes } from '../values.ts';
import { integerArgument, optionalInteger, optionalText, textArgument } from './arguments.ts';
import type { Format, Scalar } from '#plan';
import type { Method, MethodTable } from './arguments.ts';

/** Methods of `string`. */
export const stringMethods: MethodTable<string> = {
  length: (of) => of.length,
  lower: (of) => counted(of.toLowerCase()),
  upper: (of) => counted(of.toUpperCase()),
  trim: (of) => of.trim(),
  contains: (of, args) => of.includes(textArgument(args, 0, 'text')),
  startsWith: (of, args) => of.startsWith(textArgument(args, 0, 'text')),
  endsWith: (of, args) => of.endsWith(textArgument(args, 0, 'text')),
  replace: (of, args) => replaceAll(of, textArgument(args, 0, 'text'), textArgument(args, 1, 'with')),
  matches: (of, args) => compilePattern(textArgument(args, 0, 'pattern')).test(of),
  groups: (of, args) => compilePattern(textArgument(args, 0, 'pattern')).groups(of),
  split: (of, args) => {
    const parts = of.split(textArgument(args, 0, 'separator'));
    spend(parts.length * 8);
    allocate(of.length + parts.length * 16);
    return parts;
  },
  slice: (of, args) => of.slice(integerArgument(args, 0, 'start'), optionalInteger(args, 1, 'end')),
  padStart: (of, args) => pad(of, args, 'padStart'),
  padEnd: (of, args) => pad(of, args, 'padEnd'),
  truncate: (of, args) => truncate(of, integerArgument(args, 0, 'length', 0)),
  nonEmpty: (of) => (of === '' ? null : of),
  integer: (of) => convertValue(of, 'integer'),
  decimal: (of) => convertValue(of, 'decimal'),
  number: (of) => convertValue(of, 'number'),
  boolean: (of) => convertValue(of, 'boolean'),
  date: timeReader('date'),
  datetime: timeReader('datetime'),
  parseJson: (of) => readJson(of),
  bytes: (of) => (allowText(of.length), Bytes.ofText(of)),
  base64: (of) => counted(Buffer.from(of, 'utf8').toString('base64')),
  fromBase64: (of) => fromBase64(of),
  urlEncode: (of) => counted(urlEncode(of)),
  urlDecode: (of) => urlDecode(of),
};

function replaceAll(of: string, text: string, by: string): string {
  if (text === '') throw failure('invalid-value', 'the argument `text` is empty');
  const parts = of.split(text);
  spend(parts.length * 8);
  allowText(of.length + (parts.length - 1) * (by.length - text.length));
  return parts.join(by);
}

function pad(of: string, args: Parameters<Method<string>>[1], method: 'padStart' | 'padEnd'): string {
  const length = integerArgument(args, 0, 'length', 0);
  if (length > of.length) allowText(length);
  return of[method](length, optionalText(args, 1, 'fill') ?? ' ');
}

/** Half a surrogate pair at the end would be no text any more. */
function truncate(of: string, length: number): string {
  const cut = of.slice(0, length);
  const last = cut.charCodeAt(cut.length - 1);
  return cut.length < of.length && last >= 0xD800 && last <= 0xDBFF ? cut.slice(0, -1) : cut;
}

function timeReader(type: Scalar & ('date' | 'datetime')): Method<string> {
  return (of, args) => {
    const pattern = optionalText(args, 0, 'format');
    const zone = optionalText(args, 1, 'zone');
    if (pattern === undefined) return convertValue(of, type, zone === undefined ? undefined : { pattern: '', zone });
    const format: Format = zone === undefined ? { pattern } : { pattern, zone };
    return convertValue(of, type, format);
  };
}

function readJson(text: string): unknown {
  spend(text.length >> 4);
  allocate(text.length);
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof PatchbayError) throw new PatchbayError(error.code, error.message, { scope: 'record', remedy: error.remedy, cause: error });
    throw error;
  }
}

function fromBase64(text: string): string {
  const compact = text.replaceAll(/\s+/g, '');
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(compact)) throw failure('invalid-value', `${excerpt(text)} is no base64`);
  return utf8(Buffer.from(compact, 'base64'));
}

/** Bytes as UTF-8; throws where they are none. */
export function utf8(bytes: Uint8Array): string {
  try {
    return counted(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    if (error instanceof PatchbayError) throw error;
    throw failure('invalid-value', 'the bytes are no text in UTF-8', { remedy: 'Keep them as bytes, or write them with `.base64()` or `.hex()`.' });
  }
}

function urlEncode(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    throw failure('invalid-value', `${excerpt(text)} has half a surrogate pair`);
  }
}

function urlDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw failure('invalid-value', `${excerpt(text)} is not URL-encoded`);
  }
}
