import { expect, test } from 'vitest';
import { applyFileEdits, difference } from '../../../client/workspace/edits.ts';
import { fakeHost, folder } from '../support/host.ts';

test('several files are changed by one WorkspaceEdit and saved', async () => {
  const window = fakeHost({ files: { 'patchbay.json': '{ "a": 1 }\n', 'connectors/old.connector': 'connector old {}' } });
  await applyFileEdits(window.host, folder, [
    { path: 'patchbay.json', before: '{ "a": 1 }\n', after: '{ "a": 12 }\n' },
    { path: 'connectors/shop.connector', before: null, after: 'connector shop {}' },
    { path: 'connectors/old.connector', before: 'connector old {}', after: null },
  ]);
  expect(window.applied).toHaveLength(1);
  expect(Object.fromEntries(window.files)).toEqual({ '/work/patchbay.json': '{ "a": 12 }\n', '/work/connectors/shop.connector': 'connector shop {}' });
});

test('only what differs is replaced, so that the cursor stays where it is', async () => {
  const window = fakeHost({ files: { 'patchbay.json': '{\n  "one": 1,\n  "two": 2\n}\n' } });
  await applyFileEdits(window.host, folder, [{ path: 'patchbay.json', before: '{\n  "one": 1,\n  "two": 2\n}\n', after: '{\n  "one": 1,\n  "two": 22\n}\n' }]);
  expect(window.applied[0]).toMatchObject([{ kind: 'replace', text: '2', range: { start: { line: 2 }, end: { line: 2 } } }]);
});

test('a file that was changed in the meantime stays as it is, and so do the others', async () => {
  const window = fakeHost({ files: { 'patchbay.json': '{ "mine": true }', 'b.flow': 'b' } });
  const change = applyFileEdits(window.host, folder, [{ path: 'b.flow', before: 'b', after: 'c' }, { path: 'patchbay.json', before: '{}', after: '{ "theirs": true }' }]);
  await expect(change).rejects.toThrow('patchbay.json was changed in the meantime; nothing was written. Try again.');
  expect(window.applied).toEqual([]);
  expect(window.files.get('/work/b.flow')).toBe('b');
});

test('a file that is new for who computed the change is not overwritten', async () => {
  const window = fakeHost({ files: { 'patchbay.json': '{}' } });
  await expect(applyFileEdits(window.host, folder, [{ path: 'patchbay.json', before: null, after: '{ }' }])).rejects.toThrow('patchbay.json exists already');
});

test.each(['../evil', 'connectors/../../evil', '/etc/passwd', 'c:/evil', 'a\\b', '', './x'])('the path %j does not leave the folder', async (path) => {
  const window = fakeHost();
  await expect(applyFileEdits(window.host, folder, [{ path, before: null, after: 'x' }])).rejects.toThrow('is not a path inside of the workspace folder');
  expect(window.applied).toEqual([]);
});

test.each([
  ['', 'abc'], ['abc', ''], ['aaa', 'aa'], ['ab', 'aXb'], ['same', 'same'], ['abab', 'ababab'],
])('the difference of %j and %j makes one of the other', (before, after) => {
  const { start, end, replacement } = difference(before, after);
  expect(before.slice(0, start) + replacement + before.slice(end)).toBe(after);
});
