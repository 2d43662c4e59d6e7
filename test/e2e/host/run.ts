/** The host suite in code-server: opens each window, runs its mocha suite inside the extension host, ends with 0 or 1. */
import { globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { type CodeServer, installExtension, startCodeServer } from '../harness/code-server.ts';
import { outputFolder, packagedExtension } from '../harness/locations.ts';
import { createRunFolder, type RunFolder } from '../harness/run-folder.ts';
import { bundleSuite } from './bundle.ts';
import { type HostResults, printResults, readResults } from './results.ts';
import { type HostWindow, hostWindows } from './windows.ts';

const deadlineMs = 300_000;

const all: HostResults[] = [];
for (const window of hostWindows) {
  const results = await runWindow(window);
  printResults(window.name, results);
  all.push(results);
}
const passed = all.flatMap((results) => results.passed);
const failed = all.flatMap((results) => results.failed);
writeFileSync(join(outputFolder, 'host.json'), JSON.stringify({ passed, failed }, undefined, 2));
console.log(`host suite: ${passed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function runWindow(window: HostWindow): Promise<HostResults> {
  const folder = join(outputFolder, `host-${window.name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const suite = await bundleSuite(window.suite);
  const run = await createRunFolder({ workspace: window.workspace });
  try {
    await installExtension(run, packagedExtension);
    const server = await startCodeServer(run, { driver: true, workspaceTrust: !window.trusted });
    const browser = await launchBrowser(run.browser);
    try {
      const page = browser.context.pages()[0] ?? await browser.context.newPage();
      const log = await driveSuite(page, server, run, suite, folder);
      writeFileSync(join(folder, 'extension-host.log'), log.join('\n'));
      writeFileSync(join(folder, 'server.log'), server.output());
      const activation = activationText(run);
      if (activation !== undefined) console.log(`  ${window.name}: ${activation}`);
      if (browser.refused.length > 0) console.log(`  the page asked for ${browser.refused.join(', ')}`);
    } finally {
      await browser.close();
      await server.stop();
    }
  } finally {
    await run.remove();
  }
  return readResults(join(folder, 'results.json'), window.name);
}

// The workbench takes the suite from the address and reports back through two functions of the page.
async function driveSuite(page: Page, server: CodeServer, run: RunFolder, suite: string, results: string): Promise<string[]> {
  const log: string[] = [];
  const remote = (path: string) => `vscode-remote://127.0.0.1:${server.port}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(installedExtension(run))],
    ['extensionTestsPath', remote(suite)],
    ['extensionEnvironment', JSON.stringify({ RESULTS_DIR: results })],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  const ended = new Promise<void>((resolve) => {
    const stop = (why: string) => {
      log.push(why);
      console.log(`  ${why}`);
      resolve();
    };
    const timer = setTimeout(() => stop(`the suite did not end within ${deadlineMs / 1000} s`), deadlineMs);
    page.on('crash', () => stop('the page crashed'));
    void page.exposeFunction('codeAutomationLog', (type: string, args: unknown) => void log.push(`${type} ${JSON.stringify(args)}`));
    void page.exposeFunction('codeAutomationExit', (code: number) => {
      clearTimeout(timer);
      log.push(`exit ${code}`);
      resolve();
    });
  });
  const query = `folder=${encodeURIComponent(run.workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
  const response = await page.goto(`${server.url}/?${query}`);
  if (response?.status() !== 200) throw new Error(`The workbench answered ${response?.status()}:\n${server.output()}`);
  await ended;
  return log;
}

function installedExtension(run: RunFolder): string {
  const folder = readdirSync(run.extensions).find((name) => name.startsWith('patchbay.'));
  if (folder === undefined) throw new Error(`Nothing named patchbay.* in ${run.extensions}`);
  return join(run.extensions, folder);
}

// The extension writes it into its output channel, whose file lies in the profile.
function activationText(run: RunFolder): string | undefined {
  const files = globSync('logs/*/exthost*/patchbay.patchbay/*.log', { cwd: run.userData });
  const texts = files.map((file) => /Activated in [\d.]+ ms/.exec(readFileSync(join(run.userData, file), 'utf8'))?.[0]);
  return texts.find((text) => text !== undefined);
}
