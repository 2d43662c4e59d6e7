// What `patchbay check` writes for other programs: SARIF by the schema of OASIS, JUnit's XML by an XML parser that takes nothing else.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';
import { SaxesParser } from 'saxes';
import { describe, expect, it, onTestFinished } from 'vitest';
import { codes, type Finding } from '#language';
import { junit } from '../../cli/report/junit.ts';
import { pathInRepository } from '../../cli/report/repository.ts';
import { sarif } from '../../cli/report/sarif.ts';
import { runCommand } from './terminal.ts';
import { createWorkspace, shopFiles } from './workspace.ts';

const require = createRequire(import.meta.url);

/** Errors by the schema of SARIF 2.1.0, which the package brings. */
function sarifProblems(log: unknown): string[] {
  const schemas = join(dirname(require.resolve('@microsoft/jest-sarif/package.json')), 'lib/schemas');
  const schema = JSON.parse(readFileSync(join(schemas, readdirSync(schemas)[0]!), 'utf8')) as object;
  const ajv = new Ajv({ schemaId: 'auto', validateSchema: false, allErrors: true });
  ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json') as object);
  const validate = ajv.compile(schema);
  return validate(log) === true ? [] : (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message}`);
}

interface Element { name: string; attributes: Record<string, string>; text: string; children: Element[] }

/** The tree of an XML text; throws where it is not well-formed. */
function xml(text: string): Element {
  const root: Element = { name: '', attributes: {}, text: '', children: [] };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => { throw error; });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes, text: '', children: [] };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => { open.pop(); });
  parser.on('text', (more) => { open.at(-1)!.text += more; });
  parser.write(text).close();
  return root.children[0]!;
}

const finding = (more: Partial<Finding>): Finding => ({ file: 'a.flow', line: 1, column: 2, endLine: 1, endColumn: 3, severity: 'error', code: 'unknown-name', message: 'There is no `x`.', ...more });
const nasty = '<b a="1">&amp; \u0000\u0007\u001B[31m\uFFFE\uD800 😀 ]]> \'q\' \u0085 tab\tline\nreturn\r';

describe('SARIF', () => {
  interface Log { runs: [{ tool: { driver: { rules: { id: string; help: { markdown?: string } }[] } }; results: { ruleId: string; ruleIndex: number; level: string; locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }] }
  const log = (findings: Finding[], prefix = ''): Log => JSON.parse(sarif(findings, '1.2.3', prefix)) as Log;

  it.each<[string, Finding[]]>([
    ['nothing', []],
    ['every code', Object.entries(codes).map(([code, severity]) => finding({ code, severity }))],
    ['odd texts', [finding({ message: nasty, file: 'a b/ü#?%.flow' })]],
    ['a place without extent, and one that is not of the checker', [finding({ endColumn: 2, code: 'of-another-tool', severity: 'warning' })]],
    ['explanations elsewhere', [finding({ related: [{ file: 'b.connector', line: 3, column: 1, endLine: 4, endColumn: 1, message: 'declared here' }] })]],
  ])('of %s is as its schema says', (_, findings) => {
    expect(sarifProblems(log(findings))).toEqual([]);
  });

  it('is not so by chance: the schema refuses others', () => {
    expect(sarifProblems({ version: '2.1.0', runs: [{ tool: {}, results: [{ level: 'fatal' }] }] }).length).toBeGreaterThan(1);
  });

  it('has a rule for each code, with the section of docs/diagnostics.md', () => {
    const { tool: { driver: { rules } }, results } = log([finding({ code: 'of-another-tool', severity: 'warning' }), finding({ code: 'may-be-null' })]).runs[0];
    expect(rules.map(({ id }) => id)).toEqual([...Object.keys(codes), 'of-another-tool'].toSorted());
    for (const { ruleId, ruleIndex } of results) expect(rules[ruleIndex]!.id).toBe(ruleId);
    expect(rules.find(({ id }) => id === 'may-be-null')).toMatchObject({
      shortDescription: { text: expect.stringMatching(/^[A-Z].*\.$/) as string }, fullDescription: { text: expect.stringMatching(/\w+ \w+/) as string },
      help: { markdown: expect.stringMatching(/Wrong[\s\S]*```[\s\S]*Right[\s\S]*```$/) as string }, defaultConfiguration: { level: 'error' },
    });
    expect(rules.filter(({ id, help }) => id in codes && help.markdown === undefined)).toEqual([]);
  });

  it('names files from the root of the repository, as URIs', () => {
    const { results } = log([finding({ file: 'a b/ü#.flow' })], 'integrations/').runs[0];
    expect(results[0]!.locations[0]!.physicalLocation.artifactLocation.uri).toBe('integrations/a%20b/%C3%BC%23.flow');
  });

  it('makes no link of what stands in a file, and leaves other brackets as they are', () => {
    // As viewers read a message: SARIF 2.1.0, 3.11.6; `\\` takes its meaning from the sign behind it.
    const shown = (text: string): { text: string; links: string[] } => {
      const links = [...text.matchAll(/(?<=(?<!\\)(?:\\\\)*)\[((?:[^\\\][]|\\[\\\][])*)\]\(([^)]+)\)/g)].map(([link]) => link);
      return { text: text.replaceAll(/\\([\\[\]])/g, '$1'), links };
    };
    const message = String.raw`There is no [x](https://evil.example) in \[a](1) or \\[b[0]](2).`;
    expect(shown(message).links).not.toEqual([]);
    const [linked, other] = log([
      finding({ message, related: [{ file: 'b.flow', line: 1, column: 1, endLine: 1, endColumn: 2, message: '[y](2)' }] }), finding({ message: String.raw`Write \`x[0]\`, not \`x\[0]\` (it is).` }),
    ]).runs[0].results as unknown as { message: { text: string }; relatedLocations: { message: { text: string } }[] }[];
    expect(shown(linked!.message.text)).toEqual({ text: message, links: [] });
    expect(shown(linked!.relatedLocations[0]!.message.text)).toEqual({ text: '[y](2)', links: [] });
    expect(other!.message.text).toBe(String.raw`Write \`x[0]\`, not \`x\[0]\` (it is).`);
  });

  it('has regions from 1, and URIs that are relative and of ASCII alone', () => {
    const names = ['a b/[x] #1%.flow', 'c:d/ü😀?.flow', 'lone \uD800.flow', "it's (1)!~*.flow"];
    const { results } = log(names.map((file) => finding({ file, line: 1, column: 1, endLine: 1, endColumn: 1 }))).runs[0];
    const places = results.map(({ locations }) => locations[0]!.physicalLocation as { artifactLocation: { uri: string }; region?: unknown });
    for (const { artifactLocation: { uri }, region } of places) {
      expect(uri).toMatch(/^[\w.~!*'()%-]+(?:\/[\w.~!*'()%-]+)*$/);
      expect(new URL(uri, 'file:///work/').href).toMatch(/^file:\/\/\/work\/[^?#]+$/);
      expect(region).toEqual({ startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 });
    }
    expect(places.map(({ artifactLocation: { uri } }) => decodeURIComponent(uri))).toEqual(names.map((name) => name.toWellFormed()));
  });

  it('has the levels of SARIF', () => {
    const { results } = log([finding({}), finding({ severity: 'warning' }), finding({ severity: 'hint' })]).runs[0];
    expect(results.map(({ level }) => level)).toEqual(['error', 'warning', 'note']);
  });
});

describe('JUnit', () => {
  it('has a suite for each file, and in it a case that passed, or one for each error', () => {
    const root = xml(junit([finding({}), finding({ line: 4 }), finding({ file: 'b.flow', severity: 'warning' })], ['a.flow', 'b.flow', 'c.flow'], ''));
    expect(root).toMatchObject({ name: 'testsuites', attributes: { tests: '4', failures: '2', errors: '0' } });
    expect(root.children.map(({ name, attributes }) => [name, attributes['name'], attributes['tests'], attributes['failures']])).toEqual([
      ['testsuite', 'a.flow', '2', '2'], ['testsuite', 'b.flow', '1', '0'], ['testsuite', 'c.flow', '1', '0'],
    ]);
    const [first, second, third] = root.children;
    expect(first!.children).toMatchObject([
      { name: 'testcase', attributes: { classname: 'a.flow', name: '1:2 unknown-name', file: 'a.flow', line: '1' }, children: [{ name: 'failure', attributes: { type: 'unknown-name', message: 'There is no `x`.' } }] },
      { name: 'testcase', attributes: { name: '4:2 unknown-name' } },
    ]);
    expect(second!.children.map(({ name, text }) => [name, text])).toEqual([['testcase', ''], ['system-out', 'b.flow:1:2: warning: There is no `x`. [unknown-name]']]);
    expect(third!.children).toMatchObject([{ name: 'testcase', children: [] }]);
  });

  it('is XML whatever is in it', () => {
    const root = xml(junit([finding({ message: nasty, file: 'a "&<b>\u0001.flow' }), finding({ message: nasty, file: 'a "&<b>\u0001.flow', severity: 'hint' })], [], 'in & out/'));
    const { attributes, text } = root.children[0]!.children[0]!.children[0]!;
    const shown = '<b a="1">&amp; [31m 😀 ]]> \'q\'  tab\tline\nreturn\r';
    expect(attributes['message']).toBe(shown);
    expect(text).toBe(`in & out/a "&<b>.flow:1:2: error: ${shown} [unknown-name]`);
  });

  it('has the elements and attributes that its schema knows, in their order', () => {
    const text = junit([finding({}), finding({ severity: 'warning' }), finding({ file: 'b.flow', severity: 'hint' })], ['a.flow', 'b.flow'], '');
    const allowed: Record<string, { attributes: string[]; children: RegExp }> = {
      testsuites: { attributes: ['name', 'tests', 'failures', 'errors', 'time'], children: /^(?:testsuite )*$/ },
      testsuite: { attributes: ['name', 'tests', 'failures', 'errors', 'skipped', 'time'], children: /^(?:testcase )*(?:system-out )?$/ },
      testcase: { attributes: ['classname', 'name', 'file', 'line', 'time'], children: /^(?:failure )?$/ },
      'failure': { attributes: ['type', 'message'], children: /^$/ }, 'system-out': { attributes: [], children: /^$/ },
    };
    const walk = ({ name, attributes, children }: Element): void => {
      expect(Object.keys(attributes).filter((one) => !allowed[name]!.attributes.includes(one))).toEqual([]);
      for (const one of ['tests', 'failures', 'errors', 'skipped', 'line', 'time']) if (one in attributes) expect(attributes[one]).toMatch(/^\d+$/);
      if (name === 'testcase') expect([attributes['name'], attributes['classname']]).not.toContain(undefined);
      expect(children.map((child) => `${child.name} `).join('')).toMatch(allowed[name]!.children);
      children.forEach(walk);
    };
    walk(xml(text));
  });

  it('of nothing is XML too', () => {
    expect(xml(junit([], [], ''))).toMatchObject({ name: 'testsuites', attributes: { tests: '0', failures: '0' }, children: [] });
  });
});

describe('the way from the root of the repository', () => {
  it('is found upwards, and is empty at the root and outside of any', () => {
    const folder = mkdtempSync(join(tmpdir(), 'patchbay-repository-'));
    onTestFinished(() => { rmSync(folder, { recursive: true }); });
    const inside = join(folder, 'systems', 'shop');
    mkdirSync(inside, { recursive: true });
    expect(pathInRepository(inside)).toBe('');
    mkdirSync(join(folder, '.git'));
    expect([pathInRepository(inside), pathInRepository(folder)]).toEqual(['systems/shop/', '']);
  });
});

describe('patchbay check', () => {
  it('writes both of a workspace with faults', async () => {
    const files = shopFiles(1);
    const workspace = createWorkspace({ ...files, 'orders.flow': files['orders.flow']!.replace('order.paid', 'order.payd'), 'half.flow': 'flow half {\n  from shop.' });
    mkdirSync(join(workspace.folder, '..', '.git'));
    const run = async (format: string): Promise<string> => (await runCommand(['check', '--format', format], { env: workspace.env, cwd: workspace.folder })).out;
    const text = await run('sarif');
    expect(sarifProblems(JSON.parse(text))).toEqual([]);
    expect(text).toContain('"uri": "workspace/orders.flow"');
    const root = xml(await run('junit'));
    expect(root.children.map(({ attributes }) => attributes['name'])).toEqual(['half.flow', 'orders.flow', 'patchbay.json', 'shop.connector'].map((file) => `workspace/${file}`));
    expect(Number(root.attributes['failures'])).toBe((await run('json')).split('\n').filter((line) => line.includes('"severity":"error"')).length);
  });
});
