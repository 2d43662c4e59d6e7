import { exit } from '../../command.ts';
import { applyEdits } from '../../edits.ts';
import { workspaceFolder } from '../../folders.ts';
import { openConfigured } from '../../project.ts';
import type { InstanceAction } from './index.ts';
import { knownInstance } from './known.ts';
import { printable } from '../../terminal.ts';

/** `instance remove <name>`: refused while flows use it, with their places. */
export const remove: InstanceAction = {
  usage: 'remove <name>',
  arguments: { min: 1, max: 1 },
  async run({ terminal, values, positionals: [name = ''] }) {
    const folder = workspaceFolder(values.workspace, terminal.cwd);
    const project = await openConfigured(folder);
    knownInstance(project.model, name);
    const result = project.change({ kind: 'remove-instance', name });
    if ('refused' in result) {
      terminal.err(printable(result.refused));
      for (const { flow, place } of result.uses) terminal.err(printable(`  ${place.file}:${place.line}:${place.column}: flow ${flow}`));
      return exit.failed;
    }
    applyEdits(folder, result.edits);
    terminal.out(`Removed ${printable(name)}. Its secrets, where you keep any, are yours to delete.`);
    return exit.well;
  },
};
