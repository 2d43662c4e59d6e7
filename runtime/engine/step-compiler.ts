import type { At, Expr, Plan, Step } from '#plan';
import type { InstanceClient } from '../connector/contract.ts';
import { PatchbayError } from '../errors.ts';
import { Duration, typeOf } from '../expression/index.ts';
import type { FlowContext, RunEvent } from '../ports.ts';
import type { ClaimRegistry } from './claim-registry.ts';
import { createUnknownNames } from './dry-run.ts';
import type { Evaluation } from './evaluation.ts';
import type { Recorder } from './recorder.ts';
import { placed, type Sink } from './sink.ts';
import { compileStep } from './steps/index.ts';
import type { Operation, StepCompiler } from './steps/operation.ts';
import type { Tally } from './tally.ts';

export interface StepCompilerOptions {
  plan: Plan;
  flow: NonNullable<Plan['flow']>;
  evaluation: Evaluation;
  context: FlowContext;
  sink: Sink;
  dryRun: boolean;
  clients: Readonly<Record<string, InstanceClient>>;
  /** What the ids of pools without a name of their own begin with, and those with one. */
  poolNames: { own: string; shared: string };
  claims: ClaimRegistry;
  recorder: Recorder;
  tally: Tally;
  emit(event: RunEvent): void;
  redact(text: string): string;
}

/** Makes the steps of a flow ready to run, for one set of instances. Errors name the step. */
export function createStepCompiler(options: StepCompilerOptions): StepCompiler {
  const { plan, flow, evaluation, clients, poolNames, claims, recorder, tally, emit } = options;
  const unknown = createUnknownNames();
  const ownPools = flow.steps.flatMap(unnamedPools);

  const constant = (expr: Expr): unknown => {
    evaluation.frame.record = {};
    return evaluation.compile(expr)(evaluation.frame);
  };
  const compilerFor = (sink: Sink): StepCompiler => ({
    flow,
    evaluation,
    context: options.context,
    sink,
    dryRun: options.dryRun,
    client(alias) {
      const client = clients[alias];
      if (client === undefined) throw new Error(`The plan has no instance for ${alias}.`);
      return client;
    },
    endpoint(call) {
      const connector = flow.uses[call.use]?.connector;
      const endpoint = connector === undefined ? undefined : plan.connectors[connector]?.endpoints[call.endpoint];
      if (endpoint === undefined) throw new Error(`The plan has no endpoint ${call.use}.${call.endpoint}.`);
      return endpoint;
    },
    compileSteps: (steps, inner = sink) => compileAll(steps, compilerFor(inner)),
    count(expr, what) {
      const value = constant(expr);
      if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1) return value;
      throw new PatchbayError('invalid-count', `${what} must be a whole number of at least 1, and is ${shown(value)}.`, { at: expr.at });
    },
    milliseconds(expr, what) {
      const value = constant(expr);
      if (value instanceof Duration && value.ms >= 0) return value.ms;
      throw new PatchbayError('invalid-duration', `${what} must be a duration such as 5s, and is ${shown(value)}.`, { at: expr.at });
    },
    claim: (how, rows, ids) => claims.claim(how, rows, ids),
    pool: (step) => (step.pool === undefined ? `${poolNames.own}#${ownPools.indexOf(step.id) + 1}` : `${poolNames.shared}${step.pool}`),
    sent: () => tally.sent(),
    expanded: (count) => tally.expand(count),
    track(value) {
      recorder.tracked(value);
      emit({ type: 'track', value });
    },
    emit,
    redact: (text) => options.redact(text),
    file: (at: At) => {
      const file = plan.files[at[0]];
      return file === undefined ? {} : { file };
    },
  });

  const compileAll = (steps: readonly Step[], compiler: StepCompiler): Operation[] => {
    const operations: Operation[] = [];
    for (const step of steps) {
      if (options.dryRun && unknown.leavesOut(step)) continue;
      const known = options.dryRun && step.kind === 'send' ? { ...step, call: { ...step.call, args: unknown.known(step.call.args) } } : step;
      try {
        operations.push(compileStep(known, compiler));
      } catch (error) {
        throw error instanceof PatchbayError ? placed(error, step) : error;
      }
    }
    return operations;
  };
  return compilerFor(options.sink);
}

/** The ids of the steps that keep a pool for this flow alone, in their order: the n-th of them has its pool, wherever it moves. */
function unnamedPools(step: Step): string[] {
  if (step.kind === 'dedupe') return step.pool === undefined ? [step.id] : [];
  if (step.kind === 'route') return step.cases.flatMap(({ steps }) => steps.flatMap(unnamedPools));
  return step.kind === 'each' && step.block !== undefined ? step.block.steps.flatMap(unnamedPools) : [];
}

function shown(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : typeOf(value);
}
