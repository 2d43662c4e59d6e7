import { rowOperation, type StepKind } from './operation.ts';
import { prepareRequest, request } from './request.ts';

/** `call`: asks for one record, or for all of a list; null where the endpoint says `empty`. */
export const call: StepKind<'call' | 'send'> = (step, compiler) => {
  const { context } = compiler;
  const prepared = prepareRequest(step.call, compiler);
  const { client, endpoint } = prepared;
  return rowOperation(step, compiler.sink, async (row) => {
    const args = prepared.args(row);
    const outcome = await request(prepared, () =>
      context.step(step.id, ({ signal }) => client.call(endpoint, args, { signal }), { effect: 'read' }));
    if (step.as !== undefined) row.values[step.as] = outcome.kind === 'empty' ? null : outcome.value;
    return true;
  });
};
