import type { AstNode } from 'langium';
import type {
  Body, Concurrency, Decode, Flow, FromStep, Incremental, OAuth2, OAuthProperty, PatchbayAstType, Placement, SendStep, Trigger,
} from '../generated/ast.ts';

/**
 * What the language has and this version does not carry out yet. `declared`: a warning where it stands, an error at the step or instance
 * that reaches it. `step`: it is itself a step or a clause of one, so it is reached where it stands: an error.
 */
export interface Unsupported {
  /** The construct in the words of the language, with what it is: "`cache`". */
  feature: string;
  reach: 'declared' | 'step';
}

type Check<Node> = (node: Node) => Unsupported | undefined;

const declared = (feature: string): Unsupported => ({ feature, reach: 'declared' });
const step = (feature: string): Unsupported => ({ feature, reach: 'step' });

const soon = {
  // connectors: signing in
  OAuth2: (node: OAuth2) => (node.grant === 'clientCredentials' || node.grant === undefined ? undefined : declared(`oauth2 ${node.grant}`)),
  OAuthProperty: (node: OAuthProperty) => (clientCredentialsKeys.has(node.key) ? undefined : declared(node.key)),
  OAuth1: () => declared('oauth1'),
  Login: () => declared('login'),
  Capture: () => declared('capture'),
  SessionCookie: () => declared('cookie'),
  Placement: (node: Placement) => (node.place === 'header' || node.place === 'query' ? undefined : declared(`a ${node.place} in auth`)),
  DigestAuth: () => declared('digest'),
  Sign: () => declared('sign'),
  SigV4: () => declared('sigv4'),
  Certificate: () => declared('certificate'),
  // connectors: endpoints
  RestartClause: () => declared('restart'),
  SplitWindow: () => declared('split window'),
  Incremental: (node: Incremental) => (node.window === undefined ? undefined : declared('a window of incremental')),
  ForEach: () => declared('for'),
  Verify: (node: AstNode) => (node.$container?.$type === 'Webhook' ? undefined : declared('verify')),
  EachResult: () => declared('each … reject'),
  Upsert: () => declared('upsert'),
  More: () => declared('more'),
  Submit: () => declared('submit'),
  Poll: () => declared('poll'),
  Then: () => declared('then'),
  Decode: (node: Decode) => decodeFeature(node),
  Body: (node: Body) => (node.format === 'multipart' || node.format === 'xml' || node.format === 'csv' ? declared(`body ${node.format}`) : undefined),
  Webhook: () => declared('webhook'),
  // flow files
  Table: () => declared('table'),
  Test: () => declared('test'),
  Flow: (node: Flow) => (node.parameters.length > 0 ? declared('a flow with parameters') : undefined),
  Trigger: (node: Trigger) => (node.kind === 'webhook' || node.kind === 'http' ? step(`trigger ${node.kind}`) : undefined),
  Secret: (node: AstNode) => (node.$container?.$type === 'Flow' ? step('a secret of a flow') : undefined),
  Store: () => step('store'),
  Variable: () => step('variable'),
  Cache: () => step('cache'),
  Concurrency: (node: Concurrency) => (node.hasBlock ? step('concurrency with a block') : undefined),
  FromStep: (node: FromStep) => (node.file !== undefined ? step('from file') : node.snapshotBy !== undefined ? step('snapshot') : undefined),
  SendStep: (node: SendStep) => (node.file !== undefined ? step('send file') : node.undo !== undefined ? step('undo') : undefined),
  GroupStep: () => step('group'),
  SortStep: () => step('sort'),
  RememberStep: () => step('remember'),
  BranchStep: () => step('branch'),
  TryStep: () => step('try'),
  SetStep: () => step('set'),
  LockStep: () => step('lock'),
  ScriptStep: () => step('script'),
  NotifyStep: () => step('notify'),
  WaitStep: () => step('wait'),
  RunStep: () => step('run'),
  RespondStep: () => step('respond'),
} satisfies { [Kind in keyof PatchbayAstType]?: Check<never> };

const clientCredentialsKeys: ReadonlySet<OAuthProperty['key']> = new Set<OAuthProperty['key']>(['tokenUrl', 'audience', 'params', 'headers', 'clientId', 'clientSecret']);

function decodeFeature(node: Decode): Unsupported | undefined {
  if (node.packed !== undefined) return declared(`decode ${node.packed}`);
  if (node.nestBy !== undefined) return declared('nest');
  return node.format === 'csv' || node.format === 'xml' || node.format === 'bytes' ? declared(`decode ${node.format}`) : undefined;
}

/** The types of nodes that may not be carried out yet: for registering the check. */
export const unsupportedTypes = Object.keys(soon) as (keyof typeof soon)[];

/** Whether this version carries out a node, and what to say where it does not. */
export function unsupported(node: AstNode): Unsupported | undefined {
  const check = (soon as Record<string, unknown>)[node.$type] as Check<AstNode> | undefined;
  return check?.(node);
}
