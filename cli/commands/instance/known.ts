import type { InstanceSummary, WorkspaceModel } from '#language';
import { UsageError } from '../../command.ts';
import { didYouMean } from '../../suggest.ts';

/** The instance of that name; throws `UsageError` where patchbay.json has none. */
export function knownInstance(model: WorkspaceModel, name: string): InstanceSummary {
  const instance = model.instances.find((entry) => entry.name === name);
  if (instance !== undefined) return instance;
  const names = model.instances.map((entry) => entry.name);
  const list = names.length === 0 ? ' It has no instances yet.' : ` There are: ${names.join(', ')}.`;
  throw new UsageError(`There is no instance '${name}' in patchbay.json.${didYouMean(name, names) || list}`);
}
