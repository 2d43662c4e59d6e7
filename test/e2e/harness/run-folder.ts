import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostFolder } from './locations.ts';
import { quietSettings } from './settings.ts';

/** One throw-away folder a run: profile, extensions, home and a copy of the workspace. All paths are absolute. */
export interface RunFolder {
  readonly path: string;
  readonly userData: string;
  readonly extensions: string;
  readonly builtin: string;
  readonly home: string;
  readonly temporary: string;
  readonly browser: string;
  readonly workspace: string;
  remove(): Promise<void>;
}

export interface RunFolderOptions {
  /** Copied into the run; without it the workspace is empty. */
  workspace?: string | undefined;
  /** User settings on top of the quiet ones. */
  settings?: Record<string, unknown> | undefined;
  /** Machine-scoped settings: in a window that is served from elsewhere, as here, only the machine's own file gives them. */
  machineSettings?: Record<string, unknown> | undefined;
  /** Built-in extensions of VS Code that are needed beside the few that are always there. */
  builtin?: readonly string[] | undefined;
}

// All 98 built-in extensions cost one to two seconds a window.
const builtinExtensions = ['theme-defaults', 'theme-seti', 'json', 'json-language-features', 'javascript', 'yaml'];

/** Makes the folder of one run below the system's temporary folder. */
export async function createRunFolder({ workspace, settings, machineSettings, builtin = [] }: RunFolderOptions = {}): Promise<RunFolder> {
  const path = await mkdtemp(join(tmpdir(), 'vscode-run-'));
  const run: RunFolder = {
    path,
    userData: join(path, 'ud'),
    extensions: join(path, 'ext'),
    builtin: join(path, 'builtin'),
    home: join(path, 'home'),
    temporary: join(path, 'tmp'),
    browser: join(path, 'chromium'),
    workspace: join(path, 'workspace'),
    // Chromium writes its last files while it closes.
    remove: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
  for (const folder of [join(run.userData, 'User'), join(run.userData, 'Machine'), run.extensions, run.builtin, join(run.home, '.config'), run.temporary, run.workspace]) {
    await mkdir(folder, { recursive: true });
  }
  if (workspace !== undefined) await cp(workspace, run.workspace, { recursive: true });
  await writeFile(join(path, 'config.yaml'), 'cert: false\n');
  await writeFile(join(run.userData, 'User/settings.json'), JSON.stringify({ ...quietSettings, ...settings }, undefined, 2));
  await writeFile(join(run.userData, 'Machine/settings.json'), JSON.stringify(machineSettings ?? {}, undefined, 2));
  const shipped = join(hostFolder, 'node_modules/code-server/lib/vscode/extensions');
  for (const name of [...builtinExtensions, ...builtin]) await symlink(join(shipped, name), join(run.builtin, name));
  return run;
}
