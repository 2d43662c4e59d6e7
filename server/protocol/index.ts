import type { EditResult, FormField, JsonValue, WorkspaceChange, WorkspaceModel } from '#language';

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
  /** `EndpointParams` → `EndpointForm | null`: what an endpoint asks for, to try it. */
  endpoint: 'patchbay/endpoint',
  /** `EntityFromSampleParams` → `EntityFromSample`: entities for what a sample answer looks like. */
  entityFromSample: 'patchbay/entityFromSample',
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
  endpoint: { params: EndpointParams; result: EndpointForm | null };
  entityFromSample: { params: EntityFromSampleParams; result: EntityFromSample };
}

/** A field of a connector's settings (`auth` absent), of one of its auths, a parameter of an endpoint, or one of a flow's inputs (`flow` and its `file`). */
export type CheckValueParams = { field: string; value: string } & ({ connector: string; auth?: string } | EndpointParams | { flow: string; file: string });

/** The problem in one sentence, or none; `value` is the JSON value that the text stands for. */
export interface CheckValueResult { problem?: string; value?: JsonValue }

/**
 * An instance (its secrets are kept under its name), a secret of those instances, or a flow that remembers what it has read. `folder` is the
 * URI of the workspace folder: another one that is open beside it has instances of its own, whatever their names.
 */
export type RenamedParams = { folder: string; from: string; to: string } & ({ kind: 'instance' | 'flow' } | { kind: 'secret'; instances: string[] });

export interface EndpointParams { connector: string; endpoint: string }

/** The parameters of an endpoint as a form shows them, and what a call of it does. */
export interface EndpointForm { parameters: FormField[]; effect: 'read' | 'write'; lists: boolean }

/** Longer samples are not read: a few records say as much. In characters. */
export const longestSample = 5_000_000;

/** An entity that a connector lacks, what asks for it, and JSON that it describes: an answer, or records of one. */
export type EntityFromSampleParams = SampleArgument & { sample: string };

/** The changed file, by its path in the folder, and the names of what is declared (`leftOut`: of the sample what is not, in words); or why nothing is, in a sentence. */
export type EntityFromSample = { edits: { path: string; before: string; after: string }[]; entities: string[]; leftOut?: string[] } | { problem: string };

/** Commands of the client that code lenses and quick fixes of the server name. */
export const lensCommands = {
  /** `ReferencesArguments`. */
  showReferences: 'patchbay.showReferences',
  /** `[TryArgument]`. */
  tryEndpoint: 'patchbay.tryEndpoint',
  /** `[connector: string]`. */
  addInstance: 'patchbay.addInstance',
  /** `[connector: string]`: from the marketplace. */
  installConnector: 'patchbay.installConnector',
  /** `[SampleArgument]`: asks for a sample answer, and sends `patchbay/entityFromSample`. */
  createEntityFromSample: 'patchbay.createEntityFromSample',
  /** `[anchor: string]`: of a heading of docs/language.md. */
  openLanguagePage: 'patchbay.openLanguagePage',
} as const;

export type LensCommand = keyof typeof lensCommands;

/** A place in a text; lines and characters from 0, in UTF-16, as LSP counts them. */
export interface TextPosition { line: number; character: number }

/** Where the list opens, and what it lists. */
export type ReferencesArguments = [uri: string, position: TextPosition, locations: { uri: string; range: { start: TextPosition; end: TextPosition } }[]];

export type TryArgument = EndpointParams;

/** The entity is named after the endpoint unless it has a name; an endpoint that says nothing of its answer is given it. */
export interface SampleArgument { connector: string; entity?: string; endpoint?: string }

/** Sent by the client with `initialize`. `commands` are those of `lensCommands` that the client has; lenses name no others. */
export interface InitializationOptions { trusted: boolean; commands?: string[]; /** False where the client has snippets of its own for these files. */ snippets?: boolean }
