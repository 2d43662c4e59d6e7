import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NodeFileSystem } from 'langium/node';
import { loadWorkspace } from '../../../language/workspace/load-workspace.ts';
import { checkConnector } from './workspace.ts';

describe('the icon of a connector', () => {
  let folder: string;
  beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'patchbay-icons-')); });
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

  const text = (icon: string): string => `connector own {\n  version 1.0.0\n  base 'https://x.example'\n  icon '${icon}'\n}\n`;

  it('is a file beside it', async () => {
    writeFileSync(join(folder, 'own.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    writeFileSync(join(folder, 'own.connector'), text('own.svg'));
    writeFileSync(join(folder, 'other.connector'), text('missing.svg').replace('own', 'other'));
    // An installed connector comes without its picture, which is shown out of the package.
    mkdirSync(join(folder, 'connectors'));
    writeFileSync(join(folder, 'connectors', 'third.connector'), text('third.svg').replace('own', 'third'));
    writeFileSync(join(folder, 'patchbay.json'), JSON.stringify({ version: 1, connectors: { third: '1.0.0' }, instances: {} }));
    const workspace = await loadWorkspace(folder, NodeFileSystem.fileSystemProvider);
    // marked: ^^^^ warning missing-icon
    expect(workspace.findings.map(({ file, code, severity, message }) => ({ file, code, severity, message }))).toEqual([
      { file: 'other.connector', code: 'missing-icon', severity: 'warning', message: "There is no file 'missing.svg' beside this one: lists show no picture." },
    ]);
  });

  it('is not looked for where files cannot be', () => checkConnector(text('missing.svg')));
});
