import type { At } from '#plan';
import { PatchbayError } from '../errors.ts';
import { stringifyJson } from '../json/index.ts';
import type { RunEvent } from '../ports.ts';
import { asJson } from './as-json.ts';
import type { ClaimRegistry } from './claim-registry.ts';
import type { Halt } from './halt.ts';
import type { Recorder } from './recorder.ts';
import { leavesOf, type Row } from './row.ts';
import type { Ending, Tally } from './tally.ts';

/** Where a step stands, for its errors. */
export interface Place { id: string; at: At }

/** Where rows end. Steps never count, claim or report themselves: they say here what became of a row. */
export interface Sink {
  end(row: Row, ending: Extract<Ending, 'filtered' | 'deduplicated' | 'completed'>): void;
  /** Something was thrown while a step worked on a row: the row is rejected or in doubt, or the run ends. */
  thrown(row: Row, place: Place, error: unknown): void;
  /** The run is ending: begin nothing new. */
  halted(): boolean;
}

/** Names the step and, where the error has none, the place. */
export function placed(error: PatchbayError, place: Place): PatchbayError {
  error.step ??= place.id;
  error.stepAt ??= place.at;
  error.at ??= place.at;
  return error;
}

export interface FlowSinkOptions {
  flow: string;
  files: readonly string[];
  tally: Tally;
  claims: ClaimRegistry;
  recorder: Recorder;
  halt: Halt;
  /** `stop after n rejected`. */
  stopAfterRejected: number | undefined;
  redact(text: string): string;
  emit(event: RunEvent): void;
}

/** The sink of the steps of a flow: counts, settles claims, keeps rejected records. */
export function createFlowSink(options: FlowSinkOptions): Sink {
  const { flow, files, tally, claims, recorder, halt, stopAfterRejected, redact, emit } = options;

  const setAside = (row: Row, error: PatchbayError): void => {
    const inDoubt = error.inDoubt;
    const report = error.report({ flow, files });
    const reported = { ...report, message: redact(report.message) };
    for (const leaf of leavesOf(row)) {
      const values = redact(stringifyJson(leaf.values));
      recorder.rejected({ step: error.step ?? '', error: reported, values, inDoubt });
      emit({ type: 'rejected', error: reported, record: asJson(values), text: values });
    }
    tally.end(row, inDoubt ? 'inDoubt' : 'rejected');
    claims.ended(row, inDoubt ? 'inDoubt' : 'rejected');
    const { rejected } = tally.current();
    if (stopAfterRejected !== undefined && rejected >= stopAfterRejected) {
      halt.fail(new PatchbayError('too-many-rejected', `The flow stops after ${stopAfterRejected} rejected records; the last one: ${reported.message}`, {
        step: error.step, at: error.at, endpoint: error.endpoint, status: error.status,
      }));
    }
  };

  return {
    end(row, ending) {
      tally.end(row, ending);
      if (row.claims !== undefined) claims.ended(row, ending);
    },
    thrown(row, place, error) {
      // A read that was cut off because the run ends: its record is not at fault, the next run reads it again.
      if (error instanceof PatchbayError && error.code === 'stopped' && halt.reason() !== undefined) return;
      if (!(error instanceof PatchbayError)) halt.fail(error);
      else if (placed(error, place).scope === 'run' && !error.inDoubt) halt.fail(error);
      else setAside(row, error);
    },
    halted: () => halt.reason() !== undefined,
  };
}

/** The sink of a block that gives values, not records: what is thrown in it is the enclosing record's fault. */
export function createBlockSink(outer: Sink): Sink {
  return {
    end: () => undefined,
    thrown(_row, place, error) {
      throw error instanceof PatchbayError ? placed(error, place) : error;
    },
    halted: () => outer.halted(),
  };
}
