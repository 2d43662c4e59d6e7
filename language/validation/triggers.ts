import type { Text, Trigger } from '../generated/ast.ts';
import { type CheckTable, declaredHere, type NodeCheck, type Report } from './check.ts';
import { zoneProblem } from './date-format.ts';
import { quoted, sentence } from './wording.ts';

// When a flow runs by itself: a cron expression, a time zone, a webhook.

const trigger: NodeCheck<Trigger> = (node, report, semantics) => {
  if (node.cron !== undefined) checkCron(node.cron, report);
  const wrongZone = node.timezone?.$type === 'StringLiteral' ? zoneProblem(node.timezone.value) : undefined;
  if (wrongZone !== undefined) report('bad-value', { node: node.timezone! }, wrongZone);
  if (node.hook === undefined) return;
  const type = semantics.types.typeOf(node.hook);
  if (type.kind === 'any' || type.kind === 'webhook') return;
  report('wrong-type', { node: node.hook }, `${sentence(quoted(node.hook))} is no webhook of an instance: \`trigger webhook inst.hook as record\`.`, declaredHere(type.kind === 'endpoint' ? type.endpoint : undefined));
};

/** The five fields of cron, with their ranges: minute, hour, day, month, weekday. */
const fields = [
  { name: 'minute', low: 0, high: 59 }, { name: 'hour', low: 0, high: 23 }, { name: 'day of the month', low: 1, high: 31 }, { name: 'month', low: 1, high: 12 }, { name: 'weekday', low: 0, high: 7 },
];
const words = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)$/i;

function checkCron(node: Text, report: Report): void {
  const text = node.$type === 'StringLiteral' ? node.value.trim() : undefined;
  if (text === undefined) return;
  const parts = text.split(/\s+/);
  if (parts.length !== fields.length) { report('bad-value', { node }, `A schedule has five fields: minute, hour, day, month and weekday, such as '*/15 * * * *'. This one has ${text === '' ? 0 : parts.length}.`); return; }
  parts.forEach((part, index) => {
    const field = fields[index]!;
    const problem = part.split(',').find((one) => !isCronField(one, field.low, field.high, index >= 3));
    if (problem !== undefined) report('bad-value', { node }, `'${problem}' is no ${field.name}: a number from ${field.low} to ${field.high}, \`*\`, a range \`${field.low}-${field.high}\` or a step \`*/${field.low + 2}\`.`);
  });
}

function isCronField(text: string, low: number, high: number, named: boolean): boolean {
  const found = /^(\*|[^-/]+)(?:-([^-/]+))?(?:\/(\d+))?$/.exec(text);
  if (found === null) return false;
  const [, first = '', last, step] = found;
  const fits = (value: string): boolean => (/^\d+$/.test(value) ? Number(value) >= low && Number(value) <= high : named && words.test(value));
  if (first === '*') return last === undefined && (step === undefined || Number(step) > 0);
  return fits(first) && (last === undefined || fits(last)) && (step === undefined || Number(step) > 0);
}

export const triggerChecks: CheckTable = { Trigger: [trigger] };
