import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { protocolTypes, refusedPaths, rules } from './rules.ts';

const root = join(import.meta.dirname, '../..');

interface Import { file: string; from: string; typeOnly: boolean }

const sources = Object.keys(rules).flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('generated/'))
    .map((name) => `${folder}/${name}`));

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8').replace(/^\s*\/\/.*$/gm, '').replace(/\/\*[\s\S]*?\*\//g, '');
  const statement = /(?:^|\n)\s*(import|export)(\s+type)?\b[^;'"]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g;
  return [...text.matchAll(statement)].map((found) => ({
    file, from: (found[3] ?? found[4] ?? found[5])!, typeOnly: found[2] !== undefined,
  }));
}

const imports = sources.flatMap(importsOf);
const folderOf = (file: string): string => file.slice(0, file.indexOf('/'));

function refusal({ file, from, typeOnly }: Import): string | undefined {
  const folder = folderOf(file);
  const rule = rules[folder]!;
  if (from.startsWith('.')) {
    const target = normalize(join(dirname(file), from));
    return target.startsWith(`${folder}/`) ? undefined : `leaves the folder: ${target}`;
  }
  if (from.startsWith('#')) {
    const own = `#${folder}`;
    if (from === own || from.startsWith(`${own}/`)) return undefined;
    if (rule.folders.includes(from)) return undefined;
    const protocol = Object.keys(protocolTypes).find((path) => file.startsWith(`${path}/`));
    return typeOnly && protocol !== undefined && protocolTypes[protocol]!.includes(from) ? undefined : `${folder} may not import ${from}`;
  }
  if (from.startsWith('node:')) {
    return rule.node === 'all' || (rule.node !== 'none' && rule.node.includes(from)) ? undefined : `${folder} may not import ${from}`;
  }
  const refused = refusedPaths.find((entry) => entry.folder === folder && entry.path.test(from));
  if (refused !== undefined) return refused.why;
  const name = from.startsWith('@') ? from.split('/').slice(0, 2).join('/') : from.split('/')[0]!;
  return rule.packages.includes(name) ? undefined : `${folder} may not import the package ${name}`;
}

describe('the architecture', () => {
  it('keeps the arrows between folders', () => {
    const broken = imports.flatMap((entry) => {
      const why = refusal(entry);
      return why === undefined ? [] : [`${entry.file}: ${entry.from} (${why})`];
    });
    expect(broken).toEqual([]);
  });

  it('has no cycles between files', () => {
    const edges = new Map<string, string[]>();
    for (const { file, from, typeOnly } of imports) {
      if (typeOnly || !from.startsWith('.')) continue;
      const target = normalize(join(dirname(file), from));
      edges.set(file, [...(edges.get(file) ?? []), target]);
    }
    expect(firstCycle(edges)).toBeUndefined();
  });

  it('has no file over 500 lines', () => {
    // Without test/e2e/vscode, whose packages take a second to walk through.
    const folders = readdirSync(join(root, 'test')).filter((name) => !name.includes('.')).flatMap((name) => (name === 'e2e' ? ['e2e/harness', 'e2e/host', 'e2e/ui'] : [name]));
    const tests = folders.flatMap((folder) => readdirSync(join(root, 'test', folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('node_modules/')).map((name) => `test/${folder}/${name}`));
    expect(tests.length).toBeGreaterThan(100);
    const long = [...sources, ...tests]
      .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length }))
      .filter(({ lines }) => lines > 500);
    expect(long).toEqual([]);
  });

  it('names no file utils, helpers, common or misc', () => {
    expect(sources.filter((file) => /(^|\/)(utils?|helpers?|common|misc)(\.ts$|\/)/.test(relative('.', file)))).toEqual([]);
  });

  it('is held over every source folder', () => {
    expect(sources.length).toBeGreaterThan(40);
    expect(new Set(sources.map(folderOf))).toEqual(new Set(Object.keys(rules)));
  });
});

/** A cycle as a path of files, found depth first; undefined where there is none. */
function firstCycle(edges: ReadonlyMap<string, string[]>): string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    path.push(file);
    for (const next of edges.get(file) ?? []) {
      const cycle = visit(next);
      if (cycle !== undefined) return cycle;
    }
    path.pop();
    done.add(file);
    return undefined;
  };
  for (const file of edges.keys()) {
    const cycle = visit(file);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
