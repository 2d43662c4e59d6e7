// One token of a sample file deleted, or one put in: what is said about it, and what is left of the declarations that it does not stand in.
import type { AstNode } from 'langium';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeSamples, parse, type Sample, shape, tokenize } from './support.ts';

export interface Mistake {
  sample: Sample;
  text: string;
  /** Where it was made, and how many characters the text has more behind it. */
  offset: number;
  line: number;
  shift: number;
  /** The end of what was deleted in the sound text; of an insertion its place. */
  end: number;
  what: string;
}

export interface Answer {
  diagnostics: string[];
  /** The first of them stands on the line of the mistake or beside it; undefined where there is none. */
  isNear: boolean | undefined;
  /** Declarations that the mistake does not stand in and that are gone or changed. */
  lost: string[];
}

/** The golden files, the connectors of the marketplace and the samples that README opens. */
export const everySample: readonly Sample[] = [...codeSamples, ...['marketplace/packages', 'samples'].flatMap(folder => filesOf(folder))];

function filesOf(folder: string): Sample[] {
  const root = fileURLToPath(new URL(`../../../${folder}`, import.meta.url));
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted().flatMap((name): Sample[] => {
    const language = name.endsWith('.connector') ? 'connector' : name.endsWith('.flow') ? 'flow' : undefined;
    return language === undefined ? [] : [{ name: join(folder, name), language, text: readFileSync(join(root, name), 'utf8') }];
  });
}

/** What is put in: every bracket and sign, a name, a text, a number, and words that begin something. */
export const INSERTED = ['{', '}', '(', ')', '[', ']', ',', ':', '.', '=', '=>', '?', '@', '+', '&&', 'name', `'text'`, '"', '1', 'endpoint', 'entity', 'flow', 'map', 'filter', 'in', 'match'] as const;

/** Every token deleted. */
export function deleted(sample: Sample): Mistake[] {
  return tokenize(sample.language, sample.text).map(({ startOffset, endOffset, startLine, startColumn, image }) => {
    const end = endOffset! + 1;
    return { sample, text: sample.text.slice(0, startOffset) + sample.text.slice(end), offset: startOffset, end, shift: startOffset - end, line: startLine!, what: `${startLine}:${startColumn} without ${image}` };
  });
}

/** Every token of `INSERTED` before every token, and between two blanks; a token that is a text or has one around it is left whole. */
export function inserted(sample: Sample): Mistake[] {
  return tokenize(sample.language, sample.text).flatMap(({ startOffset, startLine, startColumn, tokenType }) => (/^(?:TEXT|INTERP)/.test(tokenType.name) ? [] : INSERTED.map(token => {
    const more = ` ${token} `;
    return { sample, text: sample.text.slice(0, startOffset) + more + sample.text.slice(startOffset), offset: startOffset, end: startOffset, shift: more.length, line: startLine!, what: `${startLine}:${startColumn} with ${token}` };
  })));
}

/** A declaration that can be hovered and completed: of a file, of a connector, or a field of an entity. */
interface Declared { key: string; shape: string; start: number; end: number }

const known = new WeakMap<Sample, Declared[]>();

/** What the parser answers to a mistake. */
export function answerTo(mistake: Mistake): Answer {
  const { sample, offset, end } = mistake;
  let before = known.get(sample);
  if (before === undefined) known.set(sample, before = declared(parse(sample.language, sample.text).value));
  const { value, errors } = parse(sample.language, mistake.text);
  const after = declared(value);
  const shapes = count(after.map(one => one.key + one.shape));
  const keys = count(after.map(({ key }) => key));
  const lost: string[] = [];
  before.forEach((one, index) => {
    if (one.start <= end && one.end >= offset) return;
    // What the mistake follows may seem to go on with it: it has to be there, not unchanged.
    const isBefore = one.end < offset && (before[index + 1]?.end ?? Infinity) >= offset;
    if (!(isBefore ? take(keys, one.key) : take(shapes, one.key + one.shape))) lost.push(one.key);
  });
  const first = errors[0] === undefined ? undefined : Number(errors.map(error => error.split(':')[0]).toSorted((a, b) => Number(a) - Number(b))[0]);
  return { diagnostics: errors, isNear: first === undefined ? undefined : Math.abs(first - mistake.line) <= 1, lost };
}

function declared(root: AstNode): Declared[] {
  const found: Declared[] = [];
  const add = (node: AstNode): void => {
    const { $cstNode: cst, $type } = node;
    if (cst === undefined) return;
    found.push({ key: `${$type} ${(node as { name?: string }).name ?? ''}`, shape: JSON.stringify(shape(node)), start: cst.offset, end: cst.end });
  };
  for (const item of (root as unknown as { items?: AstNode[] }).items ?? []) {
    if (item.$type === 'Connector') for (const member of (item as unknown as { members: AstNode[] }).members) add(member);
    else add(item);
  }
  return found;
}

function count(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function take(counts: Map<string, number>, text: string): boolean {
  const left = counts.get(text) ?? 0;
  counts.set(text, left - 1);
  return left > 0;
}

export interface Judgement {
  cases: number;
  /** The share of those with a diagnostic whose first stands on the line of the mistake or beside it. */
  near: number;
  /** With more than two diagnostics. */
  tooMany: string[];
  /** With a declaration lost that they do not stand in. */
  lost: string[];
}

/** What the parser makes of many mistakes. */
export function judge(mistakes: readonly Mistake[]): Judgement {
  const found: Judgement = { cases: mistakes.length, near: 0, tooMany: [], lost: [] };
  let near = 0;
  let said = 0;
  for (const mistake of mistakes) {
    const { diagnostics, isNear, lost } = answerTo(mistake);
    const where = `${mistake.sample.name}:${mistake.what}`;
    if (isNear !== undefined) said++;
    if (isNear === true) near++;
    if (diagnostics.length > 2) found.tooMany.push(`${where}: ${diagnostics.join(' | ')}`);
    if (lost.length > 0) found.lost.push(`${where}: ${lost.join(', ')}`);
  }
  found.near = said === 0 ? 1 : near / said;
  return found;
}
