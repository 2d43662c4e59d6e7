import { expect, it } from 'vitest';
import { workspaceOf } from '../../support/language.ts';
import { askEverything, cutTexts, exampleTexts } from './half-typed.ts';

const texts = exampleTexts();

// One file of each language here; `half-typed.fuzz.ts` does all of them, at every word.
it.each([['/shop.connector', 60], ['/stores.flow', 40], ['/patchbay.json', 30]])('every name and type of %s can be asked for while it is being typed', async (path, step) => {
  const workspace = await workspaceOf(texts, { reuse: true });
  const whole = askEverything(workspace, path);
  expect(whole).toBeGreaterThan(50);
  for (const text of cutTexts(texts[path]!, step)) {
    await workspace.update({ [path]: text });
    expect(askEverything(workspace, path)).toBeLessThan(2 * whole);
  }
});
