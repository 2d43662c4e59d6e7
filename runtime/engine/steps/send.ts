import type { StepOptions } from '../../ports.ts';
import { asJson } from '../as-json.ts';
import { rowOperation, type StepKind } from './operation.ts';
import { idempotencyKey, prepareRequest, request, shownArgs, usesKey } from './request.ts';

/** `send`: writes one record, or a batch. A dry run tells what it would have sent. */
export const send: StepKind<'call' | 'send'> = (step, compiler) => {
  const { context, sink, flow } = compiler;
  const prepared = prepareRequest(step.call, compiler);
  const { client, endpoint } = prepared;
  const keyed = usesKey(endpoint);
  const effect: NonNullable<StepOptions['effect']> = endpoint.repeat.kind === 'key' ? 'keyed' : endpoint.repeat.kind === 'safe' ? 'upsert' : 'unsafe';

  if (compiler.dryRun) {
    return rowOperation(step, sink, async (row) => {
      const shown = shownArgs(prepared.args(row), compiler);
      compiler.emit({ type: 'send', step: step.id, instance: client.instance.name, endpoint: endpoint.name, dryRun: true, args: asJson(shown), text: shown });
      return true;
    });
  }
  return rowOperation(step, sink, async (row) => {
    const args = prepared.args(row);
    const key = keyed ? idempotencyKey(flow.name, step.id, row, args) : undefined;
    const outcome = await request(prepared, () => context.step(
      step.id,
      ({ signal, key: stepKey }) => client.call(endpoint, args, keyed ? { signal, key: stepKey } : { signal }),
      key === undefined ? { effect } : { effect, key },
    ));
    compiler.sent();
    if (step.as !== undefined) row.values[step.as] = outcome.kind === 'empty' ? null : outcome.value;
    return true;
  });
};
