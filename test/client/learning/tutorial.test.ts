import { expect, test } from 'vitest';
import type { Host } from '../../../client/host.ts';
import { openLanguagePage } from '../../../client/learning/language-page.ts';
import { watchRepairs } from '../../../client/learning/milestones.ts';
import { noticeTutorial, openLesson, openTutorial } from '../../../client/learning/tutorial.ts';
import { Emitter } from '../support/emitter.ts';
import { fakeHost, type FakeHost } from '../support/host.ts';
import { Uri } from '../support/values.ts';

/** A window in which the dialog answers with a folder, files can be copied, and an extension lies in `/extension`. */
function window(files: Record<string, string>, chosen?: string): FakeHost & { copied: string[] } {
  const fake = fakeHost({ files });
  const copied: string[] = [];
  const api = fake.host.vscode as unknown as { window: Record<string, unknown>; workspace: { fs: Record<string, unknown> } };
  api.window['showOpenDialog'] = async () => (chosen === undefined ? undefined : [Uri.file(chosen)]);
  api.workspace.fs['copy'] = async (from: Uri, to: Uri) => void copied.push(`${from.path} ${to.path}`);
  Object.assign(fake.host.context, { extensionUri: Uri.file('/extension') });
  return Object.assign(fake, { copied });
}

test('the tutorial is copied to where the person says, and its folder opened', async () => {
  const fake = window({}, '/home/acme');
  await openTutorial(fake.host);
  expect(fake.copied).toEqual(['/extension/samples/tutorial /home/acme/patchbay-tutorial']);
  expect(fake.executed.map(({ command, args }) => `${command} ${(args[0] as Uri).path}`)).toEqual(['vscode.openFolder /home/acme/patchbay-tutorial']);
});

test('a person who chooses no folder has nothing copied', async () => {
  const fake = window({});
  await openTutorial(fake.host);
  expect([fake.copied, fake.executed]).toEqual([[], []]);
});

test('a tutorial that is there already is opened as it is, and another folder of the name is left alone', async () => {
  const again = window({ 'patchbay-tutorial/1-first-flow.flow': 'mine' }, '/work');
  await openTutorial(again.host);
  expect([again.copied, again.executed.length]).toEqual([[], 1]);
  const other = window({ 'patchbay-tutorial': 'something else' }, '/work');
  await expect(openTutorial(other.host)).rejects.toThrow('it is not the tutorial');
  expect([other.copied, other.executed]).toEqual([[], []]);
});

test('a lesson is shown where the tutorial is open; elsewhere the tutorial is offered', async () => {
  const fake = window({ '1-first-flow.flow': '', '2-values.flow': '' });
  await openLesson(fake.host, 2);
  expect(fake.executed).toEqual([{ command: 'show', args: ['/work/2-values.flow'] }]);
  const reached: string[] = [];
  await noticeTutorial(fake.host, (one) => reached.push(one));
  expect(reached).toEqual(['tutorial']);
  const elsewhere = window({});
  await openLesson(elsewhere.host, 2);
  await noticeTutorial(elsewhere.host, (one) => reached.push(one));
  expect(elsewhere.shown).toMatchObject([{ message: 'The tutorial is not open in this window.', buttons: ['Open Tutorial…'] }]);
  expect(reached).toEqual(['tutorial']);
});

test('the page of the language is shown at the heading of the link, and at its beginning for anything that is no heading', async () => {
  const fake = window({});
  const withFragment = { ...fake.host, context: { extensionUri: { path: '/extension' } }, vscode: { ...fake.host.vscode, Uri: { joinPath: (base: { path: string }, ...names: string[]) => ({ with: ({ fragment }: { fragment: string }) => `${[base.path, ...names].join('/')}#${fragment}` }) } } } as unknown as Host;
  await openLanguagePage(withFragment, 'limit');
  await openLanguagePage(withFragment, '../x?y');
  await openLanguagePage(withFragment, { path: '/etc' });
  expect(fake.executed.map(({ command, args }) => [command, ...args])).toEqual([['markdown.showPreview', '/extension/docs/language.md#limit'], ['markdown.showPreview', '/extension/docs/language.md#'], ['markdown.showPreview', '/extension/docs/language.md#']]);
});

test('where nothing renders Markdown the page is shown as text, at the heading', async () => {
  const fake = window({ 'docs/language.md': '# The language\n\n#### `map`\n\n#### `limit`\n\nHow fast.\n' });
  const shown: unknown[] = [];
  const api = fake.host.vscode as unknown as { commands: Record<string, unknown>; window: Record<string, unknown>; workspace: { openTextDocument: (uri: Uri) => Promise<unknown> } };
  api.commands['executeCommand'] = async () => { throw new Error("command 'markdown.showPreview' not found"); };
  api.window['showTextDocument'] = async (_: unknown, options: { selection: { start: { line: number } } }) => void shown.push(options.selection.start.line);
  const page = Object.assign(Uri.file('/work/docs/language.md'), { with: () => page });
  const host = { ...fake.host, context: {}, vscode: { ...fake.host.vscode, Uri: { joinPath: () => page } } } as unknown as Host;
  await openLanguagePage(host, 'limit');
  await openLanguagePage(host);
  expect(shown).toEqual([4, 0]);
});

test('a mistake that was marked and put right is noticed, in files of Patchbay that are open', () => {
  const changed = new Emitter<{ uris: Uri[] }>();
  const errors = new Map<string, number>();
  const documents = [{ uri: Uri.file('/work/a.flow'), languageId: 'flow' }, { uri: Uri.file('/work/a.ts'), languageId: 'typescript' }];
  const vscode = {
    DiagnosticSeverity: { Error: 0 },
    workspace: { textDocuments: documents },
    languages: { onDidChangeDiagnostics: changed.event, getDiagnostics: (uri: Uri) => Array.from({ length: errors.get(uri.path) ?? 0 }, () => ({ severity: 0 })) },
  };
  const reached: string[] = [];
  watchRepairs({ vscode } as unknown as Host, (one) => reached.push(one));
  const tell = (path: string, count: number): void => {
    errors.set(path, count);
    changed.fire({ uris: [Uri.file(path)] });
  };
  tell('/work/a.flow', 0);
  tell('/work/a.ts', 1);
  tell('/work/a.ts', 0);
  tell('/work/b.flow', 1);
  tell('/work/b.flow', 0);
  tell('/work/a.flow', 1);
  expect(reached).toEqual([]);
  tell('/work/a.flow', 0);
  expect(reached).toEqual(['repair']);
});
