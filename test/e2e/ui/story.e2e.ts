import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import {
  answerInput, answerToast, answerDialog, chooseFile, clearToasts, contextMenu, cursorAtEndOf, editorActionShown, errorSquiggles, firstPatienceMs, inputMessage, openContainer, openFile, outputText, patienceMs, pick,
  problems, reloadWindow, rowAction, runCommand, save, screenshot, treeRow, view, waitForDialog, waitForInput, waitForToast, word,
} from '../harness/index.ts';
import { enter, leave, take, write } from './keyboard.ts';
import { type Orchard, startOrchard } from './orchard.ts';
import { beginStory, filesWith } from './telling.ts';

// The story of a person who opens an empty folder, writes a connector and a flow, and runs it.
let orchard: Orchard;
const story = beginStory('story', async () => {
  orchard = await startOrchard();
  return orchard.close;
});
const { chapter, path: workspaceFile } = story;

chapter('an empty folder says how to begin', async (page) => {
  await openContainer(page, 'Patchbay');
  await treeRow(page, 'Marketplace', 'Shopify').waitFor({ timeout: patienceMs });
  await view(page, 'Instances').locator('.monaco-button', { hasText: 'Search Marketplace' }).waitFor({ timeout: patienceMs });
  await screenshot(page, '1-empty-folder');
});

chapter('a connector is written key by key', async (page) => {
  writeFileSync(workspaceFile('orchard.connector'), '');
  await openFile(story.window, 'orchard.connector');
  await page.locator('.editor-group-container.active .view-lines').click();
  await write(page, [
    take('conn', 'connector'), ' orchard {', enter,
    take('tit', 'title'), " 'Orchard'", enter,
    take('ver', 'version'), ' 1.0.0', enter,
    take('bas', 'base'), ` '${orchard.url}'`, enter,
    take('aut', 'auth'), ' key {', enter,
    take('sec', 'secret'), ' apiKey: ', take('str', 'string'), enter,
    take('hea', 'header'), " 'X-Orchard-Key': ", take('api', 'apiKey'), leave, enter,
    take('che', 'check'), ' getOrchad', enter,
    take('ent', 'entity'), ' Apple {', enter,
    'id: ', take('int', 'integer'), ' ', take('@k', '@key'), enter,
    'name: ', take('str', 'string'), enter,
    'grams: ', take('int', 'integer'), leave, enter,
    take('endp', 'endpoint'), ' getOrchard(): { name: string } {', enter,
    take('GE', 'GET'), " '/orchard'", enter,
    take('res', 'result'), ' body', leave, enter,
    take('endp', 'endpoint'), ' listApples(): ', take('App', 'Apple'), '[] {', enter,
    take('GE', 'GET'), " '/apples'", enter,
    take('pag', 'paginate'), ' ', take('lin', 'link'), enter,
    take('rec', 'records'), ' body',
  ]);
  await save(page);
});

chapter('what is wrong is marked, and repaired', async (page) => {
  await errorSquiggles(page).first().waitFor({ timeout: patienceMs });
  const rows = await problems(page);
  await rows.filter({ hasText: 'getOrchad' }).first().waitFor({ timeout: patienceMs });
  await word(page, 'getOrchad').hover();
  await page.locator('.monaco-hover:visible', { hasText: 'getOrchard' }).first().waitFor({ timeout: patienceMs });
  await screenshot(page, '2-problem');
  await cursorAtEndOf(page, 'check getOrchad');
  for (let letter = 0; letter < 'rchad'.length; letter += 1) await page.keyboard.press('Backspace');
  await write(page, [take('rch', 'getOrchard')]);
  await errorSquiggles(page).first().waitFor({ state: 'hidden', timeout: patienceMs });
  await save(page);
  expect(readFileSync(workspaceFile('orchard.connector'), 'utf8')).toBe(written(orchard.url));
});

chapter('an instance of it is added through the inputs and checked', async (page) => {
  await runCommand(page, 'Patchbay: Add Instance…');
  await pick(page, 'Add Instance: connector', 'Orchard');
  await answerInput(page, 'Add Instance: name', 'hill');
  await answerInput(page, 'Add Instance: apiKey', orchard.key);
  await answerToast(await waitForToast(page, "Added the instance 'hill'"), 'Check Connection');
  await waitForToast(page, "'hill' is connected");
  expect(orchard.asked).toContain('/orchard');
  await treeRow(page, 'Instances', 'hill').filter({ hasText: 'secrets set' }).waitFor({ timeout: patienceMs });
  await clearToasts(page);
});

chapter('a flow is written with what the connector offers, and run from the palette', async (page) => {
  writeFileSync(workspaceFile('harvest.flow'), '');
  await openFile(story.window, 'harvest.flow');
  await page.locator('.editor-group-container.active .view-lines').click();
  await write(page, [
    take('fl', 'flow'), ' harvest {', enter,
    take('us', 'use'), ' farm = ', take('orc', 'orchard.hill'), enter,
    take('fro', 'from'), ' ', take('far', 'farm'), '.', take('listA', 'listApples'), '() as apple', enter,
    take('filt', 'filter'), ' apple.', take('gra', 'grams'), ' >= 150', enter,
    take('log', 'log'), ' "heavy: {apple.',
  ]);
  await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'name' }).waitFor({ timeout: patienceMs });
  await page.mouse.move(900, 520);
  await screenshot(page, '3-completion');
  await write(page, [take('na', 'name'), '}"']);
  await save(page);
  await errorSquiggles(page).first().waitFor({ state: 'hidden', timeout: patienceMs });
  await runCommand(page, 'Patchbay: Run Flow');
  const heavy = orchard.apples.filter(({ grams }) => grams >= 150);
  const toast = await waitForToast(page, 'harvest succeeded');
  expect(await toast.innerText()).toContain(`${orchard.apples.length} read, ${orchard.apples.length - heavy.length} filtered, ${heavy.length} completed`);
  await answerToast(toast, 'Show Log');
  await outputText(page).filter({ hasText: heavy.at(-1)?.name ?? '' }).first().waitFor({ timeout: patienceMs });
  await screenshot(page, '4-run');
});

chapter('an instance that a flow uses is not removed', async (page) => {
  await contextMenu(page, treeRow(page, 'Instances', 'hill'), 'Remove Instance');
  const dialog = await waitForDialog(page, 'harvest');
  await answerDialog(dialog, 'Cancel');
  await treeRow(page, 'Instances', 'hill').waitFor();
});

chapter('Shopify is installed from the tree and gets an instance', async (page) => {
  await rowAction(treeRow(page, 'Marketplace', 'Shopify'), 'Install');
  await answerToast(await waitForToast(page, 'Installed Shopify'), 'Add Instance…');
  await answerInput(page, 'Add Instance: name', 'acme');
  await waitForInput(page, 'Add Instance: shop');
  await page.keyboard.type('Acme Ltd');
  await inputMessage(page).filter({ hasText: 'It should match' }).waitFor({ timeout: patienceMs });
  await screenshot(page, '5-add-instance');
  await answerInput(page, 'Add Instance: shop', 'acme');
  await pick(page, 'Add Instance: how it signs in', 'App of your organisation');
  await answerInput(page, 'Add Instance: clientId', 'invented-client-id');
  await answerInput(page, 'Add Instance: clientSecret', 'invented-client-secret');
  await waitForToast(page, "Added the instance 'acme'");
  await treeRow(page, 'Instances', 'acme').filter({ hasText: 'secrets set' }).waitFor({ timeout: patienceMs });
  await clearToasts(page);
  await page.mouse.move(900, 300);
  await treeRow(page, 'Marketplace', 'Shopify').filter({ hasText: 'installed' }).waitFor({ timeout: patienceMs });
  await screenshot(page, '6-instances');
  expect(JSON.parse(readFileSync(workspaceFile('patchbay.json'), 'utf8'))).toMatchObject({
    connectors: { shopify: '1.0.0' },
    instances: { hill: { connector: 'orchard', auth: 'key' }, acme: { connector: 'shopify', auth: 'app', settings: { shop: 'acme' } } },
  });
});

chapter('a connector that was changed to lead elsewhere gets no secret without a question', async (page) => {
  const thief = await startOrchard();
  try {
    const file = workspaceFile('orchard.connector');
    writeFileSync(file, readFileSync(file, 'utf8').replace(orchard.url, thief.url));
    await runCommand(page, 'Patchbay: Run Flow');
    const dialog = await waitForDialog(page, "The secrets of 'hill' would go somewhere else");
    expect(await dialog.innerText()).toContain(orchard.url);
    expect(await dialog.innerText()).toContain(thief.url);
    await screenshot(page, '7-destination-changed');
    // What has the focus is what Enter presses.
    expect(await page.locator('.monaco-dialog-box .monaco-button:focus').innerText()).toBe('Do Not Send');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden', timeout: patienceMs });
    await waitForToast(page, 'they were not sent');
    expect(thief.connections()).toBe(0);
    writeFileSync(file, readFileSync(file, 'utf8').replace(thief.url, orchard.url));
    await clearToasts(page);
  } finally {
    await thief.close();
  }
});

chapter('after a reload the secrets are still there, and a file brings others', async (page) => {
  await reloadWindow(page);
  await treeRow(page, 'Instances', 'acme').filter({ hasText: 'secrets set' }).waitFor({ timeout: firstPatienceMs });
  // The palette lists commands by what the window knows when it opens, and trust is the last it gets to know after a reload.
  await editorActionShown(page, 'Run Flow');
  const file = join(story.window.run.path, 'secrets.json');
  writeFileSync(file, JSON.stringify({ instances: { hill: { secrets: { apiKey: orchard.key } } } }), { mode: 0o600 });
  await runCommand(page, 'Patchbay: Import Secrets…');
  await chooseFile(page, 'Import Secrets', file);
  const dialog = await waitForDialog(page, 'Import the secrets of one instance?');
  expect(await dialog.innerText()).toContain(`hill: apiKey → ${orchard.url}`);
  await answerDialog(dialog, 'Import');
  await waitForToast(page, 'Imported the secrets of hill');
  await runCommand(page, 'Patchbay: Run Flow');
  await waitForToast(page, 'harvest succeeded');
});

chapter('nothing was asked of the network but the orchard, and no file holds a secret', async () => {
  expect(story.window.browser.refused).toEqual([]);
  // Profile, logs, extensions, temporary files and the workspace; the imported file is the person's own.
  rmSync(join(story.window.run.path, 'secrets.json'));
  expect(await filesWith(story.window.run.path, orchard.key, 'invented-client-secret')).toEqual([]);
});

function written(url: string): string {
  return `connector orchard {
  title 'Orchard'
  version 1.0.0
  base '${url}'
  auth key {
    secret apiKey: string
    header 'X-Orchard-Key': apiKey
  }
  check getOrchard
  entity Apple {
    id: integer @key
    name: string
    grams: integer
  }
  endpoint getOrchard(): { name: string } {
    GET '/orchard'
    result body
  }
  endpoint listApples(): Apple[] {
    GET '/apples'
    paginate link
    records body
  }
}`;
}
