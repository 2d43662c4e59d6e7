// A real Neovim, headless, with the setup of docs/editors.md as it stands there, and `patchbay lsp --stdio`: what it shows and changes.
// Debian 12 has 0.7.2, which understands little of what the server could send. `npm test` installs it, as it does Chromium.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launcher, root } from './process.ts';
import { runCommand } from './terminal.ts';

interface Report {
  step: string;
  failed?: string;
  notified: string[];
  log: string[];
  filetype: string;
  wrong: { count: number; line: number; column: number; message: string; source: string };
  fields: string[];
  endpoints: string[];
  hover: string[];
  signature: string[];
  definition: string;
  hints: string[];
  before: string;
  formatted: string;
  clients: number;
  inWorkspaceFile: string;
}

/** What completion plugins and users' own settings claim, some of which Neovim 0.7 does not have: it answers with nothing and a warning in its log. */
const claimed = {
  workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true }, didChangeWatchedFiles: { dynamicRegistration: true }, inlayHint: { refreshSupport: true }, codeLens: { refreshSupport: true }, workspaceEdit: { documentChanges: true } },
  textDocument: { completion: { completionItem: { snippetSupport: true, labelDetailsSupport: true, resolveSupport: { properties: ['documentation', 'additionalTextEdits'] } } } },
};

/** The first block of Lua in the documentation: the one that it says to be tested. */
function documentedSetup(): string {
  const text = readFileSync(join(root, 'docs/editors.md'), 'utf8');
  return /```lua\n([\s\S]*?)```/.exec(text)![1]!;
}

function findNeovim(): string {
  const found = (process.env['PATH'] ?? '').split(delimiter).map((at) => join(at, 'nvim')).find((path) => existsSync(path));
  if (found === undefined) throw new Error('No nvim on PATH: the tests of other editors need Neovim. On Debian: apt-get install neovim');
  return found;
}

/** Lets Neovim work in a copy of the samples, in `folder`. */
function runNeovim(folder: string, claims: string): Report {
  const neovim = findNeovim();
  for (const name of ['cli', 'server']) if (!existsSync(join(root, `dist/${name}.cjs`))) execFileSync(process.execPath, ['esbuild.mjs', '--only', name], { cwd: root });
  cpSync(join(root, 'samples/orders'), join(folder, 'workspace'), { recursive: true });
  const home = join(folder, 'home');
  mkdirSync(home);
  writeFileSync(join(folder, 'init.lua'), documentedSetup());
  const { status, signal, stderr } = spawnSync(neovim, ['--headless', '-n', '-i', 'NONE', '-u', join(folder, 'init.lua'), '-S', join(root, 'test/cli/neovim.lua')], {
    cwd: join(folder, 'workspace'), encoding: 'utf8', timeout: 240_000,
    env: {
      ...process.env, PATH: [dirname(launcher), dirname(process.execPath), process.env['PATH']].join(delimiter), REPORT: join(folder, 'report.json'), CLAIMED: claims,
      HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, XDG_DATA_HOME: home, XDG_STATE_HOME: home,
    },
  });
  if (!existsSync(join(folder, 'report.json'))) throw new Error(`Neovim ended with ${signal ?? status} and no report: ${stderr}`);
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
  if (report.failed !== undefined) throw new Error(`At ${report.step}: ${report.failed}\n${report.log.join('\n')}\n${report.notified.join('\n')}`);
  return report;
}

describe.each([['as it is', ''], ['that claims more than it can', JSON.stringify(claimed)]])('Neovim %s', (_, claims) => {
  let folder: string;
  let report: Report;
  const workspaceFile = (path: string): string => readFileSync(join(folder, 'workspace', path), 'utf8');

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'patchbay-neovim-'));
    report = runNeovim(folder, claims);
  }, 300_000);
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

  it('shows an error where it is typed', () => {
    expect(report.filetype).toBe('flow');
    expect(report.wrong).toMatchObject({ count: 1, line: 11, column: 16, message: expect.stringMatching(/financial_statu.*financial_status/) as string });
  });

  it('completes fields and endpoints, as text that can stand there', () => {
    expect(report.fields).toEqual(expect.arrayContaining(['financial_status', 'line_items', 'email']));
    expect(report.endpoints).toContain('listOrders');
    expect([...report.fields, ...report.endpoints].filter((word) => /[$`]\{?\d/.test(word))).toEqual([]);
  });

  it('shows hover and signature help as people read them', () => {
    const text = report.hover.join('\n');
    expect(text).toContain('listOrders(');
    expect(text).toMatch(/^GET https:\/\/acme\.myshopify\.com/m);
    expect(text).not.toMatch(/```|&nbsp;|<\w+>/);
    expect(report.signature.join('\n')).toContain('findCustomer(');
  });

  it('goes to a declaration in another file', () => {
    expect(report.definition).toContain('endpoint listOrders(');
  });

  it('gives its settings', () => {
    expect(report.hints).toContain('order:');
  });

  it('renames in every file, and nothing is wrong afterwards', async () => {
    expect(workspaceFile('flows/paid-orders.flow')).toMatch(/as sold\n  filter sold\.financial_status/);
    expect(workspaceFile('flows/paid-orders.flow')).toContain('use shop = shopify.emporium');
    expect(workspaceFile('flows/members.flow')).toContain('shopify.emporium');
    expect(workspaceFile('patchbay.json')).toContain('"emporium": { "connector": "shopify"');
    expect(workspaceFile('patchbay.json')).toContain('// One instance for each set of credentials.');
    expect(await runCommand(['check', '--workspace', join(folder, 'workspace')])).toMatchObject({ code: 0 });
  });

  it('formats', () => {
    expect(report.formatted).toBe(report.before);
  });

  it('checks patchbay.json with the same server, and what follows from it', () => {
    expect(report.inWorkspaceFile).toContain('shopifi');
    expect(report.clients).toBe(1);
  });

  it('has nothing to complain of but what it claimed itself', () => {
    const complaints = report.log.filter((line) => /\[(?:ERROR|WARN)\]/.test(line));
    expect(report.notified).toEqual([]);
    expect(complaints.filter((line) => !/registerCapability|no handler found.*\/refresh/.test(line))).toEqual([]);
    expect(complaints.length > 0).toBe(claims !== '');
  });
});
