// The machine: carries out plans. Knows nothing of the language, the workspace or VS Code.
export type * from './ports.ts';
export { PatchbayError } from './errors.ts';
export { systemReason } from './system-reason.ts';
export { callEndpoint, callEndpointText, machineFolder, openHistory, runFlow } from './engine/index.ts';
export type { CallEndpoint, CallEndpointText, CallRequest, History, RejectRow, RunFlow, RunRequest, RunResult, RunRow } from './engine/index.ts';
export { createNetwork, createRedactor } from './connector/index.ts';
export type { ClientOptions, InstanceClient, Names, Network, NetworkOptions, Redactor } from './connector/index.ts';
