import type { Project } from '#runner';
import { UsageError } from './command.ts';
import { didYouMean } from './suggest.ts';

/**
 * The environment that was chosen with `--env`, as an option to pass on. Throws `UsageError` where patchbay.json has none of that name; where it
 * cannot be used nothing runs anyway, and for that reason.
 */
export function checkEnvironment(project: Project, name: string | undefined): { environment?: string } {
  if (name === undefined || project.workspaceFile.problem !== undefined) return {};
  const known = project.workspaceFile.environments;
  if (known.includes(name)) return { environment: name };
  throw new UsageError(`There is no environment '${name}' in patchbay.json.${didYouMean(name, known) || (known.length === 0 ? '' : ` There are: ${known.join(', ')}.`)}`);
}
