import { join } from 'node:path';
import { build } from 'esbuild';
import { projectFolder } from '../harness/locations.ts';

/** Bundles one suite file for the extension host and returns the bundle's path. `vscode` and mocha are there at run time. */
export async function bundleSuite(file: string): Promise<string> {
  const outfile = join(projectFolder, 'out/e2e/host', file.replace(/\.ts$/, '.cjs'));
  await build({
    entryPoints: [join(import.meta.dirname, 'suite', file)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
