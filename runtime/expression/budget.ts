// What one evaluation may cost (SECURITY.md 7). An expression without loops is bounded by its own length, so costs are counted where
// something repeats: a call of a lambda or function costs the size of its body, a built-in function what it goes through.

import { failure } from './failure.ts';

const mostSteps = 10_000_000;
const mostBytes = 64 * 1024 * 1024;
const longestText = 16 * 1024 * 1024;
const deepestCalls = 100;

let steps = mostSteps;
let bytes = mostBytes;
let depth = 0;

/** Begins an evaluation. Evaluations are synchronous and do not nest: one budget serves all. */
export function begin(): void {
  steps = mostSteps;
  bytes = mostBytes;
  depth = 0;
}

/** Takes so many steps; throws `evaluation-limit` where there are none left. */
export function spend(count: number): void {
  steps -= count;
  if (steps < 0) throw failure('evaluation-limit', 'the expression takes more than 10 million steps');
}

/** Takes memory, roughly: 16 bytes an element or member. */
export function allocate(count: number): void {
  bytes -= count;
  if (bytes < 0) throw failure('evaluation-limit', 'the expression makes values of more than 64 MB');
}

/** Throws where a text of this length may not be made. Ask first where the length is known, so that it never exists. */
export function allowText(length: number): void {
  if (length > longestText) throw failure('evaluation-limit', 'a text would be longer than 16 MB');
  allocate(length);
}

/** The text, counted. */
export function counted(text: string): string {
  allowText(text.length);
  return text;
}

export function enterCall(): void {
  if (++depth > deepestCalls) throw failure('evaluation-limit', `functions call one another more than ${deepestCalls} deep`);
}

export function leaveCall(): void {
  depth--;
}
