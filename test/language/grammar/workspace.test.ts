import { AstUtils } from 'langium';
import { expect, test } from 'vitest';
import { URI } from 'langium';
import { createPatchbayServices } from '../../../language/services.ts';
import { parse, shape } from './support.ts';

const keys = (text: string): string[] => AstUtils.streamAst(parse('workspace', text).value)
  .flatMap(node => node.$type === 'JsonMember' ? [(node as unknown as { key: string }).key] : []).toArray();

test('patchbay.json is found by its name, whatever other JSON there is', () => {
  const { shared, workspace } = createPatchbayServices();
  expect(shared.ServiceRegistry.getServices(URI.file('/w/patchbay.json'))).toBe(workspace);
  expect(shared.ServiceRegistry.hasServices(URI.file('/w/package.json'))).toBe(false);
});

test('comments and trailing commas are no errors', () => {
  expect(parse('workspace', '// a\n{ "a": [1, 2,], /* b */ "c": { "d": null, }, }\n').errors).toEqual([]);
});

test.each([
  ['{ "a": 1 "b": 2 }', ['a', 'b'], '1:8 A comma is missing after this.'],
  ['{ "a": , "b": 2 }', ['a', 'b'], '1:6 A value is missing after this.'],
  ['{ "a":\n  "b": 2 }', ['a', 'b'], '1:6 A value is missing after this.'],
  ['{ "a"\n  "b": 2 }', ['a', 'b'], '1:3 A colon and a value are missing after this key.'],
  ['{ "a": tru, "b": 2 }', ['a', 'b'], '1:8 `tru` is not JSON. A text stands in double quotes.'],
  ['{ "a": \'x\', "b": 2 }', ['a', 'b'], '1:8 `\'x\'` is not JSON. A text stands in double quotes.'],
  ['{ "a": "x\n, "b": 2 }', ['a', 'b'], '1:8 This text has no end on its line: close it with `"`.'],
  ['{ "a": { "b": 2 }', ['a', 'b'], '1:17 A `}` is missing at the end of the file.'],
  ['{ "a": 1 } }', ['a'], '1:12 `}` stands after the end: the file is one `{ … }`.'],
  ['{ "a": [1,,2] }', ['a'], '1:11 A value is missing before this comma.'],
])('a broken file keeps its tree: %s', (text, kept, message) => {
  expect(keys(text)).toEqual(kept);
  expect(parse('workspace', text).errors).toEqual([message]);
});

test('escapes of JSON are read', () => {
  expect(shape(parse('workspace', String.raw`{ "a\u0041": "\n\"" }`).value)).toMatchObject({ value: { members: [{ key: 'aA', value: { value: '\n"' } }] } });
});

test('an empty file has no value', () => {
  expect(shape(parse('workspace', ' // nothing\n').value)).toEqual({ $type: 'WorkspaceFile' });
});

test('ten thousand brackets give one error', () => {
  expect(parse('workspace', '['.repeat(10_000)).errors).toHaveLength(1);
  expect(parse('workspace', '{"a":'.repeat(10_000)).errors).toHaveLength(1);
});
