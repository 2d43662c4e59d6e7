import { describe, expect, it } from 'vitest';
import { type CommandResult, runCommand } from './terminal.ts';
import { createWorkspace } from './workspace.ts';

const entity = (files: Record<string, string>, ...argv: string[]): Promise<CommandResult> => runCommand(['entity', ...argv], { cwd: createWorkspace(files).folder });

describe('patchbay entity', () => {
  it('prints the entities of a sample, named after its file', async () => {
    const sample = JSON.stringify([{ id: 1, total: 1.5, customer: { name: 'Ada' } }, { id: 2, total: 3, note: 'x', customer: null }]);
    expect(await entity({ 'orders.json': sample }, 'orders.json')).toEqual({
      code: 0, out: 'entity Order {\n  id: integer @key\n  total: decimal\n  customer: Customer?\n  note: string?\n}\n\nentity Customer { name: string }\n', err: '',
    });
  });

  it('says what it leaves out', async () => {
    const { code, out, err } = await entity({ 'a.json': JSON.stringify({ kept: 1, ['x'.repeat(5_000)]: 2 }) }, 'a.json');
    expect([code, out]).toEqual([0, 'entity A open { kept: integer }\n']);
    expect(err).toMatch(/^Left out: a field whose name has more than \d+ characters\.\n$/);
  });

  it('takes another name, which has to be one', async () => {
    expect((await entity({ '1.json': '{ "a": 1 }' }, '1.json', '--name', 'Thing')).out).toBe('entity Thing { a: integer }\n');
    const { code, err } = await entity({ '1.json': '{}' }, '1.json', '--name', 'a thing');
    expect([code, err]).toEqual([2, expect.stringContaining("'a thing' is no name of an entity")]);
  });

  it('says where the sample is no JSON, what it is instead of records, and that there is none', async () => {
    const broken = await entity({ 'a.json': '{ "a": }' }, 'a.json');
    expect([broken.code, broken.out]).toEqual([1, '']);
    expect(broken.err).toMatch(/^The sample is no JSON: .+ in line 1, column 8\.$/m);
    expect(await entity({ 'a.json': '[]' }, 'a.json')).toEqual({ code: 1, out: '', err: expect.stringContaining('The sample is an empty list.') as unknown });
    expect((await entity({}, 'b.json'))).toEqual({ code: 2, out: '', err: expect.stringContaining('There is no file b.json.') as unknown });
  });
});
