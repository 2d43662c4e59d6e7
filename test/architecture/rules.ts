// The arrows of ARCHITECTURE.md as data: what each folder may import. Node's own modules are named with their `node:` prefix.

export interface FolderRule {
  /** Folders whose index may be imported, as they are written (`#plan`). */
  folders: string[];
  /** npm packages, also by a path under them. */
  packages: string[];
  /** Node's own modules: all, none, or those named. */
  node: 'all' | 'none' | string[];
}

export const rules: Record<string, FolderRule> = {
  plan: { folders: [], packages: [], node: 'none' },
  runtime: {
    folders: ['#plan'],
    packages: ['undici', 'big.js', 'luxon', 'jose', 're2js'],
    node: 'all',
  },
  language: {
    folders: ['#plan'],
    packages: ['langium', 'chevrotain', 'vscode-jsonrpc', 'vscode-languageserver-types', 'vscode-languageserver-textdocument', 'vscode-uri', 'jsonc-parser', 'fastest-levenshtein', 're2js', 'semver', 'luxon'],
    // `isIP` of node:net is a look at a text; the language opens no connection.
    node: ['node:crypto', 'node:path', 'node:net'],
  },
  registry: { folders: ['#plan', '#language', '#runtime'], packages: ['semver'], node: 'all' },
  runner: {
    folders: ['#plan', '#language', '#runtime', '#registry', '#runner/protocol'],
    packages: ['vscode-jsonrpc', 'langium', 'fastest-levenshtein'],
    node: 'all',
  },
  server: {
    folders: ['#plan', '#language', '#server/protocol'],
    packages: ['langium', 'vscode-languageserver', 'vscode-languageserver-protocol', 'vscode-languageserver-textdocument', 'vscode-uri', 'croner', 'cronstrue'],
    // The disk as the language sees it, without following links out of the workspace; and how much memory its own process takes (main.ts).
    node: ['node:path', 'node:url', 'node:fs', 'node:fs/promises', 'node:module', 'node:timers/promises', 'node:v8', 'node:vm'],
  },
  client: {
    folders: ['#server/protocol', '#runner/protocol'],
    packages: ['vscode', 'vscode-languageclient', 'vscode-jsonrpc'],
    node: 'all',
  },
  cli: {
    folders: ['#plan', '#language', '#runtime', '#registry', '#runner'],
    packages: ['langium', 'fastest-levenshtein'],
    node: 'all',
  },
};

/** Paths under an allowed package that are refused all the same. */
export const refusedPaths: { folder: string; path: RegExp; why: string }[] = [
  { folder: 'language', path: /^langium\/lsp/, why: 'the language core never imports the LSP part' },
  { folder: 'registry', path: /^langium\/lsp/, why: 'LSP belongs to server/' },
  { folder: 'runner', path: /^langium\/lsp/, why: 'LSP belongs to server/' },
  { folder: 'cli', path: /^langium\/lsp/, why: 'LSP belongs to server/' },
];

/** Type-only imports that a protocol folder may make, so that both ends share one declaration. */
export const protocolTypes: Record<string, string[]> = {
  'server/protocol': ['#language'],
  'runner/protocol': ['#language', '#runtime', '#registry'],
};
