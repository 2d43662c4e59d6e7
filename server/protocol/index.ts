import type { EditResult, JsonValue, WorkspaceChange, WorkspaceModel } from '#language';

// What the client asks the language server beside LSP. Declared as strings and interfaces: client and server bundle their own jsonrpc.

export type * from '#language';

/** Requests from the client, by method. */
export const serverRequests = {
  /** No parameters → `WorkspaceModel`. */
  workspace: 'patchbay/workspace',
  /** `WorkspaceChange` → `EditResult`. */
  change: 'patchbay/change',
  /** `CheckValueParams` → `CheckValueResult`: as one types in a form. */
  checkValue: 'patchbay/checkValue',
} as const;

/** Notifications to the client. */
export const serverNotifications = {
  /** Something that `WorkspaceModel` shows may have changed. No parameters. */
  changed: 'patchbay/changed',
  /** `RenamedParams`: a rename stands in the files, or was undone there. Whoever keeps something under the old name moves it. */
  renamed: 'patchbay/renamed',
} as const;

export interface ServerRequests {
  workspace: { params: undefined; result: WorkspaceModel };
  change: { params: WorkspaceChange; result: EditResult };
  checkValue: { params: CheckValueParams; result: CheckValueResult };
}

/** A field of a connector's settings (`auth` absent), of one of its auths, or of a flow's inputs (`flow` and its `file`). */
export type CheckValueParams = { field: string; value: string } & ({ connector: string; auth?: string } | { flow: string; file: string });

/** The problem in one sentence, or none; `value` is the JSON value that the text stands for. */
export interface CheckValueResult { problem?: string; value?: JsonValue }

/** An instance (its secrets are kept under its name), a secret of those instances, or a flow that remembers what it has read. */
export type RenamedParams = { from: string; to: string } & ({ kind: 'instance' | 'flow' } | { kind: 'secret'; instances: string[] });

/** Sent by the client with `initialize`. */
export interface InitializationOptions { trusted: boolean }
