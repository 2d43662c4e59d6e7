// `npm test`: installs what is missing and runs every check and test there is, in-editor ones included. The last line is
// `N passed, N failed`. Needs no package and runs on Node 20; the stages run on the project's Node. `npm test -- unit ui` runs some.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installBrowser, installEditor, installNeovim, installPackages, projectEnvironment, projectNode, root } from './setup.mjs';

// `essential`: nothing after it makes sense if it fails. `report` reads how many tests passed and failed.
const stages = [
  { name: 'install', essential: true, run: () => { installPackages(); installEditor(); installBrowser(); installNeovim(); projectNode(); } },
  { name: 'build', essential: true, run: () => npm('build') },
  { name: 'types', run: () => npm('types') },
  { name: 'lint', run: () => npm('lint') },
  vitestStage('unit'),
  vitestStage('integration'),
  { name: 'package', essential: true, run: () => npm('package') },
  { name: 'host', run: () => execute('node', ['test/e2e/host/run.ts']), report: 'out/e2e/host.json' },
  vitestStage('ui'),
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`There is no stage ${unknown.join(', ')}; there are: ${stages.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const outcomes = [];
for (const stage of stages) {
  if (wanted.length > 0 && !wanted.includes(stage.name)) continue;
  console.log(`\n── ${stage.name} ──`);
  if (stage.report !== undefined) rmSync(join(root, stage.report), { force: true });
  const started = Date.now();
  const ok = attempt(stage);
  const { passed, failed } = count(stage, ok);
  outcomes.push({ name: stage.name, ok, passed, failed, seconds: (Date.now() - started) / 1000 });
  if (!ok && stage.essential) break;
}
summarise();

function vitestStage(project) {
  const report = `out/test/${project}.json`;
  return {
    name: project,
    report,
    run: () => {
      mkdirSync(join(root, 'out/test'), { recursive: true });
      execute('npx', ['--no-install', 'vitest', 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
    },
  };
}

function npm(script) {
  execute('npm', ['run', '--silent', script]);
}

function execute(command, args) {
  const { status, error, signal } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: projectEnvironment(),
    shell: process.platform === 'win32',
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${signal ?? `code ${status}`}`);
}

function attempt({ run }) {
  try {
    run();
    return true;
  } catch (error) {
    console.error(error.message);
    return false;
  }
}

// A stage that fails without a failed test (types, a file that does not load) counts as one failure.
function count({ report }, ok) {
  const { passed, failed } = report === undefined ? { passed: 0, failed: 0 } : read(join(root, report));
  return { passed, failed: ok ? failed : Math.max(failed, 1) };
}

function read(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return typeof report.numPassedTests === 'number'
    ? { passed: report.numPassedTests, failed: report.numFailedTests }
    : { passed: report.passed.length, failed: report.failed.length };
}

function summarise() {
  console.log('\n── summary ──');
  for (const { name, ok, passed, failed, seconds } of outcomes) {
    const tests = passed + failed > 0 && (passed > 0 || !ok) ? `${passed} passed, ${failed} failed` : '';
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s  ${tests}`.trimEnd());
  }
  const first = outcomes.find(({ ok }) => !ok);
  if (first !== undefined) console.log(`The first stage that failed: ${first.name}`);
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = first === undefined ? 0 : 1;
}
