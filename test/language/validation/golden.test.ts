import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { withWorkspace } from '../../support/marked-text.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

function filesOf(folder: string, at = ''): [string, string][] {
  return readdirSync(join(root, folder, at)).toSorted().flatMap((name): [string, string][] => {
    const path = `${at}/${name}`;
    if (statSync(join(root, folder, path)).isDirectory()) return filesOf(folder, path);
    return name === 'patchbay.json' || /\.(connector|flow)$/.test(name) ? [[path, readFileSync(join(root, folder, path), 'utf8')]] : [];
  });
}

/** What the checker says of the files, by code, place and text. */
async function findings(files: [string, string][], hints = true): Promise<string[]> {
  return withWorkspace(new Map(files), (documents) => [...documents].flatMap(([path, document]) => (document.diagnostics ?? [])
    // The examples of the language are there to be short: what would be nice to have is no fault of them.
    .filter(({ severity }) => hints || severity !== 4)
    .map(({ code, range, message }) => `${String(code)} ${path}:${range.start.line + 1}:${range.start.character + 1} ${typeof message === 'string' ? message : message.value}`)));
}

describe('the files that say what the language is', () => {
  it.each(['test/golden/examples', 'marketplace/packages', 'samples/orders', 'samples/tutorial'])('%s has nothing wrong with it', async (folder) => {
    const files = filesOf(folder);
    expect(files.length).toBeGreaterThan(2);
    expect((await findings(files, folder !== 'test/golden/examples')).filter((finding) => !finding.startsWith('not-supported '))).toEqual([]);
  });

  it('the examples of the reference have nothing wrong with them', async () => {
    const netsuite = filesOf('marketplace/packages/netsuite').map(([path, text]): [string, string] => [`/connectors${path}`, text]);
    expect((await findings([...filesOf('test/golden/language'), ...netsuite], false)).filter((finding) => !finding.startsWith('not-supported '))).toEqual([]);
  });

  it('samples and marketplace use nothing that is not supported', async () => {
    expect([...await findings(filesOf('samples/orders')), ...await findings(filesOf('samples/tutorial')), ...await findings(filesOf('marketplace/packages'))]).toEqual([]);
  });
}, 60_000);
