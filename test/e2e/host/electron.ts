/** The same suites in an installed desktop VS Code: `node test/e2e/host/electron.ts <path of its executable>`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { outputFolder, projectFolder } from '../harness/locations.ts';
import { createRunFolder } from '../harness/run-folder.ts';
import { bundleSuite } from './bundle.ts';
import { printResults, readResults } from './results.ts';
import { hostWindows } from './windows.ts';

const executable = process.argv[2];
if (executable === undefined) {
  console.error('Usage: node test/e2e/host/electron.ts <path of the VS Code executable>');
  process.exit(2);
}

let failures = 0;
for (const window of hostWindows) {
  const folder = join(outputFolder, `electron-${window.name}`);
  mkdirSync(folder, { recursive: true });
  const run = await createRunFolder({ workspace: window.workspace });
  try {
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: projectFolder,
      extensionTestsPath: await bundleSuite(window.suite),
      extensionTestsEnv: { RESULTS_DIR: folder },
      launchArgs: [
        run.workspace, '--user-data-dir', run.userData, '--extensions-dir', run.extensions, '--disable-extensions',
        ...(window.trusted ? ['--disable-workspace-trust'] : []),
      ],
    }).catch((error: unknown) => console.error(String(error)));
    const results = readResults(join(folder, 'results.json'), window.name);
    printResults(window.name, results);
    failures += results.failed.length;
  } finally {
    await run.remove();
  }
}
process.exitCode = failures === 0 ? 0 : 1;
