// Files with a token deleted or the rest of a line cut off, and what is left of their declarations.
import type { GrammarAST } from 'langium';
import { AstUtils } from 'langium';
import type { Sample } from './support.ts';
import { codeSamples, declarations, languageServices, parse, tokenize } from './support.ts';

export interface Damage { sample: Sample; text: string; what: string }
export interface Survival { cases: number; kept: number; allKept: number; under90: number; medianErrors: number }

const UNIONS = /^(?:ConnectorItem|ConnectorMember|EndpointMember|AuthMember|OAuthMember|WebhookMember|FlowItem|FlowStep|TestItem)$/;
const DECLARATIONS = new Set(['Field', 'RouteCase', 'BranchArm', 'MatchCase', ...(['connector', 'flow'] as const).flatMap(language =>
  languageServices(language).Grammar.rules.filter(({ name }) => UNIONS.test(name)).flatMap(rule =>
    AstUtils.streamAllContents(rule).toArray().flatMap(node => node.$type === 'RuleCall' ? [(node as GrammarAST.RuleCall).rule.$refText] : [])))]);

/** Each file with each of its tokens deleted once. */
export const deletions = (): Damage[] => codeSamples.flatMap(sample => tokenize(sample.language, sample.text).map(token => ({
  sample, text: sample.text.slice(0, token.startOffset) + sample.text.slice(token.endOffset! + 1), what: `${token.startLine}:${token.startColumn} ${token.image}`,
})));

/** Each file with the rest of the line cut off at each of its tokens, where the brackets of the rest balance and no text of several lines is cut. */
export const cutLines = (): Damage[] => codeSamples.flatMap(sample => tokenize(sample.language, sample.text).flatMap(token => {
  const lineEnd = sample.text.indexOf('\n', token.startOffset);
  const rest = sample.text.slice(token.startOffset, lineEnd);
  const balanced = count(rest, '{') === count(rest, '}') && count(rest, '(') === count(rest, ')');
  if (!balanced || /'''|"""/.test(rest) || token.startLine !== token.endLine) return [];
  return [{ sample, text: sample.text.slice(0, token.startOffset) + sample.text.slice(lineEnd), what: `${token.startLine}:${token.startColumn} ${rest}` }];
}));

const count = (text: string, part: string): number => text.split(part).length - 1;

/** How many declarations, by kind and name, are still in the tree. */
export function survival(damages: readonly Damage[]): Survival {
  const whole = new Map<Sample, Map<string, number>>();
  const errors: number[] = [];
  let declared = 0;
  let kept = 0;
  let allKept = 0;
  let under90 = 0;
  for (const { sample, text } of damages) {
    if (!whole.has(sample)) whole.set(sample, declarations(parse(sample.language, sample.text).value, type => DECLARATIONS.has(type)));
    const before = whole.get(sample)!;
    const { value, errors: found } = parse(sample.language, text);
    const after = declarations(value, type => DECLARATIONS.has(type));
    let total = 0;
    let left = 0;
    for (const [key, number] of before) {
      total += number;
      left += Math.min(number, after.get(key) ?? 0);
    }
    declared += total;
    kept += left;
    errors.push(found.length);
    if (left === total) allKept++;
    if (left < 0.9 * total) under90++;
  }
  errors.sort((a, b) => a - b);
  const cases = damages.length;
  return { cases, kept: kept / declared, allKept: allKept / cases, under90: under90 / cases, medianErrors: errors[cases >> 1] ?? 0 };
}
