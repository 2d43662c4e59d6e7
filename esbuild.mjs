// One table of everything that is bundled. `--production` minifies; `--only name` builds one.
import { build } from 'esbuild';

const production = process.argv.includes('--production');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;

const bundles = [
  { name: 'extension', entry: 'client/extension.ts', external: ['vscode'] },
  { name: 'server', entry: 'server/main.ts' },
  { name: 'runner', entry: 'runner/main.ts' },
  { name: 'cli', entry: 'cli/main.ts' },
];

for (const { name, entry, external = [] } of bundles) {
  if (only !== undefined && only !== name) continue;
  const result = await build({
    entryPoints: [entry],
    outfile: `dist/${name}.cjs`,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    // jsonc-parser's CommonJS is UMD, which cannot be bundled.
    mainFields: ['module', 'main'],
    external,
    // Without comments a bundle is smaller and, having no signs beyond Latin-1, takes a byte a character in V8: a run peaks 22 MB lower.
    minifyWhitespace: true,
    minifySyntax: true,
    minifyIdentifiers: production,
    sourcemap: production ? false : 'linked',
    metafile: true,
    logLevel: 'warning',
    // What lies beside a source file's folder lies beside dist/ too (marketplace/, package.json): import.meta.url is the bundle's.
    define: { 'process.env.PATCHBAY_BUNDLED': '"1"', 'import.meta.url': '__bundleUrl' },
    banner: { js: "const __bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
  const { mkdirSync, writeFileSync } = await import('node:fs');
  mkdirSync('out/meta', { recursive: true });
  writeFileSync(`out/meta/${name}.json`, JSON.stringify(result.metafile));
}
