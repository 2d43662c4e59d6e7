import { openProject, type Project } from '#runner';
import { PatchbayError } from '#runtime';

/**
 * The workspace of a folder, for what goes by the instances of patchbay.json. Throws `PatchbayError` (`workspace-file`) where that cannot be
 * used: what half of it says, or seems to lack, is not what the person wrote.
 */
export async function openConfigured(folder: string): Promise<Project> {
  const project = await openProject(folder);
  const { problem } = project.workspaceFile;
  // A file of a newer version is not repaired: the problem says what to do.
  if (problem !== undefined) throw new PatchbayError('workspace-file', problem, problem.endsWith('Update Patchbay.') ? {} : { remedy: 'Repair it first; `patchbay check` shows all that is wrong in it.' });
  return project;
}
