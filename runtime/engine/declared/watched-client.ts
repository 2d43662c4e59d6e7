import type { At, Endpoint, Plan, Type } from '#plan';
import type { InstanceClient } from '../../connector/contract.ts';
import { RawNumber, BigInteger, type Value } from '../../expression/index.ts';
import { typeText } from './type-text.ts';
import { createWatch, type Surprise } from './watch.ts';

/** What is said of a value that is not as declared, and where the field is declared. */
export type Say = (text: string, place: { file?: string; line?: number }) => void;

/**
 * A client whose answers are compared with what the connector declares. Reading is forgiving: nothing fails, and what is not as declared
 * is said once for each field of an entity, however often it comes.
 */
export function watchAnswers(client: InstanceClient, { types, files }: Pick<Plan, 'types' | 'files'>, say: Say): InstanceClient {
  let endpointName = '';
  const watch = createWatch(types, (surprise) => say(sentence(surprise, `${client.instance.name}.${endpointName}`), placeOf(surprise.at, files)));
  const looks = new WeakMap<Endpoint, ((value: Value) => void) | 'any'>();
  const lookAt = (endpoint: Endpoint, values: readonly Value[]): void => {
    const { select } = endpoint;
    if (select.kind === 'none') return;
    let look = looks.get(endpoint);
    if (look === undefined) looks.set(endpoint, look = watch(select.type, select.at) ?? 'any');
    if (look === 'any') return;
    endpointName = endpoint.name;
    for (const value of values) look(value);
  };
  return {
    ...client,
    async *pages(endpoint, args, options) {
      for await (const page of client.pages(endpoint, args, options)) {
        lookAt(endpoint, page.records);
        yield page;
      }
    },
    async call(endpoint, args, options) {
      const outcome = await client.call(endpoint, args, options);
      if (outcome.kind === 'value') lookAt(endpoint, endpoint.select.kind === 'records' && Array.isArray(outcome.value) ? outcome.value as Value[] : [outcome.value]);
      return outcome;
    },
  };
}

function sentence({ entity, path, type, optional, value }: Surprise, endpoint: string): string {
  const what = path === '' ? 'what it gives' : `${path}${entity === undefined ? '' : ` of ${entity}`}`;
  return `${endpoint}: ${what} is declared as ${declared(type, optional)}, and ${came(value)} came. The run goes on, and says this once.`;
}

function declared(type: Type, optional: boolean): string {
  const text = typeText(type);
  if (!optional) return text;
  return type.kind === 'object' ? `${text} or nothing` : `${type.kind === 'union' ? `(${text})` : text}?`;
}

function came(value: Value): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return `the text ${JSON.stringify(shortened(value))}`;
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null && !(value instanceof RawNumber) && !(value instanceof BigInteger)) return 'an object';
  return shortened(String(value));
}

/** With `…` where something was cut off, by which the redactor knows that half a secret may stand before it. A number may have a million digits. */
function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function placeOf(at: At, files: readonly string[]): { file?: string; line?: number } {
  const file = files[at[0]];
  return file === undefined || at[1] === 0 ? {} : { file, line: at[1] };
}
