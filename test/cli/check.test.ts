import { describe, expect, it } from 'vitest';
import { runCommand, type CommandResult } from './terminal.ts';
import { createWorkspace, shopFiles, type TestWorkspace } from './workspace.ts';

const broken = shopFiles(1)['orders.flow']!.replace('order.paid', 'order.payd');
const check = (workspace: TestWorkspace, ...argv: string[]): Promise<CommandResult> => runCommand(['check', ...argv], { env: workspace.env, cwd: workspace.folder });

describe('patchbay check', () => {
  it('is well where there are no errors', async () => {
    expect(await check(createWorkspace(shopFiles(1)))).toMatchObject({ code: 0, err: expect.stringContaining('no errors') });
  });

  it('says so where there is nothing to check', async () => {
    expect(await check(createWorkspace())).toMatchObject({ code: 0, err: expect.stringContaining('nothing to check') });
  });

  it('says so where what is named lies in a workspace within this one', async () => {
    const workspace = createWorkspace(Object.fromEntries(Object.entries(shopFiles(1)).map(([path, text]) => [`inner/${path}`, text])));
    for (const path of ['inner/orders.flow', 'inner']) expect(await check(workspace, path)).toMatchObject({ code: 2, err: expect.stringMatching(/inner\/patchbay\.json says.*check --workspace inner/) });
    expect(await check(workspace, '--workspace', 'inner')).toMatchObject({ code: 0 });
  });

  it('shows errors with their places, and fails', async () => {
    const { code, out, err } = await check(createWorkspace({ ...shopFiles(1), 'flows/orders.flow': broken }));
    expect(code).toBe(1);
    expect(out).toMatch(/^flows\/orders\.flow:6:16: error: .*payd.* \[[a-z-]+\]$/mu);
    expect(err).toMatch(/^1 error(, \d+ \w+)* in 4 files\.$/mu);
  });

  it('keeps a name with line ends on the line of its finding', async () => {
    const { out } = await check(createWorkspace({ ...shopFiles(1), 'patchbay.json': JSON.stringify({ version: 1, instances: { main: { connector: 'x\n::stop-commands::y\nother.flow:1:1: error: z' } } }) }));
    expect(out).toContain('\\n::stop-commands::y');
    expect(out).not.toMatch(/^\s*(?:::|other\.flow)/m);
  });

  it('prints a finding a line as JSON, with just these members', async () => {
    const { out } = await check(createWorkspace({ ...shopFiles(1), 'orders.flow': broken }), '--format', 'json');
    const findings = out.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ severity }) => severity === 'error');
    expect(findings.length).toBe(1);
    expect(Object.keys(findings[0]!)).toEqual(['file', 'line', 'column', 'endLine', 'endColumn', 'severity', 'code', 'message']);
    expect(findings[0]).toMatchObject({ file: 'orders.flow', line: 6, column: 16, endLine: 6, endColumn: 20 });
  });

  it('writes SARIF and JUnit', async () => {
    const workspace = createWorkspace({ ...shopFiles(1), 'orders.flow': broken });
    const sarif = JSON.parse((await check(workspace, '--format', 'sarif')).out) as { version: string; runs: { results: { level: string; locations: unknown[]; relatedLocations?: unknown[] }[] }[] };
    expect(sarif.version).toBe('2.1.0');
    expect(sarif.runs[0]?.results.find(({ level }) => level === 'error')?.locations).toEqual([
      { physicalLocation: { artifactLocation: { uri: 'orders.flow' }, region: { startLine: 6, startColumn: 16, endLine: 6, endColumn: 20 } } },
    ]);
    expect(sarif.runs[0]?.results.find(({ level }) => level === 'error')?.relatedLocations).toEqual([
      { id: 1, physicalLocation: { artifactLocation: { uri: 'shop.connector' }, region: expect.objectContaining({ startLine: expect.any(Number) }) }, message: { text: 'declared here' } },
    ]);
    const junit = (await check(workspace, '--format', 'junit')).out;
    expect(junit).toMatch(/tests="3" failures="1"/u);
    expect(junit).toMatch(/<testcase classname="orders.flow" name="6:16 unknown-field" file="orders.flow" line="6" time="0">\s*<failure type="unknown-field" message="[^"<>]*payd[^"<>]*">/u);
  });

  it('checks only what lies under the given paths', async () => {
    const workspace = createWorkspace({ ...shopFiles(1), 'flows/a.flow': broken, 'other/b.flow': broken });
    const only = await check(workspace, 'flows');
    expect(only.out).toContain('flows/a.flow');
    expect(only.out).not.toContain('other/b.flow');
    expect((await check(workspace, 'shop.connector')).code).toBe(0);
    expect(await check(workspace, '../elsewhere')).toMatchObject({ code: 2, err: expect.stringContaining('lies outside the workspace') });
    expect(await check(workspace, 'flow')).toMatchObject({ code: 2, err: expect.stringContaining('There is no flow') });
  });

  it('finds the workspace upwards, and paths from where one stands', async () => {
    const workspace = createWorkspace({ ...shopFiles(1), 'flows/a.flow': broken });
    const { code, out } = await runCommand(['check', 'a.flow'], { env: workspace.env, cwd: `${workspace.folder}/flows` });
    expect([code, out]).toEqual([1, expect.stringContaining('flows/a.flow:6:16')]);
  });

  it('finds secrets that one variable would stand for', async () => {
    const files = shopFiles(1);
    const instances = { 'acme-eu': { connector: 'shop' }, acmeEu: { connector: 'shop' } };
    const { code, out } = await check(createWorkspace({ 'shop.connector': files['shop.connector']!, 'patchbay.json': JSON.stringify({ version: 1, instances }, null, 2) }));
    expect(code).toBe(1);
    expect(out).toMatch(/^patchbay\.json:7:5: error: .*PATCHBAY__ACME_EU__HOSTS.*\[secret-name-collision\]$/mu);
  });
});
