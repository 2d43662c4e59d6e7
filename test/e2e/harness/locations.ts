import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** The project's folder. */
export const projectFolder = resolve(import.meta.dirname, '../../..');

/** The folder that holds the installed code-server (`npm ci --prefix test/e2e/vscode`). */
export const hostFolder = join(projectFolder, 'test/e2e/vscode');

/** Screenshots, logs and results of the suites end up here; ignored by git. */
export const outputFolder = join(projectFolder, 'out/e2e');

/** What `npm run package` writes and both suites install. */
export const packagedExtension = join(projectFolder, 'dist/patchbay.vsix');

/** The first browser on PATH that can drive a test; throws, saying what to install, where there is none. */
export function findChromium(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    for (const folder of folders) {
      const candidate = join(folder, name);
      if (existsSync(candidate)) return candidate;
    }
  }
  throw new Error('No browser found: the in-editor tests need Chromium. On Debian: apt-get install chromium fonts-dejavu-core');
}
