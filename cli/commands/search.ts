import { bundledMarketplace, diskReader, packageStates } from '#registry';
import { defineCommand, exit, shared } from '../command.ts';
import { workspaceFolder } from '../folders.ts';
import { printable, printableJson } from '../terminal.ts';

/** `patchbay search [words…]`: what the marketplace has. */
export const search = defineCommand({
  usage: 'search [words…]',
  description: 'Lists the connectors of the marketplace in which every word stands: in the name, the title, the category or the documentation.',
  positionals: { min: 0, max: 50 },
  options: { format: shared.json, workspace: shared.workspace },
  async run({ terminal, values, positionals }) {
    const found = packageStates(bundledMarketplace(), positionals.join(' '), diskReader(workspaceFolder(values.workspace, terminal.cwd)));
    if (values.format === 'json') {
      for (const { name, title, version, category, documentation, website, installed, modified } of found) {
        terminal.out(printableJson({ name, title, version, category, documentation, website, installed, modified }));
      }
      return exit.well;
    }
    const width = Math.max(0, ...found.map(({ name }) => name.length)) + 2;
    for (const entry of found) {
      const state = entry.installed === undefined ? '' : ` (installed ${entry.installed}${entry.modified ? ', edited' : ''})`;
      terminal.out(`${terminal.paint('out', 'bold', entry.name)}${' '.repeat(width - entry.name.length)}${entry.version}  ${printable(entry.title)} · ${printable(entry.category)}${terminal.paint('out', 'green', state)}`);
      const [first] = entry.documentation.split('\n');
      if (first) terminal.out(`${' '.repeat(width)}${printable(first)}`);
    }
    if (found.length === 0) terminal.err('Nothing found. `patchbay search` without words lists everything.');
    return exit.well;
  },
});
