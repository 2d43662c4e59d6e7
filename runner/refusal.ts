import type { Finding } from '#language';
import { PatchbayError, type ReportedError } from '#runtime';

/** What keeps something from being run, as errors for people. */
export interface Refused { refused: ReportedError[] }

/** Errors of the checker as refusals, each with its place. */
export function refusedBy(findings: readonly Finding[], flow?: string): Refused {
  return {
    refused: findings.filter(({ severity }) => severity === 'error').map(({ code, message, file, line, column, endLine, endColumn }) => ({
      code, message, file, range: { line, column, endLine, endColumn }, ...(flow !== undefined && { flow }),
    })),
  };
}

/** What was thrown as an error for people, or thrown again where it is ours. */
export function reported(error: unknown, context: { flow?: string; files?: readonly string[] } = {}): ReportedError {
  if (error instanceof PatchbayError) return error.report({ files: context.files ?? [], ...(context.flow !== undefined && { flow: context.flow }) });
  throw error;
}
