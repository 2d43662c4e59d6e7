import { join } from 'node:path';
import { bundledMarketplace, connectorPath, diskReader, installEdits } from '#registry';
import { defineCommand, exit, shared, UsageError } from '../command.ts';
import { applyEdits } from '../edits.ts';
import { workspaceFolder } from '../folders.ts';
import { didYouMean } from '../suggest.ts';
import { printable } from '../terminal.ts';

/** `patchbay install <connector>`: puts a connector of the marketplace into `connectors/`, pinned in patchbay.lock. */
export const install = defineCommand({
  usage: 'install <connector…>',
  description: 'Installs connectors of the marketplace into connectors/ of the workspace, and names them in patchbay.json and patchbay.lock.',
  positionals: { min: 1, max: 50 },
  options: {
    force: { type: 'boolean', help: 'also where the installed file has edits of your own: they are lost' },
    workspace: shared.workspace,
  },
  async run({ terminal, values, positionals }) {
    const folder = workspaceFolder(values.workspace, terminal.cwd);
    const marketplace = bundledMarketplace();
    const unknown = positionals.find((name) => !marketplace.packages.has(name));
    if (unknown !== undefined) throw new UsageError(`There is no connector '${unknown}' in the marketplace.${didYouMean(unknown, [...marketplace.packages.keys()])} \`patchbay search\` lists them.`);
    for (const name of positionals) {
      const result = installEdits(marketplace, name, diskReader(folder), { overwrite: values.force === true });
      if ('refused' in result) {
        terminal.err(`${name}: ${printable(result.refused)}${result.code === 'modified' || result.code === 'not-installed-here' ? ' With --force it is replaced.' : ''}`);
        return exit.failed;
      }
      applyEdits(folder, result.edits);
      const readme = marketplace.packages.get(name)?.readme;
      terminal.out(result.already ? `${name} ${result.version} is installed already.` : `Installed ${name} ${result.version}: ${connectorPath(name)}`);
      if (readme !== undefined) terminal.err(`How to get its credentials: ${join(marketplace.folder, readme)}`);
    }
    return exit.well;
  },
});
