// Whether every place in an answer lies inside the text that it is about: lines and characters that are there, ends after starts, names
// within what they name, and edits that do not overlap.
import type { Position, Range } from 'vscode-languageserver-protocol';

/** The lengths of a text's lines, without their ends. */
export type Lines = readonly number[];
export const linesOf = (text: string): Lines => text.split(/\r\n|\r|\n/).map(({ length }) => length);

export interface Texts {
  /** The file that was asked about. */
  asked: string;
  /** The lines of a file by its URI; undefined where there is none of that name. */
  lines(uri: string): Lines | undefined;
}

type Found = Record<string, unknown>;

/** What is wrong with the places of an answer, in words; empty where nothing is. */
export function wrongPlaces(answer: unknown, texts: Texts): string[] {
  const wrong: string[] = [];
  visit(answer, texts.asked, 'answer');
  return wrong;

  function visit(value: unknown, uri: string, where: string): void {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      if (value.length > 1 && value.every(isEdit)) distinct(value, where);
      value.forEach((item, index) => visit(item, uri, `${where}[${index}]`));
      return;
    }
    const found = value as Found;
    if (isRange(found)) return inside(found, uri, where);
    if (isPosition(found)) return inside({ start: found, end: found }, uri, where);
    const own = typeof found['uri'] === 'string' && 'range' in found ? found['uri'] : uriOf(found['textDocument']) ?? uri;
    const target = typeof found['targetUri'] === 'string' ? found['targetUri'] : own;
    for (const [key, child] of Object.entries(found)) {
      if (key === 'data' || key === 'contents' || key === 'documentation') continue;
      if (key === 'changes') for (const [changed, edits] of Object.entries(child as Found)) visit(edits, changed, `${where}.changes`);
      // Of a call the places are in the file of who calls.
      else if (key === 'fromRanges') visit(child, uriOf(found['from']) ?? own, `${where}.${key}`);
      else visit(child, key.startsWith('target') ? target : own, `${where}.${key}`);
    }
    for (const [outer, inner] of [['range', 'selectionRange'], ['targetRange', 'targetSelectionRange']] as const) {
      if (isRange(found[outer]) && isRange(found[inner]) && !contains(found[outer], found[inner])) wrong.push(`${where}.${inner} ${shown(found[inner])} is not within ${shown(found[outer])}`);
    }
    const parent = (found['parent'] as Found | undefined)?.['range'];
    if (isRange(found['range']) && isRange(parent) && !contains(parent, found['range'])) wrong.push(`${where}.parent ${shown(parent)} is smaller than ${shown(found['range'])}`);
    if ('additionalTextEdits' in found && isEdit(found['textEdit'])) distinct([found['textEdit'], ...found['additionalTextEdits'] as Edit[]], where);
  }

  function inside({ start, end }: Range, uri: string, where: string): void {
    const lines = texts.lines(uri);
    if (lines === undefined) { wrong.push(`${where} is in ${uri}, which is not there`); return; }
    for (const { line, character } of [start, end]) {
      const length = lines[line];
      if (length === undefined || character < 0 || character > length || !Number.isInteger(line) || !Number.isInteger(character)) {
        wrong.push(`${where} ${shown({ start, end })} lies outside of ${uri.slice(-40)}: ${length === undefined ? `it has ${lines.length} lines` : `line ${line} has ${length} characters`}`);
        return;
      }
    }
    if (isAfter(start, end)) wrong.push(`${where} ${shown({ start, end })} ends before it starts`);
  }

  function distinct(edits: readonly Edit[], where: string): void {
    const sorted = edits.map(({ range }) => range).toSorted((a, b) => (isAfter(a.start, b.start) ? 1 : isAfter(b.start, a.start) ? -1 : isAfter(a.end, b.end) ? 1 : -1));
    sorted.forEach((range, index) => {
      const before = sorted[index - 1];
      if (before !== undefined && isAfter(before.end, range.start)) wrong.push(`${where}: the edits ${shown(before)} and ${shown(range)} overlap`);
    });
  }
}

interface Edit { range: Range; newText: string }

const isPosition = (value: unknown): value is Position => typeof value === 'object' && value !== null && 'line' in value && 'character' in value;
const isRange = (value: unknown): value is Range => typeof value === 'object' && value !== null && 'start' in value && isPosition(value.start) && 'end' in value && isPosition(value.end);
const isEdit = (value: unknown): value is Edit => typeof value === 'object' && value !== null && 'newText' in value && 'range' in value && isRange(value.range);
const uriOf = (value: unknown): string | undefined => (typeof value === 'object' && value !== null && typeof (value as Found)['uri'] === 'string' ? (value as Found)['uri'] as string : undefined);
const isAfter = (a: Position, b: Position): boolean => a.line > b.line || a.line === b.line && a.character > b.character;
const contains = (outer: Range, inner: Range): boolean => !isAfter(outer.start, inner.start) && !isAfter(inner.end, outer.end);
const shown = ({ start, end }: Range): string => `${start.line}:${start.character}-${end.line}:${end.character}`;
