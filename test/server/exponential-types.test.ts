// Types that are small as they are written and huge once they are written out: nothing walks all of them.
import { describe, expect, it } from 'vitest';
import { editorOf } from '../support/editor.ts';
import { workspaceOf } from '../support/language.ts';

const levels = 40;
const each = (line: (level: number) => string): string => Array.from({ length: levels }, (_, level) => line(level)).join('\n');

/** Two chains of entities, of which each names the next one twice, and values of the same shapes that a flow makes. */
function texts(fields: (next: string, other: string) => string, mark = ''): string {
  const chain = (own: string, other: string): string => each((level) => `  entity ${own}${level} { ${fields(`${own}${level + 1}`, `${other}${level + 1}`)} }`);
  return `//- /a.connector
connector a {
  base 'https://a.example.com'
${chain('E', 'F')}
${chain('F', 'E')}
  entity E${levels} { v: string }
  entity F${levels} { v: integer }
  endpoint list(): E0[] { GET '/l' records body paginate link }
}
//- /patchbay.json
{ "instances": { "m": { "connector": "a" } } }
//- /t.flow
flow f {
  use a = a.m
  from a.list() as e
  let i${levels} = { v: 'x' }
${each((level) => `  let i${levels - level - 1} = { a: i${levels - level}, b: i${levels - level} }`)}
  map w: a.F0 = e
  map x: a.E0 = i0
  let all = [e, w, x, i0]
  let same = e == w
  map part: a.F0 = { a: e.a, b: i1 }
  let parts = all.map(one => one.a)
${mark}
  log "{same} {part} {parts}"
}
`;
}

async function milliseconds(work: () => Promise<void>): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

describe.each<[string, (next: string, other: string) => string]>([
  ['entities', (next) => `a: ${next}, b: ${next}`], ['unions', (next, other) => `a: ${next} | ${other}, b: ${other} | ${next}`], ['lists and optional fields', (next) => `a: ${next}?, b: ${next}[]`],
  ['maps and objects', (next) => `a: { [string]: ${next} }, b: { x: ${next}, y: ${next} }`], ['unions of objects', (next, other) => `a: { x: ${next} } | { y: ${next} }, b: { x: ${next} | ${other} } | { y: ${next} }`],
])('forty levels of %s', (_, fields) => {
  it('are checked', async () => {
    let problems: string[] = [];
    expect(await milliseconds(async () => { problems = (await workspaceOf(texts(fields), { validation: true, reuse: true })).problems('/t.flow'); })).toBeLessThan(2000);
    // No syntax error kept it from the types.
    expect(problems.filter((one) => one.includes('Expected'))).toEqual([]);
  });

  it('are completed and shown', async () => {
    for (const mark of ['  log w.$0', '  map whole: a.F0 = $0']) expect(await milliseconds(async () => { expect((await (await editorOf(texts(fields, mark))).listed()).length).toBeGreaterThan(1); })).toBeLessThan(2000);
    for (const name of ['i0 =', 'all =', 'parts =']) expect(await milliseconds(async () => { expect(await (await editorOf(texts(fields).replace(`let ${name}`, `let $0${name}`))).hover()).toContain(name.split(' ')[0]); })).toBeLessThan(2000);
  });
});

it('thousands of calls of a function that takes one of thousands of texts are checked, and no text is told for another', async () => {
  const count = 2_000;
  const flow = `function f(a: ${Array.from({ length: count }, (_, index) => `'v${index}'`).join(' | ')}): string = a\nflow x {\n${Array.from({ length: count }, (_, index) => `  log f('v${index}')`).join('\n')}\n  log f('none')\n}\n`;
  let problems: string[] = [];
  expect(await milliseconds(async () => { problems = (await workspaceOf({ '/t.flow': flow }, { validation: true, reuse: true })).problems('/t.flow'); })).toBeLessThan(2000);
  expect(problems.filter((one) => one.includes('none'))).toHaveLength(1);
});
