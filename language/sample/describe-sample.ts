import { entitiesOf, type MadeEntity, pascal, singular } from './entities.ts';
import { readSample } from './read-sample.ts';
import { longestField, type Shape } from './shape.ts';

/** Entities that describe a sample, outermost first; `lists`: it holds several records. `leftOut`: what they do not declare, in words. */
export type FromSample = { entities: MadeEntity[]; lists: boolean; leftOut: string[] } | { problem: string };

/** Reads a sample and makes entities of it. `path`: the fields that lead to the records, where the sample has them. */
export function describeSample(sample: string, name: string, taken: Iterable<string>, path: readonly string[] = []): FromSample {
  const reading = readSample(sample);
  if ('problem' in reading) return reading;
  const shape = inside(reading.shape, path);
  const object = shape.object ?? shape.array?.object;
  if (object !== undefined) {
    const { entities, leftOut } = entitiesOf(object, name, taken);
    const { longNames } = reading;
    return { entities, lists: shape.object === undefined, leftOut: longNames === 0 ? leftOut : [`${longNames === 1 ? 'a field whose name has' : `${longNames} fields whose names have`} more than ${longestField} characters`, ...leftOut] };
  }
  return { problem: `The sample is ${described(shape)}. An entity describes an object: a record \`{ … }\`, or a list of them.` };
}

/** An answer is read where the endpoint says that its records are; a sample that has no such fields is the records themselves. */
function inside(shape: Shape, path: readonly string[]): Shape {
  let at: Shape | undefined = shape;
  for (const name of path) at = at?.object?.fields.get(name)?.shape;
  return at?.object !== undefined || at?.array !== undefined ? at : shape;
}

function described({ array, text, number, boolean, unseen }: Shape): string {
  if (unseen) return 'nested too deep';
  if (array !== undefined) return array.array !== undefined ? 'a list of lists' : array.text !== undefined || array.number !== undefined || array.boolean ? 'a list of single values' : 'an empty list';
  return text !== undefined ? 'a text' : number !== undefined ? 'a number' : boolean ? 'true or false' : 'null';
}

const verbs = /^(?:list|get|find|search|query|fetch|read|load|create|add|update|upsert|replace|all|export|bulk)(?=[A-Z_])/;

/** `listOrders` → `Order`. */
export function entityNameOf(endpoint: string): string {
  const noun = pascal(singular(endpoint.replace(verbs, '').replace(/(?<=[a-z])By[A-Z]\w*$/, '')));
  return noun === '' ? 'Record' : noun;
}

/** A name that no entity has yet. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let index = 1; ; index++) { const one = index === 1 ? name : `${name}${index}`; if (!taken.has(one)) return one; }
}
