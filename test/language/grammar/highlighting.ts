// The scopes that VS Code's own tokenizer gives to the characters of a file.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { IGrammar } from 'vscode-textmate';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const require = createRequire(import.meta.url);
const root = new URL('../../../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { contributes: { grammars: { language?: string; scopeName: string; path: string }[] } };

async function loadRegistry(): Promise<textmate.Registry> {
  const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  return new textmate.Registry({
    onigLib: Promise.resolve({ createOnigScanner: patterns => new oniguruma.OnigScanner(patterns), createOnigString: text => new oniguruma.OnigString(text) }),
    loadGrammar: async scopeName => {
      const found = manifest.contributes.grammars.find(grammar => grammar.scopeName === scopeName);
      return found === undefined ? null : textmate.parseRawGrammar(readFileSync(new URL(found.path, root), 'utf8'), found.path);
    },
  });
}

const grammars = new Map<string, IGrammar>();
let registry: Promise<textmate.Registry> | undefined;

/** The scopes at an offset of a text, outermost first, by the grammar that package.json names for the language. */
export async function scopesOf(language: 'connector' | 'flow', text: string): Promise<(offset: number) => readonly string[]> {
  registry ??= loadRegistry();
  let grammar = grammars.get(language);
  if (grammar === undefined) {
    const { scopeName } = manifest.contributes.grammars.find(candidate => candidate.language === language)!;
    grammar = (await (await registry).loadGrammar(scopeName))!;
    grammars.set(language, grammar);
  }
  const lines: { start: number; tokens: { startIndex: number; endIndex: number; scopes: string[] }[] }[] = [];
  let start = 0;
  let stack = textmate.INITIAL;
  for (const line of text.split('\n')) {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    lines.push({ start, tokens: result.tokens });
    start += line.length + 1;
  }
  return offset => {
    const line = lines.findLast(candidate => candidate.start <= offset)!;
    return line.tokens.find(token => token.startIndex <= offset - line.start && offset - line.start < token.endIndex)?.scopes ?? [];
  };
}
