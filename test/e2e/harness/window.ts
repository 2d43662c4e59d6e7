import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Browser, launchBrowser } from './browser.ts';
import { type CodeServer, installExtension, startCodeServer } from './code-server.ts';
import { answerDialog, waitForDialog } from './feedback.ts';
import { outputFolder, packagedExtension } from './locations.ts';
import { patienceMs } from './patience.ts';
import { createRunFolder, type RunFolder } from './run-folder.ts';
import { screenshot } from './screenshot.ts';

/** A VS Code window with the packaged extension in it. */
export interface Window {
  readonly page: Page;
  readonly run: RunFolder;
  readonly server: CodeServer;
  readonly browser: Browser;
  /** A picture and the server's output in out/e2e/, for a test that failed. */
  report(name: string): Promise<void>;
  /** Ends browser and server and removes the run folder. */
  close(): Promise<void>;
}

export interface WindowOptions {
  /** Copied; without it the folder is empty. */
  workspace?: string;
  settings?: Record<string, unknown>;
  machineSettings?: Record<string, unknown>;
  /** Built-in extensions of VS Code beside those that every window has. */
  builtin?: readonly string[];
  /** Answers the trust dialog; `untouched` (trust switched off) asks nothing and trusts everything. */
  trust?: 'yes' | 'no' | 'untouched';
  environment?: Record<string, string>;
  /** Device pixels; 2 for pictures that people look at. */
  scale?: number;
  /** A VSIX; the packaged one unless given. */
  vsix?: string;
}

/** Installs the VSIX, starts a server and opens the workspace. Everything lies in one throw-away folder. */
export async function openWindow(options: WindowOptions = {}): Promise<Window> {
  const trust = options.trust ?? 'yes';
  const run = await createRunFolder({ workspace: options.workspace, settings: options.settings, machineSettings: options.machineSettings, builtin: options.builtin });
  const started: { server?: CodeServer; browser?: Browser } = {};
  const close = async () => {
    await started.browser?.close();
    await started.server?.stop();
    await run.remove();
  };
  try {
    await installExtension(run, options.vsix ?? packagedExtension);
    const server = started.server = await startCodeServer(run, { workspaceTrust: trust !== 'untouched', environment: options.environment ?? {} });
    const browser = started.browser = await launchBrowser(run.browser, { scale: options.scale ?? 1 });
    const page = browser.context.pages()[0] ?? await browser.context.newPage();
    await openWorkbench(page, server, run.workspace);
    if (trust !== 'untouched') {
      const dialog = await waitForDialog(page, 'Do you trust the authors');
      await answerDialog(dialog, trust === 'yes' ? 'Yes, I trust the authors' : "No, I don't trust the authors");
    }
    return { page, run, server, browser, close, report: (name) => report(page, server, name) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens `folder` in the page and waits until the workbench is up. */
export async function openWorkbench(page: Page, server: CodeServer, folder: string): Promise<void> {
  const response = await page.goto(`${server.url}/?folder=${encodeURIComponent(folder)}`);
  if (response?.status() !== 200) throw new Error(`The workbench answered ${response?.status()}:\n${server.output()}`);
  await page.locator('.monaco-workbench').waitFor({ timeout: patienceMs });
}

async function report(page: Page, server: CodeServer, name: string): Promise<void> {
  await mkdir(outputFolder, { recursive: true });
  await screenshot(page, name);
  await writeFile(join(outputFolder, `${name}.server.log`), server.output());
}
