// What a workspace holds, as plain data: the views, the command line and the forms are drawn from it.

/** A value of patchbay.json. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/** A place in a file of the workspace: path relative to the folder with `/`; line and column from 1. */
export interface Place { file: string; line: number; column: number }

/** A field of a form: a setting, a secret, or an input of a flow. */
export interface FormField {
  name: string;
  /** Markdown, untrusted. */
  documentation?: string;
  secret: boolean;
  required: boolean;
  /** The type as written in the language. */
  type: string;
  /** Members of a union of literals. */
  values?: string[];
  default?: JsonValue;
  pattern?: string;
  min?: string;
  max?: string;
  maxLength?: number;
  example?: string;
  multiline: boolean;
  advanced: boolean;
  deprecated?: string;
}

export interface AuthSummary {
  name: string;
  title: string;
  documentation?: string;
  deprecated?: string;
  /** False where this version of Patchbay cannot sign in that way yet. */
  supported: boolean;
  /** Settings and secrets of this way of signing in. */
  fields: FormField[];
}

export interface ConnectorSummary {
  name: string;
  title: string;
  version?: string;
  category?: string;
  website?: string;
  documentation?: string;
  place: Place;
  /** It lies in `connectors/` and patchbay.json names it. */
  installed: boolean;
  settings: FormField[];
  auths: AuthSummary[];
  check?: string;
  endpoints: { name: string; documentation?: string; effect: 'read' | 'write'; place: Place }[];
}

export interface InstanceSummary {
  name: string;
  connector: string;
  auth?: string;
  settings: Record<string, JsonValue>;
  baseUrl?: string;
  place: Place;
  /** The secrets that the chosen `auth` declares. */
  secrets: { name: string; optional: boolean }[];
  usedBy: { flow: string; place: Place }[];
  /** Why it cannot be used, where it cannot. */
  problems: string[];
}

export interface FlowSummary {
  name: string;
  documentation?: string;
  place: Place;
  inputs: FormField[];
  instances: string[];
  triggers: string[];
  /** Errors in what the flow reaches: it does not run. */
  errors: number;
}

export interface WorkspaceModel {
  connectors: ConnectorSummary[];
  instances: InstanceSummary[];
  flows: FlowSummary[];
  /** Whether patchbay.json is there, and why it cannot be used where it cannot. */
  workspaceFile: { exists: boolean; problem?: string };
}

/** A change of one file. `before` is null where the file is new, `after` null where it goes. Paths are relative with `/`. Nothing is written by who computes it. */
export interface FileEdit { path: string; before: string | null; after: string | null }

/** Computed edits, or why not, with the places that stand against it. */
export type EditResult = { edits: FileEdit[] } | { refused: string; uses: { flow: string; place: Place }[] };

/** What can be changed in patchbay.json. Formatting and comments are kept. */
export type WorkspaceChange =
  | { kind: 'add-instance'; name: string; connector: string; auth?: string; settings: Record<string, JsonValue>; baseUrl?: string }
  | { kind: 'change-instance'; name: string; auth?: string; settings: Record<string, JsonValue>; baseUrl?: string | null }
  | { kind: 'remove-instance'; name: string }
  | { kind: 'add-connector'; name: string; version: string }
  | { kind: 'remove-connector'; name: string };

/** A finding, as `check` prints it; lines and columns from 1. */
export interface Finding {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  severity: 'error' | 'warning' | 'hint';
  code: string;
  message: string;
  /** Places of the workspace that explain it: "declared here". */
  related?: { file: string; line: number; column: number; endLine: number; endColumn: number; message: string }[];
}
