// One table of everything that is bundled. `--production` minifies; `--only name` builds one.
import { createRequire } from 'node:module';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);

/**
 * Of a CommonJS package a bundle has a copy of its exports for each file that imports it: 46 copies of 700 names take a twentieth of the server's start.
 * These become one module with named exports.
 */
const oneCopy = {
  name: 'one-copy',
  setup(plugin) {
    plugin.onResolve({ filter: /^vscode-languageserver(-protocol)?$/ }, ({ path, kind }) => (kind === 'import-statement' ? { path, namespace: 'one-copy' } : undefined));
    plugin.onLoad({ filter: /./, namespace: 'one-copy' }, ({ path }) => {
      const file = require.resolve(path);
      const names = Object.keys(require(file)).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'default' && name !== '__esModule');
      return { contents: `export const { ${names.join(', ')} } = require(${JSON.stringify(file)});`, resolveDir: import.meta.dirname };
    });
  },
};

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
    plugins: [oneCopy],
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
