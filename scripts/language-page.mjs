// Writes docs/language.md: the chapters in scripts/language-page/, with a section for each construct, attribute, type and built-in function from
// where hover and completion have theirs. `--check` only compares. Runs on the project's Node, which reads TypeScript.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { anchorOf, attributeSections, builtinsByType, builtinTitle, createPatchbayServices, exampleLanguage, ruleSections, sectionOf, typeSections, wordDocumentation } from '#language';
import { membersOf, syntaxOf, wordsOf } from './language-page/syntax.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, 'docs', 'language.md');
const chapters = join(root, 'scripts', 'language-page');

const { connector, flow } = createPatchbayServices();
/** Every rule of the grammars, once. */
const grammarRules = new Map([...connector.Grammar.rules, ...flow.Grammar.rules].map((rule) => [rule.name, rule]));

/** The text of docs/language.md. */
export function pageText() {
  const files = readdirSync(chapters).filter((name) => name.endsWith('.md')).toSorted((a, b) => Number(b === 'head.md') - Number(a === 'head.md') || (a < b ? -1 : 1));
  const placed = new Set();
  const text = files.map((name) => readFileSync(join(chapters, name), 'utf8').replace(/^\{\{(\w+) ?([^}]*)\}\}\n/gm, (whole, directive, argument) => {
    if (directive === 'contents') return whole;
    if (directive === 'file') return fileBlock(argument);
    if (directive === 'types') return Object.values(typeSections).map((section) => sectionText(section)).join('\n');
    if (directive === 'attributes') return Object.entries(attributeSections).map(([attribute, section]) => attributeText(attribute, section)).join('\n');
    if (directive === 'builtins') return [...builtinsByType.keys()].map(builtinsText).join('\n');
    return argument.split(' ').map((rule) => ruleText(rule, placed)).join('\n');
  })).join('');
  const left = [...ruleSections().values()].filter(({ rule }) => !placed.has(sectionOf(rule)?.rule)).map(({ rule }) => rule);
  if (left.length > 0) throw new Error(`These rules have a comment and stand in no chapter of scripts/language-page/: ${left.join(', ')}`);
  return text.replace('{{contents}}\n', () => contents(text)).trimEnd().concat('\n');
}

/** A line for each chapter, with links to its sections. */
function contents(text) {
  const chapterList = [];
  for (const [, marks, title] of text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^(##|####) (.*)$/gm)) {
    const link = `[${title}](#${anchorOf(title)})`;
    if (marks === '##') chapterList.push({ link, sections: [] });
    else chapterList.at(-1)?.sections.push(link);
  }
  return chapterList.map(({ link, sections }) => `- **${link}**${sections.length === 0 ? '' : `: ${sections.join(' \u00b7 ')}`}\n`).join('');
}

function ruleText(name, placed) {
  const section = ruleSections().get(name);
  if (section === undefined || section.part !== undefined) throw new Error(`${name} has no heading of its own: it needs a comment without @part in language/grammar`);
  placed.add(name);
  const parts = [...ruleSections().values()].filter(({ rule, part }) => part !== undefined && sectionOf(rule)?.rule === name);
  const words = [section, ...parts].flatMap(({ rule, word: own }) => wordsOf(grammarRules.get(rule)).filter((word) => rule !== name || word !== own || section.words.has(word)).map((word) => [word, wordDocumentation(word, rule)]))
    .filter(([, text]) => text !== undefined && text !== section.summary);
  const list = [...new Set(words.map(([word, text]) => `- \`${word}\`: ${text}`))];
  const paragraphs = parts.flatMap(({ text, summary }) => (text === summary ? [] : [text.slice(summary.length).trim()]));
  const syntax = [syntaxOf(grammarRules.get(name), grammarRules), ...parts.map(({ rule, word }) => partSyntax(rule, word))].filter((one) => one !== undefined).join(' \u00b7 ');
  const members = [...new Set(membersOf(grammarRules.get(name), grammarRules).map(sectionOf).filter((one) => one !== undefined && one !== section))];
  const inside = members.length > 1 ? [`In it: ${members.map(({ title, anchor }) => `[${title}](#${anchor})`).join(', ')}.`] : [];
  return sectionText(section, { syntax, after: [...inside, ...paragraphs, ...(list.length > 0 ? [list.join('\n')] : [])], examples: parts.flatMap(({ examples }) => examples) });
}

/** What the syntax of a construct calls a part of it that begins with no word of its own. */
const partNames = {
  ResponseAction: 'action', PageClause: 'clauses', PollClause: 'clauses', Slot: 'slot', RouteCase: 'cases', BranchArm: 'arms',
  OAuthProperty: 'members', JwtProperty: 'members', OAuth1Property: 'members', SigV4Property: 'members', CertificateProperty: 'members',
};

function partSyntax(rule, word) {
  const syntax = syntaxOf(grammarRules.get(rule), grammarRules);
  if (syntax === undefined) return undefined;
  return word !== undefined ? syntax : partNames[rule] === undefined ? undefined : `*${partNames[rule]}*: ${syntax}`;
}

function sectionText({ title, text, examples }, { syntax, after = [], examples: more = [] } = {}) {
  return [`#### ${title}`, text, ...(syntax === undefined || syntax === '' ? [] : [`Syntax: ${syntax}`]), ...after, ...[...examples, ...more].map(exampleBlock)].join('\n\n').concat('\n');
}

function attributeText(name, section) {
  return sectionText({ ...section, text: `${section.argument === undefined ? '' : `\`@${name}(${section.argument})\` `}${section.text}`.trim() });
}

const typeTitles = { undefined: 'that stand alone', any: 'of every value' };

function builtinsText(on) {
  const titleOfType = typeTitles[String(on)] ?? `of ${/^[aio]/.test(on) ? 'an' : 'a'} ${on}`;
  return [`#### Functions ${titleOfType}\n`, ...builtinsByType.get(on).map((builtin) => [
    `##### ${builtinTitle(builtin)}`, `\`${signature(builtin)}\``, builtin.documentation, `\`${builtin.example.code}\` → \`${builtin.example.value}\``,
  ].join('\n\n').concat('\n'))].join('\n');
}

function signature({ name, receiver, on, property, params, returns }) {
  const given = params.map(({ name: parameter, type, optional }) => `${parameter}${optional ? '?' : ''}: ${type}`).join(', ');
  return `${receiver ?? on ?? ''}${on === undefined ? '' : '.'}${name}${property ? '' : `(${given})`}: ${returns}`;
}

function exampleBlock(example) {
  return `\`\`\`${exampleLanguage(example)}\n${example.code}\n\`\`\``;
}

function fileBlock(path) {
  const language = path.endsWith('.json') ? 'json' : path.slice(path.lastIndexOf('.') + 1);
  return `\`\`\`${language}\n${readFileSync(join(root, path), 'utf8').trimEnd()}\n\`\`\`\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = pageText();
  if (process.argv.includes('--check')) {
    if (!existsSync(page) || readFileSync(page, 'utf8') !== text) {
      console.error('docs/language.md is not up to date: run `npm run docs`.');
      process.exitCode = 1;
    }
  } else writeFileSync(page, text);
}
