import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CommandResult, runCommand } from './terminal.ts';
import { createWorkspace, type TestWorkspace } from './workspace.ts';

const messy = 'flow a{\nskip\n}';
const tidy = 'flow a {\n  skip\n}\n';
const format = (workspace: TestWorkspace, ...argv: string[]): Promise<CommandResult> => runCommand(['format', ...argv], { cwd: workspace.folder });

describe('patchbay format', () => {
  it('formats the connectors and flows of the workspace, and lists what it changed', async () => {
    const workspace = createWorkspace({ 'b.flow': messy, 'deep/er/c.connector': 'connector c{}', 'a.flow': tidy, 'patchbay.json': '{}', '.hidden/d.flow': messy, 'node_modules/e.flow': messy });
    expect(await format(workspace)).toEqual({ code: 0, out: 'b.flow\ndeep/er/c.connector\n', err: '2 of 3 files changed.\n' });
    expect([workspace.read('b.flow'), workspace.read('deep/er/c.connector')]).toEqual([tidy, 'connector c {}\n']);
    expect([workspace.read('.hidden/d.flow'), workspace.read('node_modules/e.flow'), workspace.read('patchbay.json')]).toEqual([messy, messy, '{}']);
    expect(await format(workspace)).toEqual({ code: 0, out: '', err: '0 of 3 files changed.\n' });
  });

  it('with --check writes nothing, and fails where a file would change', async () => {
    const workspace = createWorkspace({ 'a.flow': messy, 'b.flow': tidy });
    expect(await format(workspace, '--check')).toEqual({ code: 1, out: 'a.flow\n', err: '1 of 2 files would change.\n' });
    expect(workspace.read('a.flow')).toBe(messy);
    expect(await format(workspace, '--check', 'b.flow')).toEqual({ code: 0, out: '', err: 'Nothing to change.\n' });
  });

  it('takes files and folders, each file once', async () => {
    const workspace = createWorkspace({ 'a.flow': messy, 'flows/b.flow': messy, 'flows/c.flow': messy });
    expect((await format(workspace, 'flows', 'flows/b.flow')).out).toBe('flows/b.flow\nflows/c.flow\n');
    expect(workspace.read('a.flow')).toBe(messy);
  });

  it('says where a file is broken, leaves it as it is, and formats the others', async () => {
    const broken = 'flow b{\n  filter (\n}\n';
    const unclosed = 'flow c{\n  skip\n\nflow d {\n  skip\n}\n';
    const workspace = createWorkspace({ 'a.flow': messy, 'b.flow': broken, 'c.flow': unclosed });
    const { code, out, err } = await format(workspace);
    expect([code, out]).toEqual([1, 'a.flow\n']);
    expect(err).toMatch(/^b\.flow:\d+:\d+: error: .+ \[syntax\]$/m);
    expect(err).toMatch(/^c\.flow:\d+:\d+: error: .+ \[syntax\]$/m);
    expect(err).toContain('1 of 3 files changed; 2 files with errors left as they are.');
    expect([workspace.read('b.flow'), workspace.read('c.flow')]).toEqual([broken, unclosed]);
  });

  it('keeps line ends and a byte order mark; what is not UTF-8 it does not touch', async () => {
    const workspace = createWorkspace({ 'a.flow': `\uFEFF${messy.replaceAll('\n', '\r\n')}` });
    const bytes = Buffer.from([0x66, 0x6c, 0x6f, 0x77, 0x20, 0xff, 0x7b, 0x7d]);
    writeFileSync(join(workspace.folder, 'b.flow'), bytes);
    const { code, out, err } = await format(workspace);
    expect([code, out]).toEqual([1, 'a.flow\n']);
    expect(err).toContain('b.flow:1:1: error: This file is not UTF-8.');
    expect(workspace.read('a.flow')).toBe(`\uFEFF${tidy.replaceAll('\n', '\r\n')}`);
    expect(readFileSync(join(workspace.folder, 'b.flow'))).toEqual(bytes);
  });

  it('leaves an installed connector as it came, unless it is named', async () => {
    const workspace = createWorkspace({ 'patchbay.json': '{}' });
    await runCommand(['install', 'shopify'], { cwd: workspace.folder });
    const path = 'connectors/shopify.connector';
    // As it would be if whoever published it wrote in another style: the lock pins just that.
    const other = workspace.read(path).replaceAll('  ', '\t');
    const { createHash } = await import('node:crypto');
    const lock = JSON.parse(workspace.read('patchbay.lock')) as { connectors: Record<string, { sha256: string }> };
    lock.connectors['shopify']!.sha256 = createHash('sha256').update(other).digest('hex');
    workspace.write({ [path]: other, 'patchbay.lock': JSON.stringify(lock) });
    expect((await format(workspace)).out).toBe('');
    expect((await format(workspace, 'connectors')).out).toBe('');
    expect((await format(workspace, path)).out).toBe(`${path}\n`);
  });

  it('follows no links', async () => {
    const workspace = createWorkspace({ 'real/a.flow': messy });
    mkdirSync(join(workspace.folder, 'w'));
    symlinkSync(join(workspace.folder, 'real'), join(workspace.folder, 'w/folder'));
    symlinkSync(join(workspace.folder, 'real/a.flow'), join(workspace.folder, 'w/b.flow'));
    expect((await format(workspace, 'w')).err).toContain('There is nothing to format');
    expect(await format(workspace, 'w/b.flow')).toMatchObject({ code: 1, out: '' });
    expect(workspace.read('real/a.flow')).toBe(messy);
  });

  it('reads nothing that a link puts outside of the workspace', async () => {
    const outside = createWorkspace({ 'sub/secret.flow': 'opensesame is not a flow' });
    const workspace = createWorkspace({ 'a.flow': tidy });
    symlinkSync(outside.folder, join(workspace.folder, 'out'));
    symlinkSync(join(outside.folder, 'sub/secret.flow'), join(workspace.folder, 'b.flow'));
    for (const path of ['out', 'out/sub', 'out/sub/secret.flow', 'b.flow']) {
      const { code, out, err } = await format(workspace, '--check', path);
      expect([code, out, err]).toEqual([2, '', expect.stringContaining('a link out of the workspace')]);
      expect(err).not.toContain('opensesame');
    }
  });

  it.each([
    [['nowhere.flow'], 'There is no nowhere.flow.'],
    [['..'], '.. lies outside the workspace'],
    [['patchbay.json'], 'patchbay.json is no .connector or .flow file'],
    [['--stdin', 'a.txt'], "--stdin wants the name of a .connector or .flow file, not 'a.txt'."],
    [['--stdin', 'a.flow', 'b.flow'], '--stdin goes without paths and --check.'],
  ])('%j is wrong usage', async (argv, message) => {
    const { code, err } = await format(createWorkspace({ 'patchbay.json': '{}' }), ...argv);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});
