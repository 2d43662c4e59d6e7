// Installs what is missing. No package is needed to run it, and Node 20 is enough: it brings the Node that the rest runs on.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const hostFolder = 'test/e2e/vscode';
const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The environment in which `node` is the project's Node. */
export function projectEnvironment() {
  return { ...process.env, PATH: join(root, 'node_modules/.bin') + delimiter + (process.env.PATH ?? '') };
}

/** The first of `names` on PATH, or undefined. */
export function findOnPath(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
}

/** Installs the project's packages where they are missing or older than the lockfile. */
export function installPackages() {
  installFolder('.');
}

/** Installs the VS Code that the tests and the demo open (code-server, from npm). */
export function installEditor() {
  installFolder(hostFolder);
}

/** Makes sure that there is a browser and a font; installs them on Debian as root, and otherwise says what to install. */
export function installBrowser() {
  installForTests([
    ...(findOnPath(...browsers) === undefined ? ['chromium'] : []),
    ...(process.platform === 'linux' && !existsSync('/usr/share/fonts') ? ['fonts-dejavu-core'] : []),
  ]);
  if (findOnPath(...browsers) !== undefined) return;
  throw new Error(
    'The in-editor tests need Chromium or Chrome on PATH, and none was found.\n' +
    (debian() ? 'As root: apt-get update && apt-get install -y chromium fonts-dejavu-core' : 'Install one of: ' + browsers.join(', ')),
  );
}

/** Installs Neovim for the tests of other editors, on Debian as root. Where it is missing otherwise, its tests fail and say so. */
export function installNeovim() {
  installForTests(findOnPath('nvim') === undefined ? ['neovim'] : []);
}

function installForTests(packages) {
  if (packages.length === 0 || !debian() || process.getuid?.() !== 0) return;
  // Without the update apt may know only a version that is no longer there.
  run('apt-get', ['update', '-q']);
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { DEBIAN_FRONTEND: 'noninteractive' });
}

function debian() {
  return existsSync('/etc/debian_version') && findOnPath('apt-get') !== undefined;
}

/** The project's Node (24), or this one where npm brought none for the platform; throws where that is too old. */
export function projectNode() {
  const brought = join(root, 'node_modules/.bin/node');
  if (existsSync(brought)) return brought;
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major >= 24) return process.execPath;
  throw new Error(`Node 24 is needed on this platform; this is ${process.version}. See https://nodejs.org`);
}

function installFolder(folder) {
  const installed = join(root, folder, 'node_modules/.package-lock.json');
  const lockfile = join(root, folder, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs) return;
  console.log(`Installing ${folder === '.' ? 'packages' : 'the VS Code for tests'} (npm ci)`);
  // The warnings are about npm itself, which stays on the system's Node.
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(folder === '.' ? [] : ['--prefix', folder])]);
}

function run(command, args, environment = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed${error === undefined ? ` with code ${status}` : `: ${error.message}`}`);
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === process.argv[1]) {
  try {
    installPackages();
    installEditor();
    installBrowser();
    installNeovim();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
