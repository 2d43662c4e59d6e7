import { type BrowserContext, chromium } from 'playwright-core';
import { findChromium } from './locations.ts';

/** A browser that reaches nothing but loopback. */
export interface Browser {
  readonly context: BrowserContext;
  /** URLs outside of loopback that a page asked for; every one was refused. */
  readonly refused: readonly string[];
  close(): Promise<void>;
}

const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
];

/** Launches Chromium with a profile in `folder`, 1280 × 800 at `scale` device pixels. */
export async function launchBrowser(folder: string, { scale = 1 }: { scale?: number } = {}): Promise<Browser> {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: findChromium(),
    headless: true,
    locale: 'en-US',
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: scale,
    args: flags,
  });
  const refused: string[] = [];
  await context.route((url) => url.hostname !== '127.0.0.1' && /^(https?|wss?):$/.test(url.protocol), async (route) => {
    refused.push(route.request().url());
    await route.abort();
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  return { context, refused, close: () => context.close() };
}
