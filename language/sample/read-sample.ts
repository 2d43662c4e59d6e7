import { emptyShape, fieldOf, longestField, seeNumber, seeText, type Shape } from './shape.ts';

/** Characters of a sample that are read at most. Clients know it from the protocol of the server. */
export const longestSample = 5_000_000;

/** What a sample shows (`longNames`: so many fields are left out for their names), or why it shows nothing: a sentence for people, with the place where it is no JSON. */
export type SampleReading = { shape: Shape; longNames: number } | { problem: string };

/** What lies deeper is left open. */
const deepest = 32;

/**
 * Reads JSON: one value, or one after the other (NDJSON), which are then elements of one list. In one pass and without building the values, of
 * which only the shape is kept. Never throws.
 */
export function readSample(text: string): SampleReading {
  if (text.length > longestSample) return { problem: `The sample has ${Math.round(text.length / 1_000_000)} MB, and up to ${longestSample / 1_000_000} MB are read. Take a few records of it.` };
  const reader: Reader = { text, at: text.startsWith('\uFEFF') ? 1 : 0, longNames: 0 };
  const first = emptyShape();
  try {
    skip(reader);
    if (reader.at >= text.length) return { problem: 'The sample is empty: a JSON answer is needed.' };
    value(reader, first, 0);
    skip(reader);
    if (reader.at >= text.length) return { shape: first, longNames: reader.longNames };
    const list = emptyShape();
    list.array = first;
    while (reader.at < text.length) {
      value(reader, first, 0);
      skip(reader);
    }
    return { shape: list, longNames: reader.longNames };
  } catch (error) {
    if (error instanceof NoJson) return { problem: `The sample is no JSON: ${error.message} in line ${lineOf(text, error.at)}, column ${error.at - text.lastIndexOf('\n', error.at - 1)}.` };
    throw error;
  }
}

interface Reader { text: string; at: number; longNames: number }

class NoJson extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

function lineOf(text: string, at: number): number {
  let line = 1;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) line++;
  return line;
}

const blank = /[ \t\r\n]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// eslint-disable-next-line no-control-regex
const string = /"[^"\\\u0000-\u001F]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\u0000-\u001F]*)*"/y;

function skip(reader: Reader): void {
  blank.lastIndex = reader.at;
  blank.test(reader.text);
  reader.at = blank.lastIndex;
}

function take(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (found === null) return undefined;
  reader.at = pattern.lastIndex;
  return found[0];
}

function value(reader: Reader, shape: Shape, depth: number): void {
  const { text, at } = reader;
  switch (text[at]) {
    case '{': object(reader, shape, depth); return;
    case '[': array(reader, shape, depth); return;
    case '"': seeText(shape, textOf(reader)); return;
    case 't': word(reader, 'true'); shape.boolean = true; return;
    case 'f': word(reader, 'false'); shape.boolean = true; return;
    case 'n': word(reader, 'null'); shape.null = true; return;
    default: {
      const image = take(reader, number);
      if (image === undefined) throw new NoJson(at >= text.length ? 'it ends in the middle' : `there is \`${shown(text, at)}\` where a value should be`, at);
      seeNumber(shape, image);
    }
  }
}

function word(reader: Reader, expected: string): void {
  if (!reader.text.startsWith(expected, reader.at)) throw new NoJson(`there is \`${shown(reader.text, reader.at)}\` where a value should be`, reader.at);
  reader.at += expected.length;
}

function textOf(reader: Reader): string {
  const { at } = reader;
  const image = take(reader, string);
  if (image === undefined) throw new NoJson('a text is not closed, or has a sign in it that JSON writes otherwise', at);
  return image.includes('\\') ? JSON.parse(image) as string : image.slice(1, -1);
}

function object(reader: Reader, shape: Shape, depth: number): void {
  if (depth >= deepest) { pass(reader, shape); return; }
  const found = (shape.object ??= { count: 0, fields: new Map(), more: false });
  found.count++;
  reader.at++;
  skip(reader);
  if (reader.text[reader.at] === '}') { reader.at++; return; }
  for (;;) {
    if (reader.text[reader.at] !== '"') throw new NoJson(reader.at >= reader.text.length ? 'it ends in the middle' : `there is \`${shown(reader.text, reader.at)}\` where a name in double quotes should be`, reader.at);
    const name = textOf(reader);
    if (name.length > longestField) reader.longNames++;
    skip(reader);
    expect(reader, ':');
    value(reader, fieldOf(found, name) ?? emptyShape(), depth + 1);
    if (!goesOn(reader, '}')) return;
  }
}

function array(reader: Reader, shape: Shape, depth: number): void {
  if (depth >= deepest) { pass(reader, shape); return; }
  const elements = (shape.array ??= emptyShape());
  reader.at++;
  skip(reader);
  if (reader.text[reader.at] === ']') { reader.at++; return; }
  for (;;) {
    value(reader, elements, depth + 1);
    if (!goesOn(reader, ']')) return;
  }
}

/** After an element: a comma and the next one, or the end. */
function goesOn(reader: Reader, end: string): boolean {
  skip(reader);
  if (reader.text[reader.at] === end) { reader.at++; return false; }
  expect(reader, ',');
  return true;
}

function expect(reader: Reader, sign: string): void {
  if (reader.text[reader.at] !== sign) throw new NoJson(reader.at >= reader.text.length ? 'it ends in the middle' : `there is \`${shown(reader.text, reader.at)}\` where a \`${sign}\` should be`, reader.at);
  reader.at++;
  skip(reader);
}

/** Passes over what lies too deep, by its brackets alone. */
function pass(reader: Reader, shape: Shape): void {
  shape.unseen = true;
  const from = reader.at;
  for (let depth = 0; reader.at < reader.text.length;) {
    const sign = reader.text[reader.at];
    if (sign === '"') { textOf(reader); continue; }
    reader.at++;
    if (sign === '{' || sign === '[') depth++;
    else if ((sign === '}' || sign === ']') && --depth === 0) return;
  }
  throw new NoJson('a bracket is not closed', from);
}

/** One sign for a message; one that cannot be seen by its code. */
function shown(text: string, at: number): string {
  const point = text.codePointAt(at) ?? 0;
  const sign = String.fromCodePoint(point);
  return sign !== '`' && /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(sign) ? sign : `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}
