// Generates language/generated from the grammars, as `langium generate` does, and then turns the namespaces that langium-cli writes
// for a project of several languages into plain exports: Node runs TypeScript only where types can be erased. The comments of rules, which
// langium-cli keeps for the main file of a language alone, go into language/manual for hover, completion and docs/language.md.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { EmptyFileSystem } from 'langium';
import { createLangiumGrammarServices } from 'langium/grammar';

const root = fileURLToPath(new URL('../..', import.meta.url));
execFileSync(process.execPath, ['node_modules/langium-cli/bin/langium.js', 'generate', '--mode=production'], { cwd: root, stdio: 'inherit' });

const generated = (name) => new URL(`../generated/${name}`, import.meta.url);

const text = readFileSync(generated('ast.ts'), 'utf8')
  .replace(/^export namespace (\w+) \{\n([\s\S]*?)^\}\n/gm, (_, name, body) => body
    .replace(/^ {4}export (const|type) (\w+)/gm, `    export $1 ${name}$2`)
    .replace(/keyof typeof Terminals/, `keyof typeof ${name}Terminals`)
    .replace(/= TerminalNames \| KeywordNames/, `= ${name}TerminalNames | ${name}KeywordNames`)
    .replace(/^ {4}/gm, ''))
  .replace(/\b(Patchbay(?:Connector|Flow|Workspace))\.(Terminals|KeywordNames|AstType)\b/g, '$1$2')
  .replace(/^\/\*\*\n(?: \*.*\n)+(?=export (?:interface|type) )|^\/\*\* .* \*\/\n(?=export (?:interface|type) )/gm, '');
if (/^\s*export namespace/m.test(text)) throw new Error('language/generated/ast.ts still has a namespace: langium-cli writes it another way now');
writeFileSync(generated('ast.ts'), text);

// The grammar is JSON in a text in single quotes, where a backslash stands before each backslash and quote.
const grammar = readFileSync(generated('grammar.ts'), 'utf8').replace(/(?<=loadGrammarFromJson\(')(?:[^'\\]|\\.)*/g, (literal) => JSON
  .stringify(JSON.parse(literal.replace(/\\(.)/g, '$1'), (key, value) => (key === '$comment' ? undefined : value)))
  .replace(/[\\']/g, '\\$&'));
if (grammar.includes('$comment')) throw new Error('language/generated/grammar.ts still has comments: langium-cli writes them another way now');
writeFileSync(generated('grammar.ts'), grammar);

writeFileSync(new URL('../manual/rule-comments.ts', import.meta.url), documentationFile());

/** The comments of all rules, by the rule's name, with the word that a rule begins with. */
function documentationFile() {
  const services = createLangiumGrammarServices(EmptyFileSystem).grammar;
  const entries = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.langium')).flatMap((name) => {
    const { value } = services.parser.LangiumParser.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
    return value.rules.flatMap((rule) => {
      const comment = services.documentation.CommentProvider.getComment(rule);
      return comment?.startsWith('/**') ? [{ rule: rule.name, word: firstWord(rule.definition), comment: plain(comment) }] : [];
    });
  });
  return [
    '// Made by language/grammar/generate.mjs from the comments of the grammars.', '',
    '/** What a rule of the grammar is for, by its name: Markdown with tags, and the word that it begins with. Read by manual.ts. */',
    'export const ruleComments: Readonly<Record<string, { word?: string; comment: string }>> = {',
    ...entries.toSorted((a, b) => (a.rule < b.rule ? -1 : 1)).map(({ rule, word, comment }) => `  ${rule}: { ${word === undefined ? '' : `word: ${JSON.stringify(word)}, `}comment: ${JSON.stringify(comment)} },`),
    '};', '',
  ].join('\n');
}

/** The keyword that everything which the rule takes begins with. */
function firstWord(element) {
  switch (element?.$type) {
    case 'Keyword': return /^[A-Za-z]/.test(element.value) ? element.value : undefined;
    case 'Assignment': return firstWord(element.terminal);
    case 'Group': return firstWord(element.elements.find(({ $type }) => $type !== 'Action'));
    // `'concurrency' | CLAUSE_CONCURRENCY`: the same word as another token.
    case 'Alternatives': return element.elements.length === 2 && element.elements[1].$type === 'RuleCall' ? firstWord(element.elements[0]) : undefined;
    default: return undefined;
  }
}

/** A comment without its frame. `*\/` stands for the end of a comment in an example. */
function plain(comment) {
  return comment.replace(/^\/\*\*\s?|\s*\*\/$/g, '').replace(/^ \* ?/gm, '').replaceAll('*\\/', '*/').trim();
}
