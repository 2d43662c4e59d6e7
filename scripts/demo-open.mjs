// Opens a folder in VS Code with the packaged extension: a desktop `code` where there is one, else code-server on loopback, whose
// address is printed. `node scripts/demo-open.mjs <folder>`, or `openInEditor(folder)` from the demo. Nothing of it touches the
// person's own VS Code: profile and extensions are throw-away. Runs on Node 20; what opens the editor is a child on the project's Node.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findOnPath, installEditor, installPackages, projectEnvironment, projectNode, root } from './setup.mjs';

const self = fileURLToPath(import.meta.url);
const windows = process.platform === 'win32';

// The demo's instances point at servers on this machine, with secrets made for this run.
const machineSettings = { 'patchbay.allowLocal': true };

/**
 * Opens `folder` with the extension that was packaged last and prints where. `home` is the PATCHBAY_HOME that runs in the editor use, else the
 * profile's own; `file` is shown first, and `secrets` is a file whose import is offered. Resolves to what was opened: `desktop` or `server`;
 * `closed` settles when the editor is gone, `close()` ends it.
 */
export async function openInEditor(folder, { home, file, secrets } = {}) {
  installPackages();
  if (findOnPath('code') === undefined) installEditor();
  const child = spawn(projectNode(), [self, '--packaged', resolve(folder)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...projectEnvironment(),
      ...(home !== undefined && { PATCHBAY_HOME: home }), ...(file !== undefined && { PATCHBAY_DEMO_FILE: file }), ...(secrets !== undefined && { PATCHBAY_DEMO_SECRETS: secrets }),
    },
  });
  const closed = once(child, 'exit').then(([code]) => code ?? 0);
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    printed += text;
    process.stdout.write(text);
  });
  await Promise.race([once(child.stdout, 'data'), closed.then(() => Promise.reject(new Error('The editor could not be opened: see above')))]);
  return {
    opened: printed.includes('://') ? 'server' : 'desktop',
    closed,
    close: async () => {
      child.kill('SIGTERM');
      await closed;
    },
  };
}

/** The child: opens the editor, waits for a signal or the editor's end, removes the profile. */
async function serve(folder) {
  const { createRunFolder, installExtension, packagedExtension, startCodeServer } = await import('../test/e2e/harness/index.ts');
  const run = await createRunFolder({ settings: machineSettings, machineSettings });
  try {
    const stop = new Promise((stopped) => { for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stopped); });
    const desktop = findOnPath('code');
    const window = desktop === undefined ? undefined : openDesktop(desktop, run, packagedExtension, folder);
    if (window !== undefined) {
      console.log(`\nOpened ${folder} in VS Code; closing its window ends this.`);
      await Promise.race([once(window, 'exit'), stop]);
      window.kill();
      return;
    }
    if (desktop !== undefined) installEditor();
    await installExtension(run, packagedExtension);
    symlinkSync(join(root, 'scripts/demo-editor'), join(run.builtin, 'patchbay-demo'), 'junction');
    // The server's environment is made from scratch. State is trusted by a key in PATCHBAY_HOME: what runs here and in a shell goes on from one another.
    const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => name === 'PATCHBAY_HOME' || name.startsWith('PATCHBAY_DEMO_')));
    const password = randomBytes(9).toString('base64url');
    const server = await startCodeServer(run, { environment, password });
    console.log(`\nVS Code with Patchbay: ${server.url}/?folder=${encodeURIComponent(folder)}\nIts password, for this run only: ${password}\n`);
    // The server is a child process: it keeps this one going.
    await stop;
    await server.stop();
  } finally {
    await run.remove();
  }
}

function openDesktop(code, run, vsix, folder) {
  const profile = ['--user-data-dir', run.userData, '--extensions-dir', run.extensions, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  if (spawnSync(code, [...profile, '--install-extension', vsix], { stdio: 'ignore', shell: windows }).status !== 0) return undefined;
  return spawn(code, [...profile, '--disable-workspace-trust', '--new-window', '--wait', folder, ...(process.env.PATCHBAY_DEMO_FILE === undefined ? [] : [process.env.PATCHBAY_DEMO_FILE])], { stdio: 'ignore', shell: windows });
}

async function main([first, ...rest]) {
  if (first === '--packaged') return await serve(rest[0]);
  if (first === undefined) {
    console.error('Usage: node scripts/demo-open.mjs <folder>');
    process.exitCode = 2;
    return;
  }
  installPackages();
  const packaged = spawnSync('npm', ['run', '--silent', 'package'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: projectEnvironment(), shell: windows });
  if (packaged.status !== 0) throw new Error('The extension could not be packaged: see above');
  const editor = await openInEditor(first);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void editor.close());
  process.exitCode = await editor.closed;
}

if (process.argv[1] !== undefined && self === process.argv[1]) {
  main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
