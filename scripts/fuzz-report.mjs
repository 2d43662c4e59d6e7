// docs/fuzzing.md from what the campaigns left in a folder (out/fuzz), also where they were interrupted: it says how many cases were run, not how
// many were to be. `node scripts/fuzz-report.mjs` writes it again.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './setup.mjs';

/** What a part was run on. */
const ranOn = ({ commit, date, node }) => `Commit ${commit}, ${date}, Node ${node}.`;
const number = (value) => Math.round(value).toLocaleString('en');
const row = (...cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
const table = (head, rows) => [row(...head), row(...head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows].join('\n');

/** Writes the page and gives its path. */
export function writeReport(folder) {
  const path = join(root, 'docs/fuzzing.md');
  writeFileSync(path, page(folder));
  return relative(root, path);
}

function page(folder) {
  const read = (name) => (existsSync(join(folder, `${name}.json`)) ? JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) : undefined);
  const parts = (name) => readdirSync(folder).filter((file) => file.startsWith(`${name}-`)).toSorted().map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
  return `${[
    intro,
    '## The last run',
    badInput(parts('bad-input')),
    giants(read('giants')),
    mistakes(read('deletions'), parts('insertions')),
    beside(read('beside-mistakes')),
    others(read('vitest')),
  ].filter((part) => part !== undefined).join('\n\n')}\n`;
}

const intro = `<!-- Written by \`npm run fuzz\` (scripts/fuzz-report.mjs). What is changed here by hand is lost with the next run. -->
# Bad input

\`npm run fuzz\` changes the sample files by chance and holds the editor's whole way against what comes out: parse, all checks of the file and of every
file that depends on it, then completion, hover, definition, references, rename, formatting, code actions and the other requests at places taken by
chance. Of each file:

- nothing is thrown, and nothing is caught and only logged (Langium's builder and checks catch what goes wrong; the console is watched);
- no check and no answer takes more than 2 s (CPU of the thread, so that what else runs on the machine does not count);
- every range of every answer lies inside its file (\`line\` below the number of lines, \`character\` at most the length of the line, no end before its
  start), a name lies within what it names, and edits of one answer do not overlap;
- typed in edits, a file has the findings that it has when it is read anew; and when it is put back, the findings of before are back, in every file.

A case is the same for the same seed and number, whatever ran before it: \`SEED=20261124 CASE=1234 npx vitest run --project integration test/fuzz\`
runs that one alone. \`npm test\` runs 2,000, other ones for each commit, and prints the seed; \`SEED\` and \`ROUNDS\` set them, here as there. A failure says its seed and
number.`;

function badInput(tallies) {
  if (tallies.length === 0) return undefined;
  const sum = (key) => tallies.reduce((total, tally) => total + tally[key], 0);
  const wanted = Math.max(...tallies.map(({ to }) => to));
  const kinds = merged(tallies, 'kinds');
  const requests = merged(tallies, 'requests');
  const failures = tallies.flatMap((tally) => tally.failures);
  const slowest = [...kinds].toSorted(([, a], [, b]) => b.slowestMs - a.slowestMs).slice(0, 10);
  return [
    `### ${number(sum('cases'))} changed files${sum('cases') < wanted ? ` (of ${number(wanted)}: the run was ended before)` : ''}`,
    `${[...new Set(tallies.map(ranOn))].join(' ')} Seed ${tallies[0].seed}; ${merged(tallies, 'files').size} sample files; ${number(sum('findings'))} findings in the changed files; ${number(sum('compared'))} compared with the same file read anew; ${number(sum('cpuMs') / 1000)} s of CPU.`,
    failures.length === 0 ? 'No problem was found.' : `Problems found:\n\n${failures.map(({ number: at, kind, path, what }) => `- case ${at} (${kind}, ${path}): ${what.split(' | ')[0]}`).join('\n')}`,
    'The slowest checks, one of a kind, in ms of CPU:',
    table(['what was done', 'ms', 'case'], slowest.map(([name, { slowestMs, slowest: at }]) => row(name, number(slowestMs), at))),
    'By what was done to a file:',
    table(['what was done', 'files', 'slowest check, ms'], [...kinds].toSorted(([, a], [, b]) => b.count - a.count).map(([name, { count, slowestMs }]) => row(name, number(count), number(slowestMs)))),
    'By what was asked:',
    table(['request', 'cases', 'slowest, ms'], [...requests].toSorted(([, a], [, b]) => b.slowestMs - a.slowestMs).map(([name, { count, slowestMs }]) => row(name, number(count), number(slowestMs)))),
  ].join('\n\n');
}

function merged(tallies, key) {
  const all = new Map();
  for (const tally of tallies) {
    for (const [name, { count, slowestMs, slowest }] of Object.entries(tally[key])) {
      const known = all.get(name) ?? { count: 0, slowestMs: -1 };
      all.set(name, { count: known.count + count, ...(slowestMs > known.slowestMs ? { slowestMs, slowest } : { slowestMs: known.slowestMs, slowest: known.slowest }) });
    }
  }
  return all;
}

function giants(found) {
  if (found === undefined) return undefined;
  return [
    '### Ten thousand levels, five megabytes',
    `Every construct that nests ten thousand levels deep, and every kind of line of five megabytes, alone and within a flow, a connector and patchbay.json, each with every request: ${number(found.cases)} files. ${ranOn(found)} The slowest step took ${number(found.slowest.ms)} ms of CPU (${found.slowest.what}). ${found.failures.length === 0 ? 'No problem was found.' : `Problems found:\n\n${found.failures.slice(0, 50).map((line) => `- ${line}`).join('\n')}`}`,
  ].join('\n\n');
}

function mistakes(deletions, insertions) {
  const rows = [['one token deleted', ...(deletions === undefined ? [] : [deletions])], ['one token put in', ...insertions]].filter(([, ...of]) => of.length > 0).map(([name, ...of]) => {
    const cases = of.reduce((total, one) => total + one.cases, 0);
    const near = of.reduce((total, one) => total + one.near * one.cases, 0) / cases;
    const count = (key) => number(of.reduce((total, one) => total + one[key].length, 0));
    return row(name, number(cases), of.map(({ samples }) => samples).join(' and '), `${(near * 100).toFixed(1)} %`, count('tooMany'), count('lost'));
  });
  if (rows.length === 0) return undefined;
  return [
    '### One token too many or too few',
    'Every token of every sample deleted, and each of 26 tokens put in before every token: how often the first diagnostic stands on that line or beside it, where there are more than two, and where a declaration is lost that the mistake does not stand in.',
    ranOn(deletions ?? insertions[0]),
    table(['mistake', 'cases', 'samples', 'near', 'more than two', 'lost'], rows),
  ].join('\n\n');
}

function beside(answers) {
  if (answers === undefined) return undefined;
  return [
    '### Declarations beside a mistake',
    `${ranOn(answers)} ${number(answers.mistakes)} of those mistakes by chance (seed ${answers.seed}); in the declarations that they do not stand in ${number(answers.hovers)} times hover at the name and ${number(answers.completions)} times completion at a name inside, asked of the server's features: ${answers.lost.length === 0 ? 'all as in the sound file.' : `${number(answers.lost.length)} are not as in the sound file:\n\n${answers.lost.slice(0, 50).map((line) => `- ${line}`).join('\n')}`}`,
  ].join('\n\n');
}

function others(report) {
  if (report === undefined) return undefined;
  const rows = report.testResults.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, assertionResults, startTime, endTime }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed').length;
    return row(relative(root, name), assertionResults.length - failed, failed, number((endTime - startTime) / 1000));
  });
  return ['### All campaigns', table(['file', 'passed', 'failed', 's'], rows)].join('\n\n');
}

if (import.meta.filename === process.argv[1]) console.log(`${writeReport(process.argv[2] ?? join(root, 'out/fuzz'))} is written.`);
