import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hostFolder } from './locations.ts';
import type { RunFolder } from './run-folder.ts';

/** A running code-server on loopback. */
export interface CodeServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  /** What it has printed so far, for a failure's report. */
  output(): string;
  stop(): Promise<void>;
}

export interface CodeServerOptions {
  /** Lets a page hand over a test suite; hides toasts and refuses modal dialogs, so only the host suite wants it. */
  driver?: boolean;
  /** `true`: the workbench asks whether the folder is trusted; `false`: everything is. */
  workspaceTrust?: boolean;
  /** Reaches the extension host. */
  environment?: Record<string, string>;
  port?: number;
  /** Asked for before anything else: who can reach loopback is not only who started it. Without one the server is open, as tests need it. */
  password?: string;
}

const startDeadlineMs = 60_000;
const installDeadlineMs = 60_000;

/** Starts code-server with the profile of `run`; resolves when it listens, rejects with its output when it does not. */
export async function startCodeServer(run: RunFolder, options: CodeServerOptions = {}): Promise<CodeServer> {
  await linkDependencies();
  // In a file and not as an argument or a variable, which other users of the machine may see.
  if (options.password !== undefined) await writeFile(configOf(run), `password: ${JSON.stringify(options.password)}\n`, { mode: 0o600 });
  const child = launch(run, [
    '--bind-addr', `127.0.0.1:${options.port ?? 0}`,
    '--auth', options.password === undefined ? 'none' : 'password',
    '--session-socket', join(run.path, 's.sock'),
    '--builtin-extensions-dir', run.builtin,
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-getting-started-override',
    '--disable-proxy',
    '--ignore-last-opened',
    '--vscode-option', 'disable-experiments',
    '--vscode-option', 'force-disable-user-env',
    ...(options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
    ...(options.driver === true ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ], options.environment);
  const printed = collect(child);
  const port = await new Promise<number>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`code-server did not start: ${why}\n${printed.text}`));
    const timer = setTimeout(() => fail(`no answer within ${startDeadlineMs / 1000} s`), startDeadlineMs);
    child.once('exit', (code) => fail(`it ended with code ${code}`));
    child.stdout?.on('data', () => {
      const listening = /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(printed.text);
      if (listening === null) return;
      clearTimeout(timer);
      resolve(Number(listening[1]));
    });
  }).catch(async (error: unknown) => {
    await end(child);
    throw error;
  });
  return { port, url: `http://127.0.0.1:${port}`, output: () => printed.text, stop: () => end(child) };
}

/** Installs a VSIX into the profile of `run`; rejects with what code-server printed when it refuses the package. */
export async function installExtension(run: RunFolder, vsix: string): Promise<void> {
  if (!existsSync(vsix)) throw new Error(`${vsix} does not exist: run \`npm run package\` first`);
  await linkDependencies();
  const child = launch(run, ['--install-extension', vsix]);
  const printed = collect(child);
  const timer = setTimeout(() => void end(child), installDeadlineMs);
  const [code] = await once(child, 'exit');
  clearTimeout(timer);
  if (code !== 0) throw new Error(`${vsix} could not be installed (code ${code}):\n${printed.text}`);
}

const configOf = (run: RunFolder): string => join(run.path, 'config.yaml');

function launch(run: RunFolder, args: string[], environment: Record<string, string> = {}): ChildProcess {
  const entry = join(hostFolder, 'node_modules/code-server/out/node/entry.js');
  if (!existsSync(entry)) throw new Error('VS Code for tests is not installed: run `npm ci --prefix test/e2e/vscode`');
  const profile = ['--config', configOf(run), '--user-data-dir', run.userData, '--extensions-dir', run.extensions];
  return spawn(process.execPath, [entry, ...profile, ...args], {
    detached: true, // Its own process group: `end` takes the extension hosts with it.
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: run.home,
      XDG_CONFIG_HOME: join(run.home, '.config'),
      TMPDIR: run.temporary,
      LANG: 'C.UTF-8',
      SHELL: '/bin/sh',
      // Else the server asks the public gallery, which no route in the browser sees.
      EXTENSIONS_GALLERY: '{"serviceUrl":""}',
      ...environment,
    },
  });
}

function collect(child: ChildProcess): { text: string } {
  const printed = { text: '' };
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (part: string) => { printed.text += part; });
  return printed;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, 'exit');
  signal(child.pid, 'SIGTERM');
  const timer = setTimeout(() => signal(child.pid, 'SIGKILL'), 5000);
  await gone;
  clearTimeout(timer);
  signal(child.pid, 'SIGKILL'); // Whatever of the group is left.
}

function signal(pid: number | undefined, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

// The page loads oniguruma, textmate and katex from below lib/vscode/node_modules, which code-server's own install
// script would have filled.
async function linkDependencies(): Promise<void> {
  const link = join(hostFolder, 'node_modules/code-server/lib/vscode/node_modules');
  if (existsSync(link)) return;
  await rm(link, { force: true });
  await symlink(join(hostFolder, 'node_modules'), link);
}
