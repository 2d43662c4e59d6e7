import { hash } from 'node:crypto';
import { canonicalJson, type Call, type Endpoint } from '#plan';
import type { InstanceClient } from '../../connector/contract.ts';
import type { Value } from '../../expression/contract.ts';
import { PatchbayError } from '../../errors.ts';
import { hashOf } from '../../expression/index.ts';
import { stringifyJson } from '../../json/index.ts';
import type { Row } from '../row.ts';
import { evaluator, type StepCompiler } from './operation.ts';

/** A call, ready to be made for rows. */
export interface PreparedRequest {
  client: InstanceClient;
  endpoint: Endpoint;
  /** `instance.endpoint`, as errors and events name it. */
  name: string;
  args(row: Row): Record<string, Value>;
}

export function prepareRequest(call: Call, compiler: StepCompiler): PreparedRequest {
  const client = compiler.client(call.use);
  const endpoint = compiler.endpoint(call);
  const evaluated = Object.entries(call.args).map(([name, expr]) => [name, evaluator(compiler, expr)] as const);
  return {
    client,
    endpoint,
    name: `${client.instance.name}.${endpoint.name}`,
    args(row) {
      const args: Record<string, Value> = {};
      for (const [name, value] of evaluated) args[name] = value(row);
      return args;
    },
  };
}

/** Makes the call; an error says at which endpoint. */
export async function request<T>(prepared: PreparedRequest, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PatchbayError) error.endpoint ??= prepared.name;
    throw error;
  }
}

/** Whether a key goes with the request, so that it is worth computing one. */
export function usesKey(endpoint: Endpoint): boolean {
  return endpoint.repeat.kind === 'key' || canonicalJson(endpoint.request).includes('"idempotencyKey"');
}

/**
 * The idempotency key of a send: the same for the same content of the same record in the next run, and for every attempt. SHA-256 of
 * flow, step, the `@key` of the source, and the arguments.
 */
export function idempotencyKey(flow: string, step: string, row: Row, args: Record<string, Value>): string {
  return hash('sha256', JSON.stringify([flow, step, row.key ?? null, hashOf(args)]));
}

/** The JSON of arguments, for events. */
export function shownArgs(args: Record<string, Value>, compiler: StepCompiler): string {
  return compiler.redact(stringifyJson(args));
}
