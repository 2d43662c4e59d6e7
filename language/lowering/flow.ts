import type { Flow as PlanFlow, Trigger as PlanTrigger, Use as PlanUse } from '#plan';
import type { Expression, Flow, FlowStep, FromStep, Trigger } from '../generated/ast.ts';
import { type FieldLowering, lowerField } from './field.ts';
import { given } from './lowering.ts';
import { lowerSource, lowerSteps, type StepLowering } from './steps.ts';

export type FlowLowering = StepLowering & FieldLowering;

/** Declarations that are no steps of the pipeline. */
const declarations: ReadonlySet<FlowStep['$type']> = new Set<FlowStep['$type']>(['Use', 'Trigger', 'Input', 'Secret', 'StopAfter', 'FromStep']);

/** A flow with a source of its own. */
export function lowerFlow(node: Flow, context: FlowLowering): PlanFlow {
  const uses: Record<string, PlanUse> = {};
  for (const use of all(node, 'Use')) {
    uses[use.name] = { connector: context.types.context.names.connectorOfUse(use)?.name ?? '', instances: use.instances.map((instance) => instance.instance ?? ''), at: context.at(use) };
  }
  const stop = all(node, 'StopAfter')[0];
  const concurrency = node.steps.find((step) => step.$type === 'Concurrency' && !step.hasBlock);
  const steps = node.steps.filter((step) => !declarations.has(step.$type) && step !== concurrency);
  return {
    name: node.name,
    uses,
    inputs: all(node, 'Input').map((input) => lowerField(input.field, context)),
    triggers: all(node, 'Trigger').map((trigger) => lowerTrigger(trigger, context)),
    source: lowerSource(all(node, 'FromStep')[0] as FromStep, context),
    steps: lowerSteps(steps, '', context),
    ...given('stopAfterRejected', stop && Number(stop.count)),
    ...(concurrency?.$type === 'Concurrency' && { concurrency: { count: context.expr(concurrency.count), ...given('by', concurrency.by && context.expr(concurrency.by)) } }),
    at: context.at(node),
  };
}

function all<Kind extends FlowStep['$type']>(node: Flow, kind: Kind): Extract<FlowStep, { $type: Kind }>[] {
  return node.steps.filter((step): step is Extract<FlowStep, { $type: Kind }> => step.$type === kind);
}

function lowerTrigger(node: Trigger, context: FlowLowering): PlanTrigger {
  const at = context.at(node);
  switch (node.kind) {
    case 'schedule': return { at, kind: 'schedule', cron: text(node.cron) ?? '', ...given('timezone', text(node.timezone)) };
    case 'every': return { at, kind: 'every', everyMs: node.every?.$type === 'DurationLiteral' ? durationMs(node.every.value) : 0 };
    default: return { at, kind: node.kind, text: node.$cstNode?.text ?? node.kind };
  }
}

function text(expression: Expression | undefined): string | undefined {
  return expression?.$type === 'StringLiteral' ? expression.value : undefined;
}

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `15m` in milliseconds. */
export function durationMs(text: string): number {
  const found = /^(\d+)(ms|s|m|h|d)$/.exec(text);
  return found === null ? 0 : Number(found[1]) * units[found[2] as keyof typeof units];
}
