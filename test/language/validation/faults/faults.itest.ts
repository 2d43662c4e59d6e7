import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LangiumDocument } from 'langium';
import { describe, expect, it } from 'vitest';
import { semanticsOf } from '#language';
import { withWorkspace } from '../../../support/marked-text.ts';
import { type Fault, faultsIn, operators } from './operators.ts';
import { survivors } from './survivors.ts';

// What one mechanical mistake at a time does to sound files: nearly all of them are told, where a person would look.

/** `PATCHBAY_FAULTS=all` carries out every operator everywhere it fits, which takes minutes; otherwise some of each kind in each file are. */
const everywhere = process.env['PATCHBAY_FAULTS'] === 'all';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

function filesOf(folder: string, at = ''): [string, string][] {
  return readdirSync(join(root, folder, at)).toSorted().flatMap((name): [string, string][] => {
    const path = `${at}/${name}`;
    if (statSync(join(root, folder, path)).isDirectory()) return filesOf(folder, path);
    return name === 'patchbay.json' || /\.(connector|flow)$/.test(name) ? [[path, readFileSync(join(root, folder, path), 'utf8')]] : [];
  });
}

interface Report { path: string; line: number; text: string }
const key = ({ path, text }: Report): string => `${path} ${text}`;

function reportsOf(documents: ReadonlyMap<string, LangiumDocument>): Report[] {
  return [...documents].flatMap(([path, document]) => (document.diagnostics ?? []).filter(({ severity }) => (severity ?? 1) < 3)
    .map(({ range, code, message }) => ({ path, line: range.start.line, text: `${String(code)} ${typeof message === 'string' ? message : message.value}` })));
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length - 1;

/** Whether a fault is told where it should be; `sound` are the reports that were there before. */
async function isTold(files: readonly [string, string][], path: string, fault: Fault, sound: ReadonlySet<string>): Promise<boolean> {
  const text = files.find(([name]) => name === path)![1];
  const changed = text.slice(0, fault.start) + fault.text + text.slice(fault.end);
  const first = lineAt(changed, fault.told === 'around' && fault.around !== undefined ? fault.around.start : fault.start);
  const last = lineAt(changed, fault.told === 'around' && fault.around !== undefined ? fault.around.end - (fault.end - fault.start) + fault.text.length : fault.start + fault.text.length);
  return withWorkspace(new Map(files.map(([name, own]) => [name, name === path ? changed : own])), (documents) =>
    reportsOf(documents).some((report) => !sound.has(key(report)) && (fault.told === 'anywhere' || (report.path === path && report.line >= first && report.line <= last))));
}

describe('mechanical mistakes in the samples', () => {
  it.each(['samples/orders', 'test/golden/examples'])('of %s are told, at least 95 of 100, on the right line', async (folder) => {
    const files = filesOf(folder);
    const { sound, faults } = await withWorkspace(new Map(files), (documents, { shared }) => ({
      sound: new Set(reportsOf(documents).map(key)),
      faults: [...documents].filter(([path]) => !path.endsWith('.json')).flatMap(([path, document]) => faultsIn(document, semanticsOf(shared)).map((fault) => ({ path, fault }))),
    }));
    // A file without a mistake has no report, so that each one that is told is of the fault.
    expect([...sound].filter((one) => !/ not-supported /.test(one))).toEqual([]);
    const few = everywhere ? faults : sample(faults, ({ path, fault }) => `${fault.operator} ${path}`, folder === 'samples/orders' ? 6 : 1);
    const missed: { shown: string; isListed: boolean }[] = [];
    for (const { path, fault } of few) {
      if (await isTold(files, path, fault, sound)) continue;
      const whole = files.find(([name]) => name === path)![1];
      const text = whole.slice(fault.start, fault.end).replace(/\s+/g, ' ');
      missed.push({ shown: `${fault.operator}: ${path}:${lineAt(whole, fault.start) + 1} \`${text}\``, isListed: survivors.some((one) => one.operator === fault.operator && one.path === path && one.text === text) });
    }
    const used = new Set(few.map(({ fault }) => fault.operator));
    console.log(`${folder}: ${few.length} of ${faults.length} faults by ${used.size} operators, ${missed.length} not told\n${missed.map(({ shown }) => shown).join('\n')}`);
    if (folder === 'samples/orders') expect(Object.keys(operators).length).toBeGreaterThanOrEqual(20);
    expect(missed.length / few.length).toBeLessThanOrEqual(0.05);
    expect(missed.filter(({ isListed }) => !isListed).map(({ shown }) => shown)).toEqual([]);
  });
}, 3_600_000);

/** At most `count` of each kind, spread evenly: the same ones each time. */
function sample<One>(all: readonly One[], kind: (one: One) => string, count: number): One[] {
  const groups = Map.groupBy(all, kind);
  return [...groups.values()].flatMap((group) => group.filter((_, index) => group.length <= count || Math.floor((index * count) / group.length) !== Math.floor(((index - 1) * count) / group.length)));
}
