// What nothing uses, in a file with a syntax error: a name that stands elsewhere in the text may be used there, once the error is mended.
import { expect, it } from 'vitest';
import { openSamples } from '../fuzz/workspaces.ts';
import { deleted } from '../language/grammar/mistakes.ts';

/** A flow and a connector of a size that every token of them can be deleted in some seconds. */
const of = /samples\/orders\/(?:flows\/members\.flow|connectors\/voyado\.connector)$/;

it('is not told of a name that is elsewhere in the text, whichever token is deleted', async () => {
  const wrong: string[] = [];
  let cases = 0;
  /** Those of a name whose only use was deleted. */
  let told = 0;
  for (const { workspace, path, text, language } of (await openSamples()).filter((file) => file.language !== 'workspace' && of.test(file.path))) {
    const unused = (): string[] => workspace.files.flatMap((file) => (workspace.document(file.path).diagnostics ?? [])
      .filter(({ code }) => String(code).startsWith('unused-') || code === 'slot-not-sent').map(({ code, message }) => `${String(code)} ${file.path} ${/`([^`]+)`/.exec(String(message))![1]}`));
    const before = new Set(unused());
    for (const { text: changed, what } of deleted({ name: path, language, text })) {
      await workspace.type(path, changed);
      cases++;
      const broken = (workspace.document(path).diagnostics ?? []).some(({ code }) => code === 'syntax');
      for (const one of unused()) {
        if (before.has(one)) continue;
        const name = one.split(' ')[2]!;
        if (broken && (changed.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0) > 1) wrong.push(`${path}:${what}: ${one}`);
        else told++;
      }
    }
    await workspace.type(path, text);
  }
  expect(wrong).toEqual([]);
  expect([cases > 600, told > 5]).toEqual([true, true]);
}, 120_000);
