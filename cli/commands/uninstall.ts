import { openProject } from '#runner';
import { diskReader, uninstallEdits } from '#registry';
import { defineCommand, exit, shared } from '../command.ts';
import { applyEdits } from '../edits.ts';
import { workspaceFolder } from '../folders.ts';
import { printable } from '../terminal.ts';

/** `patchbay uninstall <connector>`: removes an installed connector that no instance uses. */
export const uninstall = defineCommand({
  usage: 'uninstall <connector>',
  description: 'Removes an installed connector. Refused while it has instances.',
  positionals: { min: 1, max: 1 },
  options: {
    force: { type: 'boolean', help: 'also where the installed file has edits of your own: they are lost' },
    workspace: shared.workspace,
  },
  async run({ terminal, values, positionals: [name = ''] }) {
    const folder = workspaceFolder(values.workspace, terminal.cwd);
    const project = await openProject(folder);
    const instances = project.model.instances.filter((instance) => instance.connector === name).map((instance) => instance.name);
    const result = uninstallEdits(name, instances, diskReader(folder), { overwrite: values.force === true });
    if ('refused' in result) {
      terminal.err(`${printable(result.refused)}${result.code === 'modified' ? ' With --force it is removed.' : ''}`);
      return exit.failed;
    }
    applyEdits(folder, result.edits);
    terminal.out(`Removed ${name}.`);
    return exit.well;
  },
});
