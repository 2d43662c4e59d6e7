// Generates language/generated from the grammars, as `langium generate` does, and then turns the namespaces that langium-cli writes
// for a project of several languages into plain exports: Node runs TypeScript only where types can be erased.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
execFileSync(process.execPath, ['node_modules/langium-cli/bin/langium.js', 'generate', '--mode=production'], { cwd: root, stdio: 'inherit' });

const file = new URL('../generated/ast.ts', import.meta.url);
const text = readFileSync(file, 'utf8')
  .replace(/^export namespace (\w+) \{\n([\s\S]*?)^\}\n/gm, (_, name, body) => body
    .replace(/^ {4}export (const|type) (\w+)/gm, `    export $1 ${name}$2`)
    .replace(/keyof typeof Terminals/, `keyof typeof ${name}Terminals`)
    .replace(/= TerminalNames \| KeywordNames/, `= ${name}TerminalNames | ${name}KeywordNames`)
    .replace(/^ {4}/gm, ''))
  .replace(/\b(Patchbay(?:Connector|Flow|Workspace))\.(Terminals|KeywordNames|AstType)\b/g, '$1$2');
if (/^\s*export namespace/m.test(text)) throw new Error('language/generated/ast.ts still has a namespace: langium-cli writes it another way now');
writeFileSync(file, text);
