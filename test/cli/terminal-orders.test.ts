// Names of files and what is in them may hold orders to a terminal, and signs that turn the direction of writing: they are shown, not carried out.
import { describe, expect, it } from 'vitest';
import { runCommand } from './terminal.ts';
import { createWorkspace } from './workspace.ts';

const orders = 'x\u001B[31m\u202E\u009B\u200F\u061C\u2066';
const carriedOut = /(?!\n)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;
const files = {
  'patchbay.json': JSON.stringify({ [orders]: 1, instances: { [orders]: { connector: orders, settings: { [orders]: 1 } } } }),
  [`${orders}.flow`]: `flow f {\n  from [1] as n\n  let a = { '${orders}': 1 }.b\n  log "{a.'${orders}'}"\n`,
  'a.connector': `connector a {\n  entity E { '${orders}': ${orders} }\n`,
};

describe('orders to a terminal', () => {
  it.each([
    ['check'], ['check', '--format', 'json'], ['check', '--format', 'sarif'], ['check', '--format', 'junit'], ['check', orders], ['check', '--workspace', orders], ['format', '--check'], ['format', orders], ['format', '--stdin', orders],
    [orders], [`--${orders}`], ['run', orders], ['call', `${orders}.x`], ['install', orders], ['uninstall', orders], ['instance', orders], ['instance', 'list'], ['instance', 'list', '--format', 'json'], ['instance', 'add', orders, orders],
    ['instance', 'add', 'a', orders], ['instance', 'check', 'y'], ['instance', 'check', orders], ['instance', 'remove', orders], ['trust', 'add', orders], ['run', 'f', '--env', orders],
  ])('are carried out by nothing that %j writes', async (...args) => {
    const workspace = createWorkspace(files);
    const { out, err } = await runCommand(args, { cwd: workspace.folder, env: workspace.env });
    expect(out + err).not.toBe('');
    expect(out + err).not.toMatch(carriedOut);
  });

  it('are the same to whoever reads the JSON', async () => {
    const workspace = createWorkspace(files);
    const { out } = await runCommand(['check', '--format', 'json'], { cwd: workspace.folder, env: workspace.env });
    expect(out.trim().split('\n').map((line) => (JSON.parse(line) as { file: string }).file)).toContain(`${orders}.flow`);
  });
});
