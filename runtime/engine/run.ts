import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { planVersion, type Plan } from '#plan';
import type { InstanceClient, Network, NetworkOptions } from '../connector/contract.ts';
import { PatchbayError } from '../errors.ts';
import type { Value } from '../expression/index.ts';
import type { Clock, Logger, ReportedError, RunCounts, RunEvent, RunStatus } from '../ports.ts';
import { bindInputs } from './bindings.ts';
import { createClaimRegistry, type ClaimRegistry } from './claim-registry.ts';
import { createEmbeddedContext } from './context.ts';
import type { RunRequest, RunResult } from './contract.ts';
import { runPass } from './flow-pass.ts';
import { createHalt, type Halt } from './halt.ts';
import { isBefore, type HighWaterMark } from './high-water-mark.ts';
import { createDryState } from './journal/dry-state.ts';
import { openTemporaryState, openState, type State } from './journal/state.ts';
import { createOutput, type Output } from './output.ts';
import { watchAnswers } from './declared/watched-client.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { createFlowSink } from './sink.ts';
import { systemClock } from './system-clock.ts';
import { createTally, type Tally } from './tally.ts';

/** What is kept and told at least this often, in milliseconds. */
const writeEveryMs = 200;
/** A run that has nothing to write gives a sign of life this often. */
const beatEveryMs = 5000;

/** The way to the outside, so that tests can stand in for it. */
export type CreateNetwork = (options: NetworkOptions) => Network;

/** See `RunFlow`. */
export async function runFlowWith(createNetwork: CreateNetwork, request: RunRequest): Promise<RunResult> {
  const { plan } = request;
  const flow = plan.flow;
  if (flow === undefined) throw new Error('The plan has no flow.');
  const clock = request.clock ?? systemClock;
  const run = newRunId(clock.now());
  const began = performance.now();
  const tally = createTally();
  const output = createOutput(request.emit);
  const { emit } = output;
  emit({ type: 'run.started', flow: flow.name, run, at: new Date(clock.now()).toISOString() });

  const outcome = await attemptRun(createNetwork, request, { run, flow, clock, tally, output });
  const durationMs = Math.round(performance.now() - began);
  const counts = tally.settled();
  const error = outcome.error;
  emit({ type: 'run.finished', status: outcome.status, flow: flow.name, run, durationMs, ...(error !== undefined && { error }), ...counts });
  if (outcome.crash !== undefined) throw outcome.crash.error;
  return { run, status: outcome.status, counts, durationMs, ...(error !== undefined && { error }) };
}

interface Outcome { status: RunStatus; error?: ReportedError; crash?: { error: unknown } }

interface Started { run: string; flow: NonNullable<Plan['flow']>; clock: Clock; tally: Tally; output: Output }

/** Everything between the first and the last event. What is opened here is closed here. */
async function attemptRun(createNetwork: CreateNetwork, request: RunRequest, started: Started): Promise<Outcome> {
  const { plan } = request;
  const { flow, clock, output: { emit } } = started;
  const report = (error: PatchbayError): ReportedError => {
    // What no step is at fault for stands at the flow.
    error.at ??= flow.at;
    return error.report({ flow: flow.name, files: plan.files });
  };
  let state: State | undefined;
  let network: Network | undefined;
  try {
    if (plan.version !== planVersion) throw new PatchbayError('plan-version', `The plan is of version ${String(plan.version)}; this Patchbay carries out version ${planVersion}.`);
    const inputs = bindInputs(flow, request.inputs, plan.types, { functions: plan.functions, clock });
    state = openFor(request, clock);
    network = createNetwork({ secrets: request.secrets, policy: request.policy, clock, log: logger(emit), state });
    return await carryOut(request, { ...started, state, network, inputs, report });
  } catch (error) {
    if (error instanceof PatchbayError) {
      const reported = report(error);
      return { status: 'failed', error: { ...reported, message: network?.redactor.redact(reported.message) ?? reported.message } };
    }
    return { status: 'failed', error: internal(flow.name), crash: { error } };
  } finally {
    await network?.close();
    state?.close();
  }
}

interface Opened extends Started {
  state: State;
  network: Network;
  inputs: Record<string, Value>;
  report(error: PatchbayError): ReportedError;
}

async function carryOut(request: RunRequest, opened: Opened): Promise<Outcome> {
  const { plan, dryRun, environment = '' } = request;
  const { run, flow, clock, tally, output, state, network, inputs } = opened;
  const { emit, room } = output;
  const redact = (text: string): string => network.redactor.redact(text);
  const watched = (client: InstanceClient): InstanceClient => watchAnswers(client, plan, (text, place) => {
    emit({ type: 'log', level: 'warn', code: 'not-as-declared', text: redact(text), ...place });
  });
  const passes = clientsOfPasses(request, flow, (options) => watched(network.client(options)));
  state.begin({ id: run, flow: flow.name, environment, planHash: plan.hash, startedMs: clock.now() }, tally.settled());

  const halt = createHalt(request.signal);
  halt.onHalt(output.release);
  const over = new AbortController();
  const claims: ClaimRegistry = createClaimRegistry({ claimIn: (pool, ids, keepMs) => state.claim(pool, ids, run, keepMs), recorder: () => recorder });
  const recorder: Recorder = createRecorder({ run, state, tally, written: (claim) => claims.written(claim) });
  const sink = createFlowSink({ flow: flow.name, files: plan.files, tally, claims, recorder, halt, stopAfterRejected: flow.stopAfterRejected, redact, emit });
  const context = createEmbeddedContext({ runId: run, planHash: plan.hash, state, clock, halt, over: over.signal, log: logger(emit), emit });
  const ticking = tick(run, { state, recorder, tally, halt, emit });
  const marks: HighWaterMark[] = [];
  try {
    for (const clients of passes) {
      if (halt.reason() !== undefined) break;
      const mark = await runPass({
        plan, flow, environment, since: request.since, dryRun, inputs, clients, clock, context, halt, sink, tally, recorder, claims, emit, room, redact,
      });
      if (mark !== undefined) marks.push(mark);
    }
  } catch (error) {
    halt.fail(error);
  } finally {
    clearInterval(ticking);
    over.abort();
    halt.dispose();
  }
  return finish(opened, { halt, recorder, claims, marks, redact });
}

/** The last write. What goes wrong here makes a run that went well a failed one. */
async function finish(opened: Opened, parts: {
  halt: Halt; recorder: Recorder; claims: ClaimRegistry; marks: HighWaterMark[]; redact(text: string): string;
}): Promise<Outcome> {
  const { tally, state, flow, report, output: { emit } } = opened;
  const { halt, recorder, claims, marks, redact } = parts;
  let reason = halt.reason();
  try {
    tally.check(reason === undefined);
  } catch (error) {
    reason ??= { kind: 'crashed', error };
  }
  const end = ((): Outcome => {
    if (reason?.kind === 'stopped') return { status: 'stopped' };
    if (reason?.kind === 'crashed') return { status: 'failed', error: internal(flow.name), crash: { error: reason.error } };
    if (reason?.kind === 'failed') {
      const error = report(reason.error);
      return { status: 'failed', error: { ...error, message: redact(error.message) } };
    }
    return { status: isPartial(tally.settled()) ? 'partial' : 'succeeded' };
  })();
  await recorder.flush();
  const movable = reason === undefined ? marks : [];
  if (movable.length > 0 && claims.busy() > 0) {
    emit({ type: 'log', level: 'warn', text: `${claims.busy()} records are at work in another run, so this one leaves the mark where it was: the next run reads them again.` });
  }
  const moves = claims.busy() > 0 ? [] : movable.map((mark) => mark.move()).filter((move) => move !== undefined);
  for (let left = moves; ;) {
    try {
      await recorder.finish({ status: end.status, ...(end.error !== undefined && { error: end.error }), marks: left });
      return end;
    } catch (error) {
      if (!(error instanceof PatchbayError) || error.code !== 'mark-moved') throw error;
      // Another run moved a mark meanwhile: ours counts only where it is further on.
      const current = await Promise.all(left.map(async (move) => ({ ...move, previous: await state.mark(move.key) })));
      left = current.filter(({ previous, next }) => previous === undefined || isBefore(previous, next));
    }
  }
}

function openFor({ dryRun, stateFolder }: RunRequest, clock: Clock): State {
  if (!dryRun) return openState(stateFolder, clock);
  const real = existsSync(join(stateFolder, 'state.db')) ? openState(stateFolder, clock) : undefined;
  return createDryState(real, openTemporaryState(clock));
}

/** One set of clients for each choice of the instances that `use` names. */
function clientsOfPasses(request: RunRequest, flow: NonNullable<Plan['flow']>, connect: Network['client']): Record<string, InstanceClient>[] {
  const { plan, instances, bundledConnectors } = request;
  const made = new Map<string, InstanceClient>();
  const clientOf = (name: string, connectorName: string): InstanceClient => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const instance = instances[name];
    const connector = plan.connectors[connectorName];
    if (instance === undefined || connector === undefined) {
      throw new PatchbayError('unknown-instance', `There is no instance ${name} of ${connectorName}.`, { remedy: 'Add it to patchbay.json.' });
    }
    const client = connect({ connector, instance, bundled: bundledConnectors.has(connectorName), files: plan.files });
    made.set(name, client);
    return client;
  };
  let passes: Record<string, InstanceClient>[] = [{}];
  for (const [alias, use] of Object.entries(flow.uses)) {
    passes = passes.flatMap((pass) => use.instances.map((name) => ({ ...pass, [alias]: clientOf(name, use.connector) })));
  }
  return passes;
}

function tick(run: string, { state, recorder, tally, halt, emit }: { state: State; recorder: Recorder; tally: Tally; halt: Halt; emit(event: RunEvent): void }): NodeJS.Timeout {
  let told = '';
  let beatAt = performance.now();
  return setInterval(() => {
    const counts = tally.current();
    const text = JSON.stringify(counts);
    const now = performance.now();
    if (text !== told) {
      told = text;
      beatAt = now;
      emit({ type: 'run.progress', counts });
      recorder.flush().catch((error: unknown) => halt.fail(error));
    } else if (now - beatAt >= beatEveryMs) {
      beatAt = now;
      try {
        state.beat(run);
      } catch (error) {
        halt.fail(error);
      }
    }
  }, writeEveryMs);
}

function logger(emit: (event: RunEvent) => void): Logger {
  const at = (level: 'debug' | 'info' | 'warn' | 'error') => (text: string): void => emit({ type: 'log', level, text });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function isPartial({ rejected, inDoubt }: RunCounts): boolean {
  return rejected + inDoubt > 0;
}

function internal(flow: string): ReportedError {
  return { code: 'internal', message: 'Patchbay itself failed. What was kept so far is safe; please report this.', flow };
}

/** Sorts by time: `20260131-120000-1a2b3c4d`. */
function newRunId(nowMs: number): string {
  const digits = new Date(nowMs).toISOString().replace(/\D/g, '');
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${randomBytes(4).toString('hex')}`;
}
