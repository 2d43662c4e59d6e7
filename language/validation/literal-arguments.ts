import type { Call, Expression } from '../generated/ast.ts';
import { patternProblem } from './attributes.ts';
import { type CheckTable, type NodeCheck, type Report } from './check.ts';
import { datePatternProblem, namedFormats, zoneProblem } from './date-format.ts';

// Texts with rules of their own, written out as arguments of built-in functions: patterns, time zones, date patterns. What a run would refuse
// for every record is told here, as in attributes and triggers.

type Problem = (text: string) => { code: 'bad-pattern' | 'bad-value'; message: string } | undefined;

const pattern: Problem = (text) => {
  const problem = patternProblem(text);
  return problem === undefined ? undefined : { code: 'bad-pattern', message: problem };
};

const zone: Problem = (text) => {
  const problem = zoneProblem(text);
  return problem === undefined ? undefined : { code: 'bad-value', message: problem };
};

const format = (type: 'date' | 'datetime'): Problem => (text) => {
  const problem = namedFormats.has(text) ? undefined : datePatternProblem(text, type);
  return problem === undefined ? undefined : { code: 'bad-pattern', message: problem };
};

/** By what a function stands on and its name: the problem of each parameter, by name. */
const rules: Record<string, Record<string, Problem>> = {
  'string.matches': { pattern }, 'string.groups': { pattern },
  'string.date': { format: format('datetime'), zone }, 'string.datetime': { format: format('datetime'), zone },
  'datetime.inZone': { zone }, 'date.inZone': { zone }, 'datetime.format': { pattern: format('datetime') }, 'date.format': { pattern: format('date') },
  today: { zone },
};

const call: NodeCheck<Call> = (node, report, semantics) => {
  const target = semantics.types.callTarget(node);
  if (target?.kind !== 'method' && target?.kind !== 'global') return;
  const { builtin } = target.signature;
  const own = rules[target.kind === 'global' ? builtin.name : `${target.on}.${builtin.name}`] ?? (target.kind === 'method' && target.on === 'any' ? rules[`string.${builtin.name}`] : undefined);
  if (own === undefined) return;
  let position = 0;
  for (const argument of node.args) {
    const name = argument.name ?? target.parameters[position++]?.name;
    // Of a value that nobody knows, only a pattern of `matches` and `groups` is certain.
    if (name !== undefined && !(target.kind === 'method' && target.on === 'any' && name !== 'pattern')) check(argument.value, own[name], report);
  }
};

function check(value: Expression | undefined, rule: Problem | undefined, report: Report): void {
  if (value?.$type !== 'StringLiteral' || rule === undefined) return;
  const found = rule(value.value);
  if (found !== undefined) report(found.code, { node: value }, found.message, { data: { found: value.value } });
}

export const literalArgumentChecks: CheckTable = { Call: [call] };
