import type { Call as PlanCall, EachSource, Expr, Source, Step } from '#plan';
import type { EachStep, Endpoint, Expression, FlowStep, FromStep, RouteStep } from '../generated/ast.ts';
import { lowerNamedArguments } from './arguments.ts';
import { used } from './conversion.ts';
import type { ExpressionLowering } from './expression.ts';
import { visible } from '../references/scope.ts';
import { recordType } from '../types/endpoints.ts';
import { given } from './lowering.ts';
import { keyOf } from './record.ts';

/** What the lowering of steps needs beside expressions. */
export interface StepLowering extends ExpressionLowering {
  /** Notes an endpoint that the plan must hold. */
  reach(endpoint: Endpoint): void;
}

/** Steps of a block, with their places as ids: `3`, `3.when1.0`. What this version cannot do is refused before lowering. */
export function lowerSteps(steps: readonly FlowStep[], prefix: string, context: StepLowering): Step[] {
  return steps.flatMap((node, index): Step[] => {
    const step = lowerStep(node, `${prefix}${index}`, context);
    return step === undefined ? [] : [step];
  });
}

function lowerStep(node: FlowStep, id: string, context: StepLowering): Step | undefined {
  const at = context.at(node);
  const head = { id, at };
  const value = (expression: Expression): Expr => context.expr(expression);
  const condition = (expression: Expression): Expr => used(value(expression), expression, context.types);
  switch (node.$type) {
    case 'MapStep': return { ...head, kind: 'bind', word: 'map', name: node.name, value: value(node.value) };
    case 'LetStep': return { ...head, kind: 'bind', word: 'let', name: node.name, value: value(node.value) };
    case 'FilterStep': return { ...head, kind: 'filter', condition: condition(node.condition) };
    case 'AssertStep': return { ...head, kind: 'assert', condition: condition(node.condition), message: message(node.message) };
    case 'SkipStep': return { ...head, kind: 'skip' };
    case 'RejectStep': return { ...head, kind: 'reject', message: message(node.message) };
    case 'FailStep': return { ...head, kind: 'fail', message: message(node.message) };
    case 'CallStep': return { ...head, kind: 'call', call: lowerCallStep(node.call, context), ...given('as', node.binding?.name) };
    case 'SendStep': return { ...head, kind: 'send', call: lowerCallStep(node.call!, context), ...given('as', node.binding?.name) };
    case 'EachStep': return { ...head, ...lowerEach(node, id, context) };
    case 'BatchStep': return {
      ...head, kind: 'batch', size: value(node.size), ...given('within', node.within && value(node.within)), as: node.binding.name, names: namesBefore(node, context),
    };
    case 'RouteStep': return { ...head, ...lowerRoute(node, id, context) };
    case 'DedupeStep': return { ...head, kind: 'dedupe', key: value(node.key), ...given('pool', node.pool), ...given('keep', node.keep && value(node.keep)) };
    case 'TrackStep': return { ...head, kind: 'track', value: context.expr(node.value, { template: 'message' }) };
    case 'LogStep': return { ...head, kind: 'log', level: node.level ?? 'info', value: context.expr(node.value, { template: 'message' }) };
    default: return undefined;
  }

  function message(text: Expression): Expr {
    return context.expr(text, { template: 'message' });
  }
}

function lowerRoute(node: RouteStep, id: string, context: StepLowering): { kind: 'route'; all: boolean; cases: { when?: Expr; steps: Step[] }[] } {
  const cases = node.cases.map((one, index) => ({
    ...given('when', one.condition && used(context.expr(one.condition), one.condition, context.types)),
    steps: lowerSteps(one.steps, `${id}.${one.isElse ? 'else' : `when${index}`}.`, context),
  }));
  return { kind: 'route', all: node.all, cases };
}

function lowerEach(node: EachStep, id: string, context: StepLowering): { kind: 'each'; source: EachSource; as: string } & Partial<Extract<Step, { kind: 'each' }>> {
  const target = calledEndpoint(node.source, context);
  const source: EachSource = target === undefined
    ? { kind: 'value', value: context.expr(node.source) }
    : { kind: 'endpoint', call: lowerCallStep(node.source, context) };
  const shared = { kind: 'each' as const, source, as: node.binding.name };
  if (!node.hasBlock || node.result === undefined) return shared;
  const last = node.steps.at(-1);
  const yields = last?.$type === 'YieldStep' ? last.value : undefined;
  return {
    ...shared,
    block: {
      steps: lowerSteps(node.steps, `${id}.each.`, context),
      yield: yields === undefined ? { op: 'literal', type: 'null', text: 'null', at: context.at(node) } : context.expr(yields),
      as: node.result.name,
      ...given('concurrency', node.concurrency && context.expr(node.concurrency)),
    },
  };
}

/** Names that steps bound before this one for the same record: what each object of a batch has. */
function namesBefore(step: FlowStep, context: StepLowering): string[] {
  return visible(context.types.context.scopes.at(step)).filter((symbol) => symbol.kind === 'step').map((symbol) => symbol.name);
}

/** The endpoint that an expression calls through an alias of its flow. */
function calledEndpoint(node: Expression, context: StepLowering): { use: string; endpoint: Endpoint } | undefined {
  const target = node.$type === 'Call' ? context.types.callTarget(node) : undefined;
  return target?.kind === 'endpoint' && target.use !== undefined ? { use: target.use.name, endpoint: target.endpoint } : undefined;
}

/** `inst.endpoint(args)` of a step. */
export function lowerCallStep(node: Expression, context: StepLowering): PlanCall {
  const { use, endpoint } = calledEndpoint(node, context)!;
  context.reach(endpoint);
  const args = lowerNamedArguments(node.$type === 'Call' ? node.args : [], endpoint.parameters.map((parameter) => parameter.name), (value) => context.expr(value));
  return { use, endpoint: endpoint.name, args, at: context.at(node) };
}

/** The source of a flow. */
export function lowerSource(node: FromStep, context: StepLowering): Source {
  const shared = { as: node.binding.name, at: context.at(node) };
  const target = node.source && calledEndpoint(node.source, context);
  if (target === undefined) return { ...shared, kind: 'list', items: context.expr(node.source!) };
  return {
    ...shared,
    kind: 'endpoint',
    call: lowerCallStep(node.source!, context),
    ...(node.incremental && { incremental: { ...given('starting', node.starting && context.expr(node.starting)) } }),
    ...given('key', keyOf(recordType(target.endpoint, context.types.context))),
  };
}
