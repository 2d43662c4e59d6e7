import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { outputFolder } from './locations.ts';

// What changes from machine to machine stays out of the picture.
const style = ['status.host', 'status.forwardedPorts', 'status.workbench.keyboardLayout', 'status.notifications']
  .map((id) => `.statusbar-item[id="${id}"] { display: none !important; }`)
  .join('\n');

/** Writes `out/e2e/<name>.png` and returns its path. Animations are finished first, else hovers and menus are half faded. */
export async function screenshot(page: Page, name: string): Promise<string> {
  mkdirSync(outputFolder, { recursive: true });
  const path = join(outputFolder, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', style });
  return path;
}

/** Makes the workbench use the font of the pictures; no setting reaches it. */
export async function useInterfaceFont(page: Page): Promise<void> {
  await page.addStyleTag({ content: ".monaco-workbench.linux { font-family: Inter, 'DejaVu Sans', sans-serif !important }" });
}
