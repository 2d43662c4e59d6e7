import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineCommand, UsageError } from '../command.ts';
import { installation } from '../version.ts';

/** `patchbay lsp --stdio`: becomes the language server, in this process. */
export const lsp = defineCommand({
  usage: 'lsp --stdio',
  description: 'Speaks the Language Server Protocol on standard input and output, for editors other than VS Code.',
  positionals: { min: 0, max: 0 },
  options: { stdio: { type: 'boolean', help: 'the only channel there is; required, so that nobody starts it by accident' } },
  async run({ values }) {
    if (values.stdio !== true) throw new UsageError('The language server speaks on standard input and output only: patchbay lsp --stdio');
    const server = join(installation(), 'dist', 'server.cjs');
    if (!existsSync(server)) throw new UsageError(`The language server is not built: ${server} is missing. Run \`npm run build\`.`);
    // It reads `--stdio` from process.argv, and has no use for secrets.
    for (const name of Object.keys(process.env)) if (name.startsWith('PATCHBAY__')) delete process.env[name];
    await import(pathToFileURL(server).href);
    // The server ends the process when its client says so, or goes away.
    return new Promise<never>(() => {});
  },
});
