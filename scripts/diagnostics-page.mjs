// Writes docs/diagnostics.md from scripts/diagnostics/: a section for every code, with why it is told, an example and the remedy.
// `--check` only compares. A test holds each example against the checker.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import connectors from './diagnostics/connectors.mjs';
import flows from './diagnostics/flows.mjs';
import names from './diagnostics/names.mjs';
import values from './diagnostics/values.mjs';
import workspace from './diagnostics/workspace.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, 'docs', 'diagnostics.md');

/** Severities by code, read from the text of the table in the language: scripts run on a Node that does not know TypeScript. */
const codes = Object.fromEntries([...readFileSync(join(root, 'language/validation/codes.ts'), 'utf8').matchAll(/^  '([\w-]+)': '(error|warning|hint)',$/gm)].map(([, code, severity]) => [code, severity]));

const chapters = [
  { title: 'Names', entries: names },
  { title: 'Values and types', entries: values },
  { title: 'Connectors', entries: connectors },
  { title: 'Flows', entries: flows },
  { title: 'patchbay.json', entries: workspace },
];

/** Every entry of the table, in the order of the page. */
export const entries = chapters.flatMap((chapter) => chapter.entries);

const places = { steps: 'in a flow', flow: 'a .flow file', members: 'in a connector', connector: 'a .connector file', 'patchbay.json': 'patchbay.json', 'the disk': 'on the disk' };
const languages = { steps: 'flow', flow: 'flow', members: 'connector', connector: 'connector', 'patchbay.json': 'json', 'the disk': 'sh' };

/** The text of docs/diagnostics.md. */
export function pageText() {
  const silence = 'A warning or hint that is meant is silenced with its reason, in the line before it or at the end of its own: `// patchbay-ignore code: reason`; for several write one comment below the other. An error is not silenced.';
  const head = [
    '# What the checker says', '',
    '<!-- Made by scripts/diagnostics-page.mjs from scripts/diagnostics/. -->', '',
    `Every message of the editor and of \`patchbay check\` has a code. ${silence}`, '',
    'Examples that stand in a flow have an `order` of a shop before them, those that stand in a connector its `version` and `base`.', '',
    ...chapters.map(({ title, entries: own }) => `- **${title}**: ${own.map(({ code }) => `[${code}](#${code})`).join(', ')}`), '',
  ];
  return [...head, ...chapters.flatMap(chapterLines)].join('\n');
}

function chapterLines({ title, entries: own }) {
  return [`## ${title}`, '', ...own.flatMap(entryLines)];
}

function entryLines({ code, title, why, in: place, wrong, right }) {
  return [`### ${code}`, '', `**${title}.** ${severityText(codes[code])} ${why}`, '', `Wrong (${places[place]}):`, '', ...block(place, wrong), '', 'Right:', '', ...block(place, right), ''];
}

function severityText(severity) {
  return severity === 'error' ? 'An error.' : severity === 'warning' ? 'A warning.' : 'A hint.';
}

function block(place, text) {
  return [`\`\`\`${languages[place]}`, text.replace(/^\n/, ''), '```'];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = pageText();
  if (process.argv.includes('--check')) {
    if (!existsSync(page) || readFileSync(page, 'utf8') !== text) {
      console.error('docs/diagnostics.md is not up to date: run `node scripts/diagnostics-page.mjs`.');
      process.exitCode = 1;
    }
  } else writeFileSync(page, text);
}
