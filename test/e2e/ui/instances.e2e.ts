import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { makeCredentials, startNetsuite, type FakeCredentials } from '../../fakes/index.ts';
import {
  answerDialog, answerInput, answerToast, chooseFile, clearToasts, contextMenu, openContainer, openFile, patienceMs, pick, pickRows, rowAction, screenshot, treeRow, view,
  viewAction, waitForDialog, waitForInput, waitForToast,
} from '../harness/index.ts';
import { beginStory, filesWith } from './telling.ts';

// From the marketplace to two instances of a system that is signed in to with a private key, and back to nothing.
let credentials: FakeCredentials['netsuite'];
let ledger: Awaited<ReturnType<typeof startNetsuite>>;
const story = beginStory('instances', async () => {
  credentials = (await makeCredentials()).netsuite;
  const { accountId, clientId, certificateId, publicKey } = credentials;
  ledger = await startNetsuite({ accountId, clientId, certificates: [{ id: certificateId, publicKey }] });
  return ledger.close;
});
const { chapter, path } = story;
const installed = (page: Page) => treeRow(page, 'Marketplace', 'NetSuite').filter({ hasText: 'installed' });

chapter('the marketplace stands by category, each connector with its icon, and is searched by what it is for', async (page) => {
  await openContainer(page, 'Patchbay');
  await treeRow(page, 'Marketplace', 'Voyado').waitFor({ timeout: patienceMs });
  const rows = view(page, 'Marketplace').locator('.monaco-list-row');
  expect(await rows.evaluateAll((all) => all.map((row) => row.querySelector('.label-name')?.textContent))).toEqual(['E-commerce', 'Shopify', 'ERP', 'NetSuite', 'Marketing', 'Voyado Engage']);
  await expect.poll(() => drawnIcon(page, 'NetSuite')).toBe(true);
  await viewAction(page, 'Marketplace', 'Search Marketplace');
  const list = await waitForInput(page, 'Search Marketplace');
  const found = async (text: string) => {
    await list.locator('input').first().fill(text);
    return (await pickRows(page)).map((label) => label.split(',')[0]?.trim());
  };
  await expect.poll(() => found('receipts')).toEqual(['Voyado Engage']);
  await expect.poll(() => found('ERP')).toEqual(['NetSuite']);
  await screenshot(page, 'instances-1-search');
  await page.keyboard.press('Enter');
  await waitForToast(page, 'Installed NetSuite');
  await installed(page).waitFor({ timeout: patienceMs });
});

chapter('a private key comes from a file', async (page) => {
  const key = join(story.window.run.path, 'ledger.pem');
  writeFileSync(key, credentials.privateKey, { mode: 0o600 });
  await answerToast(await waitForToast(page, 'Installed NetSuite'), 'Add Instance…');
  await identify(page, 'books');
  await waitForInput(page, 'Add Instance: privateKey');
  await screenshot(page, 'instances-2-private-key');
  await pick(page, 'Add Instance: privateKey', 'Read it from a file');
  await chooseFile(page, 'privateKey', key);
  await waitForToast(page, "Added the instance 'books'");
  rmSync(key);
  await treeRow(page, 'Instances', 'books').filter({ hasText: 'secrets set' }).waitFor({ timeout: patienceMs });
  await clearToasts(page);
});

chapter('another one comes from the clipboard', async (page) => {
  await copy(page, '');
  await rowAction(treeRow(page, 'Instances', 'NetSuite'), 'Add Instance');
  await identify(page, 'archive');
  await pick(page, 'Add Instance: privateKey', 'Take it from the clipboard');
  await waitForToast(page, 'The clipboard is empty');
  // The question is asked again.
  await copy(page, credentials.privateKey);
  await pick(page, 'Add Instance: privateKey', 'Take it from the clipboard');
  await waitForToast(page, "Added the instance 'archive'");
  await treeRow(page, 'Instances', 'archive').filter({ hasText: 'secrets set' }).waitFor({ timeout: patienceMs });
  await clearToasts(page);
  expect(JSON.parse(readFileSync(path('patchbay.json'), 'utf8'))).toEqual({
    version: 1, connectors: { netsuite: '1.0.0' },
    instances: Object.fromEntries(['books', 'archive'].map((name) => [name, { connector: 'netsuite', auth: 'machine', settings: { account: credentials.accountId } }])),
  });
});

chapter('both sign in where the person lets them, and the keys are whole', async (page) => {
  writeFileSync(path('patchbay.json'), byHand(credentials.accountId, ledger.url));
  for (const name of ['books', 'archive']) {
    await openInstance(page, name);
    await rowAction(treeRow(page, 'Instances', name), 'Check Connection');
    await answerDialog(await waitForDialog(page, `The secrets of '${name}' would go somewhere else`), 'Send Them There');
    const toast = await waitForToast(page, `'${name}' is connected`);
    if (name === 'books') await screenshot(page, 'instances-3-connected');
    await toast.waitFor();
    await clearToasts(page);
  }
});

chapter('a wrong key is refused, and the message says what to do', async (page) => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
  await copy(page, privateKey);
  await rowAction(treeRow(page, 'Instances', 'archive'), 'Enter Secrets');
  await answerKey(page);
  await answerToast(await waitForToast(page, "Stored the secrets of 'archive'"), 'Check Connection');
  const toast = await waitForToast(page, "'archive' is not connected");
  await screenshot(page, 'instances-4-wrong-key');
  await copy(page, credentials.privateKey);
  await answerToast(toast, 'Enter Secrets…');
  await answerKey(page);
  await answerToast(await waitForToast(page, "Stored the secrets of 'archive'"), 'Check Connection');
  await waitForToast(page, "'archive' is connected");
  await clearToasts(page);
});

chapter('an instance is edited: one setting changes, everything else in patchbay.json stays, the secrets too', async (page) => {
  const before = readFileSync(path('patchbay.json'), 'utf8');
  await contextMenu(page, treeRow(page, 'Instances', 'archive'), 'Edit Instance');
  const box = await waitForInput(page, 'Edit Instance archive: account');
  expect(await box.locator('input').first().inputValue()).toBe(credentials.accountId);
  await screenshot(page, 'instances-5-edit');
  await answerInput(page, 'Edit Instance archive: account', '7654321');
  await pick(page, 'Edit Instance archive: algorithm', 'PS256');
  await answerInput(page, 'Edit Instance archive: clientId', '');
  await answerInput(page, 'Edit Instance archive: certificateId', '');
  await pick(page, 'Edit Instance archive: privateKey', 'Keep what is stored');
  await waitForToast(page, "Changed the instance 'archive'");
  await clearToasts(page);
  expect(readFileSync(path('patchbay.json'), 'utf8')).toBe(before.replace(new RegExp(`("archive": .*)"${credentials.accountId}"`), '$1"7654321"'));
  await treeRow(page, 'Instances', 'archive').filter({ hasText: 'secrets set' }).waitFor({ timeout: patienceMs });
});

chapter('a connector with instances is not uninstalled; they are listed', async (page) => {
  await contextMenu(page, installed(page), 'Uninstall Connector');
  const dialog = await waitForDialog(page, 'books');
  expect(await dialog.innerText()).toMatch(/archive[^]*patchbay\.json:\d+/);
  await screenshot(page, 'instances-6-uninstall-refused');
  await answerDialog(dialog, 'Cancel');
  expect(existsSync(path('connectors/netsuite.connector'))).toBe(true);
});

chapter('without instances it is, and the trees show it', async (page) => {
  for (const name of ['archive', 'books']) {
    await contextMenu(page, treeRow(page, 'Instances', name), 'Remove Instance');
    await answerDialog(await waitForDialog(page, `Remove the instance '${name}'?`), 'Remove');
    await treeRow(page, 'Instances', name).waitFor({ state: 'hidden', timeout: patienceMs });
  }
  await contextMenu(page, installed(page), 'Uninstall Connector');
  await answerDialog(await waitForDialog(page, 'Uninstall NetSuite?'), 'Uninstall');
  await installed(page).waitFor({ state: 'hidden', timeout: patienceMs });
  await view(page, 'Instances').locator('.monaco-button', { hasText: 'Search Marketplace' }).waitFor({ timeout: patienceMs });
  await screenshot(page, 'instances-7-uninstalled');
  for (const file of ['connectors/netsuite.connector', 'patchbay.lock']) expect(existsSync(path(file)), file).toBe(false);
  expect(readFileSync(path('patchbay.json'), 'utf8')).not.toContain('netsuite');
  expect(story.window.browser.refused).toEqual([]);
  expect(await filesWith(story.window.run.path, credentials.clientId, credentials.certificateId, credentials.privateKey.split('\n')[8] ?? '')).toEqual([]);
});

/** Answers what comes before the key. */
async function identify(page: Page, name: string): Promise<void> {
  await answerInput(page, 'Add Instance: name', name);
  await answerInput(page, 'Add Instance: account', credentials.accountId);
  await answerInput(page, 'Add Instance: clientId', credentials.clientId);
  await answerInput(page, 'Add Instance: certificateId', credentials.certificateId);
}

/** Keeps the other two and takes the key from the clipboard. */
async function answerKey(page: Page): Promise<void> {
  await answerInput(page, 'Secrets of archive: clientId', '');
  await answerInput(page, 'Secrets of archive: certificateId', '');
  await pick(page, 'Secrets of archive: privateKey', 'Take it from the clipboard');
}

/** Waits until the window has taken in what was written to patchbay.json: a click on the row opens it there. */
async function openInstance(page: Page, name: string): Promise<void> {
  await openFile(story.window, 'patchbay.json');
  await page.locator('.editor-group-container.active .view-line', { hasText: 'one line an account' }).waitFor({ timeout: patienceMs });
  await treeRow(page, 'Instances', name).waitFor({ timeout: patienceMs });
}

async function copy(page: Page, text: string): Promise<void> {
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
}

/** What of a browser the page is asked for; tests have no types of one. */
interface Drawing {
  getComputedStyle(element: unknown): { backgroundImage: string };
  Image: new () => { src: string; naturalWidth: number; decode(): Promise<void> };
}

/** Whether the row's icon is a picture that could be loaded. */
function drawnIcon(page: Page, name: string): Promise<boolean> {
  return treeRow(page, 'Marketplace', name).locator('.custom-view-tree-node-item-icon').evaluate(async (element) => {
    const browser = globalThis as unknown as Drawing;
    const url = /url\("(.+)"\)/.exec(browser.getComputedStyle(element).backgroundImage)?.[1];
    if (url === undefined) return false;
    const image = new browser.Image();
    image.src = url;
    return image.decode().then(() => image.naturalWidth > 0, () => false);
  });
}

/** As somebody writes it who has a taste of their own. */
function byHand(account: string, url: string): string {
  const instance = (name: string) => `"${name}": {"connector":"netsuite",  "auth":"machine", "baseUrl": "${url}", "settings" : { "account" :   "${account}" }}`;
  return `{ "version": 1,
    // Ours; one line an account.
    "connectors": {"netsuite": "1.0.0"},
    "instances": {
      ${instance('books')},
      /* what is older than ten years */
      ${instance('archive')} // read only
    }
}
`;
}
