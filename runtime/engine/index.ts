import { createNetwork } from '../connector/index.ts';
import { callEndpointTextWith, callEndpointWith } from './call-endpoint.ts';
import type { CallEndpoint, CallEndpointText, RunFlow } from './contract.ts';
import { runFlowWith } from './run.ts';

export const runFlow: RunFlow = (request) => runFlowWith(createNetwork, request);
export const callEndpoint: CallEndpoint = (request) => callEndpointWith(createNetwork, request);
export const callEndpointText: CallEndpointText = (request) => callEndpointTextWith(createNetwork, request);
export { openHistory, type History, type RejectRow } from './journal/history.ts';
export type { RunRow } from './journal/runs.ts';
export { machineFolder } from './journal/machine-key.ts';
export type * from './contract.ts';
