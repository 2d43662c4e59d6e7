import type { CreateNetwork } from '../../../../runtime/engine/run.ts';
import type { CallOptions, CallOutcome, Page } from '../../../../runtime/connector/contract.ts';
import type { Value } from '../../../../runtime/expression/index.ts';

/** What stands for the outside: by endpoint name. */
export interface FakeEndpoints {
  pages?: Record<string, (args: Record<string, Value>, options: CallOptions) => AsyncIterable<Value[]> | Iterable<Value[]>>;
  calls?: Record<string, (args: Record<string, Value>, options: CallOptions, instance: string) => Promise<Value> | Value>;
}

/** A result that stands for `on … empty`. */
export const empty = Symbol('empty');

export function fakeNetwork({ pages = {}, calls = {} }: FakeEndpoints): CreateNetwork {
  return () => ({
    redactor: { add: () => undefined, redact: (text) => text.replaceAll('hunter2-secret', '***') },
    close: () => Promise.resolve(),
    client: ({ instance }) => ({
      instance,
      destination: () => ({ origins: [], hash: '' }),
      async* pages(endpoint, args, options): AsyncGenerator<Page, void, void> {
        let number = 0;
        for await (const records of pages[endpoint.name]?.(args, options) ?? []) {
          options.signal.throwIfAborted();
          yield { records, number: ++number };
        }
      },
      async call(endpoint, args, options): Promise<CallOutcome> {
        const answer = calls[endpoint.name];
        if (answer === undefined) throw new Error(`nobody answers ${endpoint.name}`);
        const value = await answer(args, options, instance.name);
        return value === empty ? { kind: 'empty' } : { kind: 'value', value };
      },
    }),
  });
}
