import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyEdits } from '../../cli/edits.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'patchbay-edits-'));
  folder = join(root, 'workspace');
  mkdirSync(folder);
});
afterEach(() => { rmSync(root, { recursive: true, force: true }); });

const everything = (path: string): string[] => readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();

describe('edits of a workspace', () => {
  it('create, change and delete files, and leave nothing else behind', () => {
    writeFileSync(join(folder, 'old.txt'), 'old');
    writeFileSync(join(folder, 'gone.txt'), 'gone');
    applyEdits(folder, [
      { path: 'deep/new.txt', before: null, after: 'new' }, { path: 'old.txt', before: 'old', after: 'changed' }, { path: 'gone.txt', before: 'gone', after: null },
    ]);
    expect(everything(folder)).toEqual(['deep', 'deep/new.txt', 'old.txt']);
    expect(readFileSync(join(folder, 'old.txt'), 'utf8')).toBe('changed');
  });

  it('are not made at all where one file is not what they were computed from', () => {
    writeFileSync(join(folder, 'b.txt'), 'somebody else was here');
    expect(() => applyEdits(folder, [{ path: 'a.txt', before: null, after: 'a' }, { path: 'b.txt', before: 'b', after: 'c' }])).toThrowError(/b\.txt was changed/u);
    expect(everything(folder)).toEqual(['b.txt']);
  });

  it('say what cannot be written, and why', () => {
    writeFileSync(join(folder, 'connectors'), 'a file where a folder belongs');
    expect(() => applyEdits(folder, [{ path: 'a.txt', before: null, after: 'a' }, { path: 'connectors/x.connector', before: null, after: 'x' }]))
      .toThrowError(expect.objectContaining({ code: 'unwritable-file', message: expect.stringMatching(/^connectors\/x\.connector cannot be written: [a-z ]+\.$/u) }));
    expect(everything(folder)).toEqual(['connectors']);
  });

  it.each(['../outside.txt', '/tmp/outside.txt', 'a/../../outside.txt'])('do not leave the workspace by %s', (path) => {
    expect(() => applyEdits(folder, [{ path, before: null, after: 'x' }])).toThrowError();
    expect(existsSync(join(root, 'outside.txt'))).toBe(false);
  });

  it('do not leave the workspace by a link to a folder or a file', () => {
    mkdirSync(join(root, 'outside'));
    writeFileSync(join(root, 'outside/file.txt'), 'mine');
    symlinkSync(join(root, 'outside'), join(folder, 'connectors'));
    symlinkSync(join(root, 'outside/file.txt'), join(folder, 'file.txt'));
    expect(() => applyEdits(folder, [{ path: 'connectors/x.connector', before: null, after: 'x' }])).toThrowError(/does not lie in the workspace/u);
    expect(() => applyEdits(folder, [{ path: 'file.txt', before: 'mine', after: 'x' }])).toThrowError(/does not lie in the workspace/u);
    expect(everything(join(root, 'outside'))).toEqual(['file.txt']);
    expect(readFileSync(join(root, 'outside/file.txt'), 'utf8')).toBe('mine');
  });
});
