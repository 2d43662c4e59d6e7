import type { Endpoint, Plan } from '#plan';
import type { InstanceClient, Page } from '../connector/contract.ts';
import { readSettings } from '../connector/settings.ts';
import { PatchbayError } from '../errors.ts';
import type { Value } from '../expression/index.ts';
import type { Clock, FlowContext, RunEvent } from '../ports.ts';
import type { ClaimRegistry } from './claim-registry.ts';
import { createEvaluation, type Evaluation } from './evaluation.ts';
import type { Halt } from './halt.ts';
import { openHighWaterMark, type HighWaterMark } from './high-water-mark.ts';
import { buildPipeline } from './pipeline.ts';
import type { Recorder } from './recorder.ts';
import { sourceRow, type OrderKey } from './row.ts';
import { placed, type Place, type Sink } from './sink.ts';
import { createKeyReader, orderKey, pagesOfList, readAhead } from './source.ts';
import { createStepCompiler } from './step-compiler.ts';
import { elements } from './steps/elements.ts';
import type { StepCompiler } from './steps/operation.ts';
import type { Stage } from './stages/stage.ts';
import type { Tally } from './tally.ts';

/** How many records are at work outside at a time, where the flow does not say. */
const defaultConcurrency = 4;

/** What all passes of a run share. */
export interface PassOptions {
  plan: Plan;
  flow: NonNullable<Plan['flow']>;
  environment: string;
  since: string | undefined;
  dryRun: boolean;
  inputs: Readonly<Record<string, Value>>;
  /** The instances of this pass, by alias. */
  clients: Readonly<Record<string, InstanceClient>>;
  clock: Clock;
  context: FlowContext;
  halt: Halt;
  sink: Sink;
  tally: Tally;
  recorder: Recorder;
  claims: ClaimRegistry;
  emit(event: RunEvent): void;
  /** See `Output`. */
  room(): Promise<void> | undefined;
  redact(text: string): string;
}

/** One pass: the flow for one choice of the instances that `use` names. Gives the mark, where the source keeps one. */
export async function runPass(options: PassOptions): Promise<HighWaterMark | undefined> {
  const { flow, plan, halt, sink, context, clients, room } = options;
  const evaluation = createEvaluation({
    functions: plan.functions, clock: options.clock, input: options.inputs,
    use: Object.fromEntries(Object.entries(clients).map(([alias, { instance }]) => [alias, { name: instance.name }])),
  });
  const sourceInstance = flow.source.kind === 'endpoint' ? (clients[flow.source.call.use]?.instance.name ?? '') : '';
  const compiler = createStepCompiler({
    ...options, evaluation,
    poolNames: { own: JSON.stringify([options.environment, flow.name, sourceInstance]), shared: JSON.stringify([options.environment]) },
  });
  const { count, by } = flow.concurrency ?? {};
  const limit = count === undefined ? defaultConcurrency : compiler.count(count, 'concurrency');
  const pipeline = buildPipeline(compiler.compileSteps(flow.steps), { limit, sink, context, halt, room });
  const place: Place = { id: 'from', at: flow.source.at };
  const source = await openSource(options, evaluation, compiler, place).catch((error: unknown) => {
    throw error instanceof PatchbayError ? placed(error, place) : error;
  });
  const keyOf = by === undefined ? createKeyReader(flow.source) : keyFrom(evaluation, evaluation.compile(by), flow.source.as);

  try {
    for await (const page of readAhead(source.pages)) {
      if (halt.reason() !== undefined) break;
      source.announce(page);
      const wait = pipeline.push(rowsOf(page, flow.source.as, keyOf, source.mark, options));
      if (wait !== undefined) await wait;
      const full = room();
      if (full !== undefined) await full;
      if (source.mark?.isReached() === true) break;
    }
  } catch (error) {
    // A read that was cut off by the end of the run is no failure of its own.
    halt.fail(error);
  }
  await drain(pipeline, options);
  return source.mark;
}

/** What waits for the fate of another record comes again when that one ends, so it may take more than one round. */
async function drain(pipeline: Stage, { tally, halt, claims, sink }: PassOptions): Promise<void> {
  await pipeline.drain();
  while (tally.underWay() > 0 && halt.reason() === undefined) {
    const before = tally.underWay();
    await pipeline.drain();
    if (tally.underWay() < before) continue;
    const stuck = claims.takeWaiting();
    if (stuck === undefined) return;
    sink.thrown(stuck.row, stuck.place, new PatchbayError('dedupe-cycle', 'This record and another one wait for each other: each holds an id that the other asks for.', {
      scope: 'record', remedy: 'Give the two `dedupe` of the flow different pools.',
    }));
  }
  await pipeline.drain();
}

function rowsOf(page: Page, as: string, keyOf: (record: Value) => OrderKey | undefined, mark: HighWaterMark | undefined, { tally, sink, flow }: PassOptions): ReturnType<typeof sourceRow>[] {
  tally.read(page.records.length);
  const rows: ReturnType<typeof sourceRow>[] = [];
  const place: Place = { id: 'from', at: flow.source.at };
  for (const record of page.records) {
    const row = sourceRow({ [as]: record }, undefined);
    if (mark?.see(record) === 'old') {
      sink.end(row, 'filtered');
      continue;
    }
    try {
      row.key = keyOf(record);
      rows.push(row);
    } catch (error) {
      sink.thrown(row, place, error);
    }
  }
  return rows;
}

/** `concurrency n by expr`: the expression sees the record of the source. */
function keyFrom({ frame }: Evaluation, evaluate: (frame: Evaluation['frame']) => Value, as: string): (record: Value) => OrderKey | undefined {
  return (record) => {
    frame.record = { [as]: record };
    return orderKey(evaluate(frame));
  };
}

interface OpenSource {
  pages: AsyncGenerator<Page, void, void>;
  mark: HighWaterMark | undefined;
  announce(page: Page): void;
}

async function openSource(options: PassOptions, evaluation: Evaluation, compiler: StepCompiler, place: Place): Promise<OpenSource> {
  const { flow, clients, emit, halt } = options;
  const { source } = flow;
  if (source.kind === 'list') {
    const items = elements(evaluation.compile(source.items)(evaluation.frame), place);
    return { pages: pagesOfList(items), mark: undefined, announce: () => undefined };
  }
  const client = clients[source.call.use];
  if (client === undefined) throw new Error(`The plan has no instance for ${source.call.use}.`);
  const endpoint = compiler.endpoint(source.call);
  const name = `${client.instance.name}.${endpoint.name}`;
  const args: Record<string, Value> = {};
  for (const [param, expr] of Object.entries(source.call.args)) args[param] = evaluation.compile(expr)(evaluation.frame);
  const mark = await openMark(options, evaluation, client, endpoint, name);
  const pages = client.pages(endpoint, { ...args, ...mark?.args }, { signal: halt.reading });
  return {
    pages: located(pages, place, name),
    mark,
    announce: ({ records, number, why }) => emit({
      type: 'page', step: place.id, instance: client.instance.name, endpoint: endpoint.name, records: records.length, text: `page ${number}${why === undefined ? '' : `, the last: ${why}`}`,
    }),
  };
}

async function openMark(options: PassOptions, evaluation: Evaluation, client: InstanceClient, endpoint: Endpoint, name: string): Promise<HighWaterMark | undefined> {
  const { flow, plan, context, clock, emit, since, environment } = options;
  const { source } = flow;
  if (source.kind !== 'endpoint' || source.incremental === undefined || endpoint.incremental === undefined) return undefined;
  const connector = plan.connectors[client.instance.connector];
  if (connector === undefined) throw new Error(`The plan has no connector ${client.instance.connector}.`);
  const { instance } = client;
  const auth = instance.auth === undefined ? Object.values(connector.auths)[0] : connector.auths[instance.auth];
  const bare = createEvaluation({ functions: connector.functions, clock });
  const setting = readSettings([...connector.settings, ...(auth?.settings ?? [])], instance, connector.functions, bare.frame);
  const { compile, frame } = createEvaluation({ functions: connector.functions, clock, setting });
  const { starting } = source.incremental;
  return openHighWaterMark({
    endpoint, incremental: endpoint.incremental, name, state: context.state, clock, since, compile, frame,
    key: JSON.stringify([flow.name, environment, instance.name, endpoint.name]),
    startingOfFlow: starting === undefined ? undefined : evaluation.compile(starting)(evaluation.frame),
    warn: (text) => emit({ type: 'log', level: 'warn', text, step: 'from' }),
  });
}

/** Reading fails as a whole: no record is at fault. */
async function* located(pages: AsyncGenerator<Page, void, void>, place: Place, name: string): AsyncGenerator<Page, void, void> {
  try {
    yield* pages;
  } catch (error) {
    if (error instanceof PatchbayError) {
      error.endpoint ??= name;
      placed(error, place);
    }
    throw error;
  }
}

