// The bundled server as a process of its own: what VS Code and other editors start.
import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource, createProtocolConnection, IPCMessageReader, IPCMessageWriter, type ProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import { connectClient, type LanguageClient, positionIn } from '../support/language-client.ts';
import { files, flowWith } from './workspace.ts';

const root = join(import.meta.dirname, '../..');
const bundle = join(root, 'dist/server.cjs');
const metafile = join(root, 'out/meta/server.json');
const main = flowWith('  call erp.findAccount(order.number) as account\n  filter order.total > minimum\n  log order.id\n  log account == null');
let folder: string;
let child: ChildProcess;
let errors = '';

beforeAll(() => {
  if (!existsSync(bundle) || !existsSync(metafile)) execFileSync(process.execPath, ['esbuild.mjs', '--only', 'server'], { cwd: root });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchbay-process-'));
  mkdirSync(join(folder, 'connectors'));
  for (const [path, text] of [...Object.entries(files), ['/main.flow', main] as const]) writeFileSync(join(folder, path), text);
});
afterEach(() => {
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const ended = (): Promise<number | null> => new Promise((resolve) => { child.on('close', resolve); });

async function client(connection: ProtocolConnection): Promise<LanguageClient> {
  child.stderr?.setEncoding('utf8').on('data', (text: string) => { errors += text; });
  return connectClient(connection, { folders: [folder] }, async () => undefined);
}

function overStdio(): Promise<LanguageClient> {
  child = spawn(process.execPath, [bundle, '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
  return client(createProtocolConnection(new StreamMessageReader(child.stdout!), new StreamMessageWriter(child.stdin!)));
}

/** As VS Code starts it. */
function overIpc(): Promise<LanguageClient> {
  child = fork(bundle, ['--node-ipc'], { execArgv: ['--max-semi-space-size=4'], stdio: ['pipe', 'pipe', 'pipe', 'ipc'] });
  return client(createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child)));
}

describe.each([['stdio', overStdio], ['IPC', overIpc]])('over %s', (_, start) => {
  it('checks the workspace, answers, and ends when it is told to', async () => {
    const editor = await start();
    expect((await editor.model()).flows.map((one) => one.name).toSorted()).toEqual(['bookOne', 'orders']);
    expect(editor.problems(join(folder, 'main.flow'))).toEqual([]);
    editor.open(join(folder, 'main.flow'), main);
    editor.type(join(folder, 'main.flow'), main.replace('order.id', 'order.nothing'));
    await editor.settled();
    expect(editor.diagnostics(join(folder, 'main.flow')).map(({ code }) => code)).toEqual(['unknown-field']);
    expect(await editor.request('textDocument/definition', positionIn(join(folder, 'main.flow'), main, main.indexOf('main\n')))).toMatchObject([{ targetUri: expect.stringContaining('patchbay.json') as unknown }]);
    await editor.connection.sendRequest('shutdown');
    const end = ended();
    await editor.connection.sendNotification('exit');
    expect(await end).toBe(0);
    expect(errors).toBe('');
  });

  it('answers a cancelled request by an error, and others afterwards', async () => {
    const editor = await start();
    const path = join(folder, 'main.flow');
    editor.open(path, main);
    await editor.settled();
    const source = new CancellationTokenSource();
    editor.type(path, `${main}\n`);
    const answer = editor.request('textDocument/completion', positionIn(path, main, main.indexOf('log')), source.token);
    source.cancel();
    await expect(answer).rejects.toMatchObject({ code: -32800 });
    expect(await editor.request('textDocument/completion', positionIn(path, main, main.indexOf('log')))).toMatchObject({ items: expect.any(Array) as unknown });
  });
});

describe('the process', () => {
  it('survives what nobody should send', async () => {
    const editor = await overStdio();
    const path = join(folder, 'main.flow');
    await expect(editor.request('textDocument/hover', { textDocument: { uri: 'nonsense' }, position: { line: -1, character: 9e9 } })).rejects.toBeDefined();
    await expect(editor.request('patchbay/change', { kind: 'nonsense' })).resolves.toBeDefined().catch(() => undefined);
    await expect(editor.request('nobody/knows', {})).rejects.toMatchObject({ code: -32601 });
    editor.open(path, 'flow f {'.repeat(3000));
    editor.open(join(folder, 'deep.connector'), `connector x { base ${'('.repeat(5000)}`);
    editor.open(join(folder, 'patchbay.json'), '{"a":'.repeat(4000));
    editor.open(join(folder, 'binary.flow'), '\u0000\uFFFF\uD800 flow \u202E');
    expect(await editor.request('textDocument/completion', positionIn(path, '', 0))).toBeDefined();
    expect((await editor.model()).connectors.map((one) => one.name)).toContain('shop');
  });

  it('ends with the editor that started it', async () => {
    await overStdio();
    const end = ended();
    child.stdin!.end();
    expect(await end).not.toBeNull();
  });

  it('has one JSON-RPC library in it, or a cancelled request would be a success', () => {
    const { inputs } = JSON.parse(readFileSync(metafile, 'utf8')) as { inputs: Record<string, unknown> };
    const found = new Set(Object.keys(inputs).flatMap((path) => /^(?:.*\/)?node_modules\/.*?vscode-jsonrpc\//.exec(path)?.[0] ?? []));
    expect([...found]).toEqual(['node_modules/vscode-jsonrpc/']);
  });
});
