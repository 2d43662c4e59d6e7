import { expect, it } from 'vitest';
import { workspaceOf } from '../../support/language.ts';
import { askEverything, cutTexts, exampleTexts } from './half-typed.ts';

const texts = exampleTexts();

it.each(Object.keys(texts))('every name and type of %s can be asked for while it is being typed, at every word', async (path) => {
  const workspace = await workspaceOf(texts, { reuse: true });
  const whole = askEverything(workspace, path);
  for (const text of cutTexts(texts[path]!, 1)) {
    await workspace.update({ [path]: text });
    expect(askEverything(workspace, path)).toBeLessThan(2 * whole + 50);
  }
});
