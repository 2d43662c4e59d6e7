import { PatchbayError } from '../errors.ts';
import { stringifyJson } from '../json/index.ts';
import type { Json } from '../ports.ts';
import { bindArguments } from './bindings.ts';
import { watchAnswers } from './declared/watched-client.ts';
import type { CallRequest } from './contract.ts';
import type { CreateNetwork } from './run.ts';
import { systemClock } from './system-clock.ts';

/** See `CallEndpoint`. */
export async function* callEndpointWith(createNetwork: CreateNetwork, request: CallRequest): AsyncGenerator<Json, void, void> {
  for await (const text of callEndpointTextWith(createNetwork, request)) yield JSON.parse(text) as Json;
}

/** See `CallEndpointText`. */
export async function* callEndpointTextWith(createNetwork: CreateNetwork, request: CallRequest): AsyncGenerator<string, void, void> {
  const { plan, instances, bundledConnectors, secrets, policy, signal, args, limit = Number.POSITIVE_INFINITY } = request;
  const instance = instances[request.instance];
  const connector = instance === undefined ? undefined : plan.connectors[instance.connector];
  const endpoint = connector?.endpoints[request.endpoint];
  if (instance === undefined || connector === undefined || endpoint === undefined) {
    throw new PatchbayError('unknown-endpoint', `There is no endpoint ${request.instance}.${request.endpoint}.`, {
      remedy: connector === undefined ? 'Add the instance to patchbay.json.' : `${connector.name} has ${Object.keys(connector.endpoints).join(', ')}.`,
    });
  }
  const name = `${instance.name}.${endpoint.name}`;
  const bound = bindArguments(name, endpoint.params, args, plan.types);
  const log = request.log ?? quiet;
  const network = createNetwork({ secrets, policy, clock: request.clock ?? systemClock, log });
  const shown = (value: unknown): string => network.redactor.redact(stringifyJson(value));
  try {
    const client = watchAnswers(network.client({ connector, instance, bundled: bundledConnectors.has(connector.name), files: plan.files }), plan, (text, { file, line }) => {
      log.warn(network.redactor.redact(file === undefined ? text : `${file}:${line}: ${text}`));
    });
    if (endpoint.select.kind !== 'records') {
      const outcome = await client.call(endpoint, bound, { signal });
      if (outcome.kind === 'value' && limit > 0) yield shown(outcome.value);
      return;
    }
    let left = limit;
    for await (const { records } of client.pages(endpoint, bound, { signal })) {
      for (const record of records) {
        if (left-- <= 0) return;
        yield shown(record);
      }
      if (left <= 0) return;
    }
  } catch (error) {
    if (error instanceof PatchbayError) error.endpoint ??= name;
    throw error;
  } finally {
    await network.close();
  }
}

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
