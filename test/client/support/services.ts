import type { RunEvent, RunnerRequests, RunOutcome } from '#runner/protocol';
import type { ConnectorSummary, FlowSummary, FormField, InstanceSummary, ServerRequests, WorkspaceChange, WorkspaceModel } from '#server/protocol';
import type { Milestone } from '../../../client/contributions.ts';
import type { RunnerProcess } from '../../../client/runner/process.ts';
import type { RunnerService } from '../../../client/runner/service.ts';
import { openSecretStore } from '../../../client/instances/secret-store.ts';
import type { Services } from '../../../client/services.ts';
import { viewWorkspace } from '../../../client/workspace/model.ts';
import type { LanguageConnection } from '../../../client/language-connection.ts';
import { Emitter } from './emitter.ts';
import { type FakeHost, folder } from './host.ts';

export interface FakeServers {
  model?: Partial<WorkspaceModel>;
  change?: (change: WorkspaceChange) => ServerRequests['change']['result'];
  checkValue?: (params: ServerRequests['checkValue']['params']) => ServerRequests['checkValue']['result'];
  endpoint?: (params: ServerRequests['endpoint']['params']) => ServerRequests['endpoint']['result'];
  entityFromSample?: (params: ServerRequests['entityFromSample']['params']) => ServerRequests['entityFromSample']['result'];
  service?: { [Name in keyof RunnerRequests]?: (params: unknown) => RunnerRequests[Name]['result'] };
  /** What a run's process does. */
  run?: (params: RunnerRequests['run']['params'], onEvent: (event: RunEvent) => void, cancelled: Promise<void>) => Promise<RunOutcome>;
}

/** The client's services over a language server and runners that answer as told. */
export function fakeServices(window: FakeHost, servers: FakeServers): Services & { changes: WorkspaceChange[]; milestones: Milestone[] } {
  const changed = new Emitter<void>();
  const changes: WorkspaceChange[] = [];
  const milestones: Milestone[] = [];
  const model: WorkspaceModel = { connectors: [], instances: [], flows: [], workspaceFile: { exists: true }, ...servers.model };
  const answers = {
    workspace: () => model,
    change: (change: WorkspaceChange) => {
      changes.push(change);
      return servers.change?.(change) ?? { edits: [] };
    },
    checkValue: (params: ServerRequests['checkValue']['params']) => servers.checkValue?.(params) ?? { value: params.value },
    endpoint: (params: ServerRequests['endpoint']['params']) => servers.endpoint?.(params) ?? null,
    entityFromSample: (params: ServerRequests['entityFromSample']['params']) => servers.entityFromSample?.(params) ?? { problem: 'nobody answers' },
  };
  const language = {
    onDidChange: changed.event,
    request: async (name: keyof typeof answers, params: never) => answers[name](params),
    restart: async () => undefined,
    dispose: () => undefined,
  } as unknown as LanguageConnection;
  const service = {
    request: async (name: keyof RunnerRequests, params: unknown) => {
      const answer = servers.service?.[name];
      if (answer === undefined) throw new Error(`Nobody answers ${name}`);
      return answer(params);
    },
    dispose: () => undefined,
  } as unknown as RunnerService;
  const startRunner = async (_: 'run' | 'service', onEvent: (event: RunEvent) => void): Promise<RunnerProcess> => {
    const cancelled = new Emitter<void>();
    const stop = new Promise<void>((resolve) => { cancelled.event(() => resolve()); });
    return {
      request: async (_name: string, params: RunnerRequests['run']['params']) => servers.run?.(params, onEvent, stop),
      cancel: () => cancelled.fire(),
      dispose: () => undefined,
      ended: Promise.resolve(),
    } as unknown as RunnerProcess;
  };
  return {
    host: window.host, language, service, startRunner, changes, milestones,
    reached: (milestone) => void milestones.push(milestone),
    workspace: viewWorkspace(window.host, language),
    secrets: openSecretStore(window.host, folder),
  };
}

export function field(name: string, rest: Partial<FormField> = {}): FormField {
  return { name, secret: false, required: true, type: 'string', multiline: false, advanced: false, ...rest };
}

export function connector(name: string, rest: Partial<ConnectorSummary> = {}): ConnectorSummary {
  return { name, title: name, place: { file: `${name}.connector`, line: 1, column: 1 }, installed: false, settings: [], auths: [], endpoints: [], ...rest };
}

export function instance(name: string, rest: Partial<InstanceSummary> = {}): InstanceSummary {
  return { name, connector: 'shop', settings: {}, place: { file: 'patchbay.json', line: 4, column: 5 }, secrets: [], usedBy: [], problems: [], ...rest };
}

export function flow(name: string, rest: Partial<FlowSummary> = {}): FlowSummary {
  return { name, place: { file: 'orders.flow', line: 2, column: 1 }, inputs: [], instances: [], triggers: [], errors: 0, ...rest };
}
