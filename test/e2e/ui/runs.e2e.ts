import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import {
  answerInput, answerToast, clearToasts, codeLens, completions, cursorAtEndOf, editorAction, errorSquiggles, inputMessage, line, openFile, outputText, patienceMs, problems,
  screenshot, waitForInput, waitForToast,
} from '../harness/index.ts';
import { enter, write } from './keyboard.ts';
import { startTap, type Tap } from './tap.ts';
import { beginStory } from './telling.ts';

// What happens around a run: inputs, unsaved files, cancelling, and an error at its line.
let tap: Tap;
const story = beginStory('runs', async () => {
  tap = await startTap();
  return tap.close;
});
const { chapter, path } = story;

chapter('what is not saved yet is saved, and inputs without a default are asked for', async (page) => {
  for (const [file, text] of Object.entries(workspace(tap.url))) writeFileSync(path(file), text);
  await openFile(story.window, 'greet.flow');
  await codeLens(page, 'Run').first().waitFor({ timeout: patienceMs });
  await cursorAtEndOf(page, 'log "{greeting}, {name}"');
  await write(page, [enter, 'log "written a moment ago"']);
  await page.locator('.tab.active.dirty').waitFor({ timeout: patienceMs });
  expect(readFileSync(path('greet.flow'), 'utf8')).not.toContain('a moment ago');
  await page.keyboard.press('Escape');
  await codeLens(page, 'Run').first().click();
  await waitForInput(page, 'Run greet: name');
  await inputMessage(page).filter({ hasText: 'Who is greeted' }).waitFor({ timeout: patienceMs });
  await answerInput(page, 'Run greet: name', 'Ada');
  await (await waitForInput(page, 'Run greet: times')).locator('input').first().fill('many');
  await inputMessage(page).filter({ hasText: 'A whole number is needed' }).waitFor({ timeout: patienceMs });
  await screenshot(page, 'runs-1-inputs');
  await answerInput(page, 'Run greet: times', '2');
  const toast = await waitForToast(page, 'greet succeeded');
  expect(await toast.innerText()).toContain('3 read, 1 filtered, 2 completed');
  await page.locator('.tab.active:not(.dirty)').waitFor({ timeout: patienceMs });
  expect(readFileSync(path('greet.flow'), 'utf8')).toContain('log "written a moment ago"');
  await answerToast(toast, 'Show Log');
  for (const text of ['Hello, Ada', 'written a moment ago']) await outputText(page).filter({ hasText: text }).first().waitFor({ timeout: patienceMs });
  await clearToasts(page);
});

chapter('a run is cancelled while it goes on, and says so', async (page) => {
  await openFile(story.window, 'endless.flow');
  await editorAction(page, 'Run Flow');
  const progress = page.locator('.notification-toast', { hasText: /endless: [1-9]\d* read/ }).first();
  await progress.waitFor({ timeout: patienceMs });
  await screenshot(page, 'runs-2-progress');
  await answerToast(progress, 'Cancel');
  const stopped = await waitForToast(page, 'endless stopped');
  expect(await stopped.innerText()).toMatch(/endless stopped: [1-9]\d* read/);
  await outputText(page).filter({ hasText: /■\sendless\sstopped\safter/ }).first().waitFor({ timeout: patienceMs });
  await screenshot(page, 'runs-3-cancelled');
  const [run] = journal(path('.patchbay/state.db'), 'endless');
  expect(run).toMatchObject({ status: 'stopped', finished: expect.any(Number) as number });
  expect(Number(run?.read)).toBeGreaterThan(0);
  const pages = tap.pages();
  // The editor goes on as before: a flow that runs afterwards, with what the language server offers meanwhile.
  await clearToasts(page);
  await cursorAtEndOf(page, 'from tap.drops() as drop');
  await write(page, [enter, 'filter drop.']);
  expect(await completions(page)).toContain('size');
  await page.keyboard.press('Escape');
  await page.keyboard.type('size > 5');
  await errorSquiggles(page).first().waitFor({ state: 'hidden', timeout: patienceMs });
  expect(tap.pages()).toBe(pages);
});

chapter('the error of a run stands at its line until the flow is edited', async (page) => {
  await openFile(story.window, 'leak.flow');
  await editorAction(page, 'Run Flow');
  const toast = await waitForToast(page, 'leak failed');
  expect(await toast.innerText()).toContain('leak.flow:4');
  await errorSquiggles(page).first().waitFor({ timeout: patienceMs });
  const rows = await problems(page);
  await rows.filter({ hasText: /404.*patchbay run.*Ln 4/ }).first().waitFor({ timeout: patienceMs });
  await screenshot(page, 'runs-4-failed');
  await clearToasts(page);
  await cursorAtEndOf(page, 'log "{drop.id}"');
  await write(page, [' ']);
  await errorSquiggles(page).first().waitFor({ state: 'hidden', timeout: patienceMs });
  await rows.filter({ hasText: 'patchbay run' }).first().waitFor({ state: 'hidden', timeout: patienceMs });
  await line(page, 'from tap.leak() as drop').waitFor();
  expect(story.window.browser.refused).toEqual([]);
});

function journal(file: string, flow: string): { status: string; finished: number | null; read: number }[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const rows = database.prepare('SELECT status, finished, counts FROM runs WHERE flow LIKE ? ORDER BY started DESC').all(`%${flow}%`) as { status: string; finished: number | null; counts: string }[];
    return rows.map(({ status, finished, counts }) => ({ status, finished, read: (JSON.parse(counts) as { read: number }).read }));
  } finally {
    database.close();
  }
}

const workspace = (url: string): Record<string, string> => ({
  'tap.connector': `/** Water, for as long as one looks. */
connector tap {
  title   'Tap'
  version 1.0.0
  base    '${url}'

  entity Drop { id: integer @key, size: integer }

  endpoint drops(): Drop[] {
    GET '/drops'
    paginate link
    records body
  }

  endpoint leak(): Drop[] {
    GET '/leak'
    records body
  }
}
`,
  'patchbay.json': `{
  "version": 1,
  "instances": {
    "kitchen": { "connector": "tap" }
  }
}
`,
  'greet.flow': `/** Greets somebody as often as is wished. */
flow greet {
  /** Who is greeted. */
  input name: string
  input times: integer
  input greeting: string = 'Hello'
  from [1, 2, 3] as n
  filter n <= times
  log "{greeting}, {name}"
}
`,
  'endless.flow': `/** Comes to no end. */
flow endless {
  use tap = tap.kitchen
  from tap.drops() as drop
  log "{drop.id}"
}
`,
  'leak.flow': `/** Reads what is not there. */
flow leak {
  use tap = tap.kitchen
  from tap.leak() as drop
  log "{drop.id}"
}
`,
});
