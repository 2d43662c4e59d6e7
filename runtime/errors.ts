import type { At } from '#plan';
import type { ReportedError } from './ports.ts';

/**
 * The outside went wrong, or a record is at fault. `code` is stable and kebab-case; `scope` says what ends: the record, or the run.
 * Neither message nor remedy ever holds a secret.
 */
export class PatchbayError extends Error {
  readonly code: string;
  readonly scope: 'record' | 'run';
  readonly remedy: string | undefined;
  readonly status: number | undefined;
  attempt: number | undefined;
  endpoint: string | undefined;
  step: string | undefined;
  at: At | undefined;
  /** Where the step stands, which may be in another file than what went wrong. */
  stepAt: At | undefined;
  /** The request may have been carried out although no answer says so: it must not be repeated unasked. */
  readonly inDoubt: boolean;

  constructor(code: string, message: string, details: {
    scope?: 'record' | 'run' | undefined; remedy?: string | undefined; status?: number | undefined; attempt?: number | undefined;
    endpoint?: string | undefined; step?: string | undefined; at?: At | undefined; inDoubt?: boolean | undefined; cause?: unknown;
  } = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'PatchbayError';
    this.code = code;
    this.scope = details.scope ?? 'run';
    this.remedy = details.remedy;
    this.status = details.status;
    this.attempt = details.attempt;
    this.endpoint = details.endpoint;
    this.step = details.step;
    this.at = details.at;
    this.inDoubt = details.inDoubt ?? false;
  }

  /** As people see it. */
  report(context: { flow?: string; files: readonly string[] }): ReportedError {
    const at = this.at;
    const file = at === undefined ? undefined : context.files[at[0]];
    const stepFile = this.stepAt === undefined ? undefined : context.files[this.stepAt[0]];
    return {
      code: this.code,
      message: this.message,
      ...(this.remedy !== undefined && { remedy: this.remedy }),
      ...(context.flow !== undefined && { flow: context.flow }),
      ...(this.step !== undefined && { step: this.step }),
      ...(this.stepAt !== undefined && stepFile !== undefined && stepFile !== file && { stepPlace: { file: stepFile, line: this.stepAt[1] } }),
      ...(this.endpoint !== undefined && { endpoint: this.endpoint }),
      ...(this.status !== undefined && { status: this.status }),
      ...(this.attempt !== undefined && { attempt: this.attempt }),
      ...(at !== undefined && file !== undefined && { file, range: { line: at[1], column: at[2], endLine: at[3], endColumn: at[4] } }),
    };
  }
}
