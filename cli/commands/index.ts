import type { Command } from '../command.ts';

/** One command of the table: loaded only where it is called, so that `--help` and `trust` start without the language and the runtime. */
export interface CommandEntry { summary: string; load: () => Promise<Command> }

/** Every command that is there, in the order of the help. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  check: { summary: 'find errors in connectors, flows and patchbay.json', load: async () => (await import('./check.ts')).check },
  format: { summary: 'format connectors and flows', load: async () => (await import('./format.ts')).format },
  run: { summary: 'run a flow', load: async () => (await import('./run.ts')).run },
  call: { summary: 'try one endpoint of an instance', load: async () => (await import('./call.ts')).call },
  entity: { summary: 'describe a sample response as an entity', load: async () => (await import('./entity.ts')).entity },
  search: { summary: 'find connectors in the marketplace', load: async () => (await import('./search.ts')).search },
  install: { summary: 'install a connector into this workspace', load: async () => (await import('./install.ts')).install },
  uninstall: { summary: 'remove an installed connector', load: async () => (await import('./uninstall.ts')).uninstall },
  instance: { summary: 'list, add, remove and check instances', load: async () => (await import('./instance/index.ts')).instance },
  trust: { summary: 'allow plain http or a private address for a host', load: async () => (await import('./trust.ts')).trust },
  lsp: { summary: 'the language server, for editors', load: async () => (await import('./lsp.ts')).lsp },
};

/** Commands of ARCHITECTURE.md that are not there yet, so that nobody looks for a spelling mistake. */
export const later: readonly string[] = ['test', 'serve', 'runs', 'update', 'outdated', 'diff', 'publish', 'import', 'graph', 'mcp', 'worker'];
