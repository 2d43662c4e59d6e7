import type { Endpoint, Incremental } from '#plan';
import { PatchbayError } from '../errors.ts';
import { compare, convertValue, DateTime, Duration, LocalDate, textOf, type Evaluate, type Frame, type Value } from '../expression/index.ts';
import type { Clock, Mark, StateStore } from '../ports.ts';

/** How far an incremental source was read, and from where it is read now. */
export interface HighWaterMark {
  /** The arguments that ask for what is new; none where the API cannot filter. */
  args: Record<string, Value>;
  /** Looks at a record: `old` is older than the start, to be filtered here; a record without a mark is `new`. */
  see(record: Value): 'new' | 'old';
  /** Records come newest first and an old one was seen: nothing new follows. */
  isReached(): boolean;
  /** Where the mark would move: undefined where nothing was read that is higher. */
  move(): { key: string; previous: Mark | undefined; next: Mark } | undefined;
}

export interface HighWaterMarkOptions {
  endpoint: Endpoint;
  incremental: Incremental;
  /** `instance.endpoint`, for messages. */
  name: string;
  /** Of flow, environment, instance and endpoint: the mark's key. */
  key: string;
  state: Pick<StateStore, 'mark'>;
  clock: Clock;
  /** What a person gave with `--since`; it stands above `starting`, and only a first run looks at either. */
  since: string | undefined;
  /** `starting` of the flow, evaluated. */
  startingOfFlow: Value;
  /** The connector's expressions, over the settings of the instance. */
  compile(expr: NonNullable<Incremental['by']>): Evaluate;
  frame: Frame;
  warn(text: string): void;
}

export async function openHighWaterMark(options: HighWaterMarkOptions): Promise<HighWaterMark> {
  const { incremental, key, state, clock, compile, frame, warn, name } = options;
  const { type, param, newestFirst } = incremental;
  const previous = await state.mark(key);
  const start = previous === undefined ? firstStart(options) : minusOverlap(read(previous.value, type), incremental, frame, compile);
  if (previous !== undefined && options.since !== undefined) {
    warn(`${name} is read from where the last run ended (${previous.value}); --since counts only for a first run.`);
  }
  const by = incremental.by === undefined ? undefined : compile(incremental.by);
  const filtersHere = param === undefined && by !== undefined;
  let highest: Value = by === undefined ? atType(new DateTime(clock.now()), type) : undefined;
  let unreadable = 0;
  let sawOld = false;

  const markOf = (record: Value): Value => {
    if (by === undefined) return undefined;
    try {
      frame.response = { record };
      return atType(by(frame), type);
    } catch (error) {
      if (!(error instanceof PatchbayError)) throw error;
      // Reading is forgiving: the record goes on, the mark does not move by it.
      if (unreadable++ === 0) warn(`${name}: the mark of a record cannot be read: ${error.message}`);
      return undefined;
    } finally {
      frame.response = {};
    }
  };
  return {
    args: param === undefined ? {} : { [param]: start },
    isReached: () => newestFirst && sawOld,
    see(record) {
      const mark = markOf(record);
      if (mark === undefined || mark === null) return 'new';
      if (highest === undefined || compare(mark, highest) > 0) highest = mark;
      const isOld = (filtersHere || newestFirst) && compare(mark, start) < 0;
      sawOld ||= isOld;
      return isOld ? 'old' : 'new';
    },
    move() {
      if (highest === undefined) return undefined;
      if (previous !== undefined && compare(highest, read(previous.value, type)) <= 0) return undefined;
      return { key, previous, next: { value: textOf(highest), type, at: new Date(clock.now()).toISOString() } };
    },
  };
}

/** Whether a mark lies before another one of the same type. */
export function isBefore(mark: Mark, other: Mark): boolean {
  const type = other.type as Incremental['type'];
  return mark.type === type && compare(read(mark.value, type), read(other.value, type)) < 0;
}

function firstStart({ since, startingOfFlow, incremental, compile, frame, name }: HighWaterMarkOptions): Value {
  const { type, starting } = incremental;
  if (since !== undefined) {
    try {
      return atType(since, type);
    } catch {
      throw new PatchbayError('invalid-since', `--since ${since} is not a ${type}.`, { remedy: 'Give a date such as 2026-01-31, or a value of the mark\'s own kind.' });
    }
  }
  if (startingOfFlow !== undefined && startingOfFlow !== null) return atType(startingOfFlow, type);
  const own = starting === undefined ? undefined : compile(starting)(frame);
  if (own !== undefined && own !== null) return atType(own, type);
  throw new PatchbayError('no-start', `This flow reads ${name} for the first time and nothing says from when on.`, {
    remedy: "Add `starting '2026-01-01'` after `incremental`, or give --since 2026-01-01 once.",
  });
}

function minusOverlap(start: Value, { overlap, type }: Incremental, frame: Frame, compile: HighWaterMarkOptions['compile']): Value {
  if (overlap === undefined) return start;
  const duration = compile(overlap)(frame);
  if (!(duration instanceof Duration)) return start;
  if (start instanceof DateTime) return new DateTime(start.millis - duration.ms);
  return start instanceof LocalDate ? atType(new DateTime(start.start().millis - duration.ms), type) : start;
}

/** A value as the type in which marks are compared: a date stands for its midnight, UTC. */
function atType(value: Value, type: Incremental['type']): Value {
  if (value === null || value === undefined) return value;
  if (type === 'datetime' && typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return convertValue(convertValue(value, 'date'), 'datetime');
  return convertValue(value, type);
}

function read(text: string, type: Incremental['type']): Value {
  return convertValue(text, type);
}
