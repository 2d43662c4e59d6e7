import { PatchbayError } from '../errors.ts';
import { parseJson } from './parse.ts';

/** Reads newline-delimited JSON, one value a line; empty lines are skipped. An error names the line. */
export function parseNdjson(text: string): unknown[] {
  const values: unknown[] = [];
  let start = 0;
  for (let line = 1; start < text.length; line++) {
    const end = text.indexOf('\n', start);
    const stop = end === -1 ? text.length : end;
    const content = text.slice(start, stop);
    if (content.trim() !== '') values.push(parseLine(content, line));
    start = stop + 1;
  }
  return values;
}

function parseLine(text: string, line: number): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof PatchbayError)) throw error;
    throw new PatchbayError(error.code, `line ${line}: ${error.message}`, { remedy: error.remedy, cause: error });
  }
}
