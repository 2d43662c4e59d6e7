import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { ownIdentity } from '../../../runtime/engine/journal/lease.ts';
import { openHistory } from '../../../runtime/engine/journal/history.ts';
import { openState } from '../../../runtime/engine/journal/state.ts';
import type { RunCounts } from '../../../runtime/ports.ts';
import { newFolder } from './support/run.ts';

const zero: RunCounts = { read: 0, expanded: 0, filtered: 0, deduplicated: 0, completed: 0, rejected: 0, inDoubt: 0, sent: 0 };
const start = (id: string) => ({ id, flow: 'sync', environment: '', planHash: 'h', startedMs: 0 });

function clockAt(ms: number) {
  return { time: ms, now() { return this.time; }, sleep: () => Promise.resolve() };
}

function stateWith(run: string, folder = newFolder(), clock = clockAt(1000)) {
  const state = openState(folder, clock);
  state.begin(start(run), zero);
  return { state, folder, clock };
}

/** Makes the process of a run one that has ended. */
function killProcessOf(folder: string, run: string): void {
  const database = new DatabaseSync(join(folder, 'state.db'));
  database.prepare('UPDATE runs SET process = ? WHERE id = ?').run(JSON.stringify({ ...ownIdentity(), pid: 2 ** 22 + 1 }), run);
  database.close();
}

describe('a claim', () => {
  test('is held by its run, done for all when the record got through, free again when it was rejected', async () => {
    const { state } = stateWith('a');
    state.begin(start('b'), zero);
    expect(await state.claim('pool', ['1', '2', '3'], 'a', undefined)).toEqual(['held', 'held', 'held']);
    expect(await state.claim('pool', ['1', '2'], 'a', undefined)).toEqual(['held', 'held']);
    expect(await state.claim('pool', ['1'], 'b', undefined)).toEqual(['busy']);
    expect(await state.claim('other', ['1'], 'b', undefined)).toEqual(['held']);
    await state.commit({ run: 'a', counts: zero, done: [{ pool: 'pool', ids: ['1'] }], released: [{ pool: 'pool', ids: ['2'] }], doubtful: [{ pool: 'pool', ids: ['3'] }] });
    expect(await state.claim('pool', ['1', '2', '3'], 'b', undefined)).toEqual(['done', 'held', 'done']);
    state.close();
  });

  test('of a run that ended without settling it is free', async () => {
    const { state } = stateWith('a');
    await state.claim('pool', ['1'], 'a', undefined);
    await state.commit({ run: 'a', counts: zero, finished: { status: 'stopped' } });
    state.begin(start('b'), zero);
    expect(await state.claim('pool', ['1'], 'b', undefined)).toEqual(['held']);
    state.close();
  });

  test('of a run whose process died may be taken, while that of a living one may not', async () => {
    const { state, folder } = stateWith('dead');
    state.begin(start('alive'), zero);
    await state.claim('pool', ['1'], 'dead', undefined);
    await state.claim('pool', ['2'], 'alive', undefined);
    state.begin(start('next'), zero);
    killProcessOf(folder, 'dead');
    expect(await state.claim('pool', ['1', '2'], 'next', undefined)).toEqual(['held', 'busy']);
    state.close();
    const history = openHistory(folder);
    expect(history?.runs().map(({ id, status, error }) => [id, status, error?.code])).toEqual(expect.arrayContaining([
      ['dead', 'failed', 'run-lost'], ['alive', 'running', undefined], ['next', 'running', undefined],
    ]));
    history?.close();
  });

  test('is kept as long as it says', async () => {
    const { state, clock } = stateWith('a');
    await state.claim('pool', ['1'], 'a', 5000);
    await state.commit({ run: 'a', counts: zero, done: [{ pool: 'pool', ids: ['1'] }] });
    clock.time += 4999;
    expect(await state.claim('pool', ['1'], 'a', 5000)).toEqual(['done']);
    clock.time += 1;
    expect(await state.claim('pool', ['1'], 'a', 5000)).toEqual(['held']);
    state.close();
  });

  test('that is only looked at is not held', async () => {
    const { state } = stateWith('a');
    state.begin(start('b'), zero);
    expect(await state.look('pool', ['1'], 'a')).toEqual(['held']);
    expect(await state.claim('pool', ['1'], 'b', undefined)).toEqual(['held']);
    expect(await state.look('pool', ['1'], 'a')).toEqual(['busy']);
    state.close();
  });
});

describe('a run', () => {
  test('that was given up by another process is refused when it wakes', async () => {
    const { state, folder } = stateWith('sleeper');
    killProcessOf(folder, 'sleeper');
    state.begin(start('next'), zero);
    await expect(state.commit({ run: 'sleeper', counts: zero })).rejects.toMatchObject({ code: 'lease-lost' });
    expect(() => state.beat('sleeper')).toThrow(expect.objectContaining({ code: 'lease-lost' }));
    state.close();
  });

  test('keeps everything of one write or nothing', async () => {
    const { state, folder } = stateWith('a');
    const mark = { value: '2', type: 'integer', at: 'x' };
    await state.commit({ run: 'a', counts: zero, marks: [{ key: 'k', previous: undefined, next: mark }] });
    await expect(state.commit({
      run: 'a', counts: { ...zero, read: 9 }, tracked: ['t'], marks: [{ key: 'k', previous: { ...mark, value: '1' }, next: { ...mark, value: '3' } }],
    })).rejects.toMatchObject({ code: 'mark-moved' });
    state.close();
    const history = openHistory(folder);
    expect([history?.marks(), history?.tracked('a'), history?.runs()[0]?.counts.read]).toEqual([{ k: '2' }, [], 0]);
    history?.close();
  });
});

describe('limits', () => {
  test('hold for all processes of a folder, and those who wait come in order', async () => {
    const clock = clockAt(0);
    const { state, folder } = stateWith('a', newFolder(), clock);
    const other = openState(folder, clock);
    expect(await state.take('shop', 1, 2, 1000)).toBe(0);
    expect(await other.take('shop', 1, 2, 1000)).toBe(0);
    expect(await other.take('shop', 1, 2, 1000)).toBe(500);
    expect(await state.take('shop', 1, 2, 1000)).toBe(1000);
    clock.time = 2000;
    expect(await state.take('shop', 2, 2, 1000)).toBe(0);
    state.close();
    other.close();
  });
});

describe('the folder', () => {
  test('is of its owner alone and ignored by git', () => {
    const { state, folder } = stateWith('a');
    state.close();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'state.db')).mode & 0o777).toBe(0o600);
    expect(statSync(join(process.env.PATCHBAY_HOME ?? '', 'machine.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('with a database that this machine did not make is refused', () => {
    const { state, folder } = stateWith('a');
    state.close();
    const brought = newFolder();
    mkdirSync(brought);
    copyFileSync(join(folder, 'state.db'), join(brought, 'state.db'));
    expect(() => openState(brought, clockAt(0))).toThrow(expect.objectContaining({ code: 'foreign-state', remedy: expect.stringContaining('PATCHBAY_HOME') }));
  });

  test('whose database was replaced is refused, also with a marker of its own', () => {
    const [mine, other] = [stateWith('a'), stateWith('b')];
    mine.state.close();
    other.state.close();
    copyFileSync(join(other.folder, 'state.db'), join(mine.folder, 'state.db'));
    expect(() => openState(mine.folder, clockAt(0))).toThrow(expect.objectContaining({ code: 'foreign-state' }));
  });

  test('whose marker has another signature is refused', () => {
    const { state, folder } = stateWith('a');
    state.close();
    const marker = JSON.parse(readFileSync(join(folder, 'marker.json'), 'utf8')) as object;
    rmSync(join(folder, 'marker.json'));
    writeFileSync(join(folder, 'marker.json'), JSON.stringify({ ...marker, signature: 'ab'.repeat(32) }));
    expect(() => openState(folder, clockAt(0))).toThrow(expect.objectContaining({ code: 'foreign-state' }));
  });

  test('that git tracks is refused', () => {
    const { state, folder } = stateWith('a');
    state.close();
    const git = (...args: string[]) => execFileSync('git', args, { cwd: dirname(folder) });
    git('init', '-q');
    const reopened = openState(folder, clockAt(0));
    reopened.close();
    git('add', '-f', 'state/state.db');
    expect(() => openState(folder, clockAt(0))).toThrow(expect.objectContaining({ code: 'state-in-git' }));
  });

  test('of a newer version, or of another program, is refused', () => {
    for (const [pragma, code] of [['user_version = 99', 'newer-state'], ['application_id = 7', 'foreign-state']] as const) {
      const { state, folder } = stateWith('a');
      state.close();
      const database = new DatabaseSync(join(folder, 'state.db'));
      database.exec(`PRAGMA ${pragma}`);
      database.close();
      expect(() => openState(folder, clockAt(0))).toThrow(expect.objectContaining({ code }));
    }
  });

  test('that is a file, or holds no database, gives a message and not a stack', () => {
    const file = newFolder();
    writeFileSync(file, '');
    expect(() => openState(file, clockAt(0))).toThrow(expect.objectContaining({ code: 'state-unusable' }));
    const { state, folder } = stateWith('a');
    state.close();
    writeFileSync(join(folder, 'state.db'), 'no database at all, but long enough to be looked at by SQLite as if it were one');
    expect(() => openState(folder, clockAt(0))).toThrow(expect.objectContaining({ code: 'state-unusable' }));
  });

  test('has no history before the first run', () => {
    const folder = newFolder();
    expect(openHistory(folder)).toBeUndefined();
    expect(existsSync(folder)).toBe(false);
  });
});
