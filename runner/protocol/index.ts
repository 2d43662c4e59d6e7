import type { FileEdit } from '#language';
import type { MarketplacePackage } from '#registry';
import type { Destination, Json, ReportedError, RunCounts, RunEvent, RunStatus } from '#runtime';

// JSON-RPC (vscode-jsonrpc) over the IPC channel of a forked runner process. One process a run (`dist/runner.cjs run`), one a window
// for the short jobs (`dist/runner.cjs service`). Secrets only ever cross this channel, when a request needs them.

export type { Destination, FileEdit, Json, ReportedError, RunCounts, RunEvent, RunStatus };

/** Requests from the client to the runner, by method. */
export const runnerRequests = {
  run: 'run/start',
  destination: 'instance/destination',
  check: 'instance/check',
  call: 'endpoint/call',
  packages: 'marketplace/list',
  install: 'marketplace/install',
  uninstall: 'marketplace/uninstall',
} as const;

/** Notifications from the client. */
export const clientNotifications = { cancel: 'run/cancel' } as const;

/**
 * Requests and notifications from the runner to the client. `caughtUp` has neither parameters nor result: that it is answered says that
 * all events before it were taken.
 */
export const runnerCallbacks = { secret: 'secret/get', event: 'run/event', caughtUp: 'run/caughtUp' } as const;

/** All paths absolute; `workspace` is the folder. `allowLocal` comes from a machine-scoped setting. */
export interface WorkspaceParams { workspace: string; allowLocal: boolean; trustedHosts: string[]; environment?: string }

export interface RunnerRequests {
  run: { params: WorkspaceParams & { flow: string; file: string; inputs: Record<string, Json>; since?: string; dryRun: boolean }; result: RunOutcome };
  destination: { params: WorkspaceParams & { instance: string }; result: Destination | { problem: ReportedError } };
  check: { params: WorkspaceParams & { instance: string }; result: { ok: true; text: string } | { ok: false; error: ReportedError } };
  call: { params: WorkspaceParams & { instance: string; endpoint: string; args: Record<string, Json>; limit: number }; /** The JSON of each record, as the API spelled it. */ result: { records: string[] } | { error: ReportedError } };
  packages: { params: WorkspaceParams; result: PackageSummary[] };
  install: { params: WorkspaceParams & { name: string }; result: { edits: FileEdit[] } | { refused: string } };
  uninstall: { params: WorkspaceParams & { name: string }; result: { edits: FileEdit[] } | { refused: string } };
}

/** A flow that has errors, or is unknown, does not run: `refused` says which and where. */
export type RunOutcome =
  | { status: RunStatus; run: string; counts: RunCounts; durationMs: number; error?: ReportedError }
  | { refused: ReportedError[] };

/** What the marketplace lists of a package; `icon` and `readme` are absolute paths of files that came with Patchbay. */
export interface PackageSummary extends Omit<MarketplacePackage, 'sha256' | 'file'> {
  /** The installed version, where it is installed. */
  installed?: string;
  /** Workspace-relative path of the installed file. */
  file?: string;
  /** The installed text differs from what the lock file pins. */
  modified?: boolean;
}

export interface SecretRequest { instance: string; name: string; optional: boolean; destination: Destination; bundled: boolean }

/** The secret, none (an optional one that is not set), or why it is not released. */
export type SecretAnswer = { value: string } | { value: null } | { refused: { code: 'missing-secret' | 'destination-changed'; message: string; remedy?: string } };
