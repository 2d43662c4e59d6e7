// Opens a folder in VS Code with the packaged extension: a desktop `code` where there is one, else code-server on loopback, whose
// address is printed. `node scripts/demo-open.mjs <folder>`, or `openInEditor(folder)` from the demo. Nothing of it touches the
// person's own VS Code: profile and extensions are throw-away.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findOnPath, installEditor, installPackages, projectEnvironment, projectNode, root } from './setup.mjs';

// The demo's instances point at servers on this machine, with secrets made for this run.
const machineSettings = { 'patchbay.allowLocal': true };

/**
 * Opens `folder`; prints where. Resolves with `closed`, a promise that ends with the window (desktop) or the server (never by
 * itself), and `close()`. Must run on the project's Node.
 */
export async function openInEditor(folder) {
  const desktop = findOnPath('code');
  if (desktop === undefined) installEditor(); // Before the harness is loaded.
  const { createRunFolder, installExtension, packagedExtension, startCodeServer } = await import('../test/e2e/harness/index.ts');
  const run = await createRunFolder({ settings: machineSettings, machineSettings });
  if (desktop !== undefined) {
    const opened = openDesktop(desktop, run, packagedExtension, folder);
    if (opened !== undefined) return opened;
    console.log('`code` could not be started; opening code-server instead');
    installEditor();
  }
  await installExtension(run, packagedExtension);
  const server = await startCodeServer(run);
  console.log(`\nVS Code with Patchbay: ${server.url}/?folder=${encodeURIComponent(folder)}\nCtrl+C ends it.`);
  return { closed: new Promise(() => {}), close: async () => { await server.stop(); await run.remove(); } };
}

function openDesktop(code, run, vsix, folder) {
  const profile = ['--user-data-dir', run.userData, '--extensions-dir', run.extensions, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  const windows = process.platform === 'win32';
  if (spawnSync(code, [...profile, '--install-extension', vsix], { stdio: 'ignore', shell: windows }).status !== 0) return undefined;
  const window = spawn(code, [...profile, '--disable-workspace-trust', '--new-window', '--wait', folder], { stdio: 'ignore', shell: windows });
  console.log(`\nOpened ${folder} in VS Code. It ends with its window.`);
  return { closed: once(window, 'exit').then(() => run.remove()), close: async () => { window.kill(); await run.remove(); } };
}

async function main() {
  const folder = process.argv[2];
  if (folder === undefined) {
    console.error('Usage: node scripts/demo-open.mjs <folder>');
    process.exitCode = 2;
    return;
  }
  installPackages();
  if (process.execPath !== projectNode() && Number(process.versions.node.split('.')[0]) < 24) {
    // Go on under the project's Node: the harness is TypeScript.
    const child = spawn(projectNode(), process.argv.slice(1), { stdio: 'inherit', env: projectEnvironment() });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    [process.exitCode] = await once(child, 'exit');
    return;
  }
  const packaged = spawnSync('npm', ['run', '--silent', 'package'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: projectEnvironment(), shell: process.platform === 'win32' });
  if (packaged.status !== 0) throw new Error('The extension could not be packaged: see above');
  const editor = await openInEditor(resolve(folder));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void editor.close().then(() => process.exit(0)));
  // A pending promise does not keep the process; the child process of the server does.
  await editor.closed;
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === process.argv[1]) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
