import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plan } from '#plan';
import { runFlowWith, type CreateNetwork } from '../../../../runtime/engine/run.ts';
import type { RunRequest, RunResult } from '../../../../runtime/engine/contract.ts';
import type { RunEvent } from '../../../../runtime/ports.ts';

/** A new folder, outside any repository. */
export const newFolder = (name = 'state'): string => join(mkdtempSync(join(tmpdir(), 'patchbay-')), name);

// The key of this machine is made for the tests of this process alone.
process.env.PATCHBAY_HOME = newFolder('home');

export interface Ran extends RunResult { events: RunEvent[]; stateFolder: string }

/** Runs a flow against a stand-in for the network, in a state folder of its own unless one is given. */
export async function run(plan: Plan, network: CreateNetwork, request: Partial<RunRequest> = {}): Promise<Ran> {
  const events: RunEvent[] = [];
  const stateFolder = request.stateFolder ?? newFolder();
  const names = new Set(Object.values(plan.flow?.uses ?? {}).flatMap(({ instances }) => instances));
  const result = await runFlowWith(network, {
    plan, stateFolder, inputs: {}, dryRun: false, bundledConnectors: new Set(),
    instances: Object.fromEntries([...names].map((name) => [name, { name, connector: 'store', settings: {} }])),
    secrets: { secret: () => Promise.resolve(undefined) },
    policy: { allowLocal: true, trustedHosts: [] },
    signal: new AbortController().signal,
    ...request,
    emit(event) {
      events.push(event);
      return request.emit?.(event);
    },
  });
  return { ...result, events, stateFolder };
}

export const eventsOf = <T extends RunEvent['type']>({ events }: Ran, type: T): Extract<RunEvent, { type: T }>[] => events.filter((event) => event.type === type) as Extract<RunEvent, { type: T }>[];
