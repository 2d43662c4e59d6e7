import { describe, expect, it } from 'vitest';
import { changeWorkspaceFile } from '../../../language/workspace/change-workspace-file.ts';
import type { WorkspaceChange } from '../../../language/workspace/model.ts';
import { environmentVariable, instanceSettings, isSettingVariable, readWorkspaceFile } from '../../../language/workspace/workspace-file.ts';

const text = `{
  "version": 1,
  // what is installed
  "connectors": { "shopify": "1.0.0" },
  "instances": {
    /* the web shop */
    "main":  { "connector": "shopify", "auth": "app", "settings": { "shop": "acme", "limit": 3 } }, // the first
    "second": {
      "connector": "shopify",
      "settings": { "shop": { "env": "PATCHBAY_SHOP" } },
    },
  },
  "environments": {
    "staging": { "protected": true, "instances": { "main": { "settings": { "shop": "acme-dev" }, "baseUrl": "http://127.0.0.1:8080" } } }
  }
}
`;

describe('patchbay.json is read', () => {
  it('with comments and trailing commas, and with places', () => {
    const content = readWorkspaceFile(text);
    expect(content).toMatchObject({ exists: true, connectors: { shopify: '1.0.0' }, instances: ['main', 'second'], environments: ['staging'] });
    expect(content.problem).toBeUndefined();
    expect(content.placeOf(['instances', 'second'])).toEqual({ file: 'patchbay.json', line: 8, column: 5 });
    expect(content.placeOf(['instances', 'main', 'settings', 'limit'])).toEqual({ file: 'patchbay.json', line: 7, column: 85 });
    expect(content.placeOf(['instances', 'third'])).toBeUndefined();
  });

  it('with what an environment changes', () => {
    const content = readWorkspaceFile(text);
    expect(instanceSettings(content, 'main')).toEqual({ connector: 'shopify', auth: 'app', settings: { shop: 'acme', limit: 3 }, baseUrl: undefined, protected: false });
    expect(instanceSettings(content, 'main', 'staging')).toEqual({ connector: 'shopify', auth: 'app', settings: { shop: 'acme-dev', limit: 3 }, baseUrl: 'http://127.0.0.1:8080', protected: true });
    expect(instanceSettings(content, 'second', 'staging')?.settings).toEqual({ shop: { env: 'PATCHBAY_SHOP' } });
    expect(instanceSettings(content, 'third')).toBeUndefined();
  });

  it('settings from the environment are said as such, and only from their own variables', () => {
    expect(environmentVariable({ env: 'PATCHBAY_SHOP' })).toBe('PATCHBAY_SHOP');
    expect([environmentVariable('PATCHBAY_SHOP'), environmentVariable({ env: 1 }), environmentVariable({ env: 'A', more: 1 })]).toEqual([undefined, undefined, undefined]);
    expect(['PATCHBAY_SHOP', 'PATCHBAY_A1', 'PATCHBAY__MAIN__TOKEN', 'PATCHBAY_KEY', 'HOME', 'PATCHBAY_'].map(isSettingVariable)).toEqual([true, true, false, false, false, false]);
  });

  it.each([
    ['', undefined], ['{}', undefined], ['{ "version": 1 }', undefined],
    ['{ "instances": { "a": { "connector": "shop" } ', 'patchbay.json, line 1, column 47: a closing brace } is missing.'],
    ['{\n  "version": 1\n  "instances": {}\n}', 'patchbay.json, line 3, column 3: a comma is missing.'],
    ['{ "version": 2, "instances": { "a": {} } }', 'patchbay.json is of version 2, and this version of Patchbay knows 1. Update Patchbay.'],
    ['{\n "version": "1" }', 'patchbay.json, line 2, column 13: the version is "1", it should be 1.'],
    ['[]', 'patchbay.json has no object in braces.'], ['"x', 'patchbay.json, line 1, column 1: a text does not end.'],
  ])('%j: %s', (broken, problem) => {
    expect(readWorkspaceFile(broken).problem).toBe(problem);
  });

  it('what can be read of a broken one is there, nothing of a newer one', () => {
    expect(readWorkspaceFile('{ "instances": { "a": { "connector": "shop" } ').instances).toEqual(['a']);
    expect(readWorkspaceFile('{ "version": 2, "instances": { "a": {} } }').instances).toEqual([]);
    expect(readWorkspaceFile(null)).toMatchObject({ exists: false, instances: [] });
  });

  it('names that mean something to JavaScript are names', () => {
    const content = readWorkspaceFile('{ "instances": { "__proto__": { "connector": "shop" }, "constructor": {} } }');
    expect(content.instances).toEqual(['__proto__', 'constructor']);
    expect(instanceSettings(content, '__proto__')?.connector).toBe('shop');
    expect(instanceSettings(content, 'toString')).toBeUndefined();
  });
});

/** The text after a change. */
function changed(before: string | null, change: WorkspaceChange): string {
  const result = changeWorkspaceFile(before, change);
  if ('refused' in result) throw new Error(result.refused);
  return result.edits[0]?.after ?? before ?? '';
}

describe('a byte order mark before patchbay.json', () => {
  const marked = '\uFEFF{ "version": 1, "instances": { "main": { "connector": "shop" } } }\n';

  it('is no part of it, and its places are those of the file', () => {
    const content = readWorkspaceFile(marked);
    expect(content).toMatchObject({ instances: ['main'] });
    expect(content.problem).toBeUndefined();
    expect(content.placeOf(['instances', 'main'])).toMatchObject({ line: 1, column: marked.indexOf('"main"') + 1 });
  });

  it('stays where the file is changed', () => {
    expect(changeWorkspaceFile(marked, { kind: 'add-connector', name: 'shop', version: '1.0.0' })).toEqual({ edits: [expect.objectContaining({ after: expect.stringMatching(/^\uFEFF\{ "version": 1, .*"connectors"/) as string })] });
  });
});

describe('a change of patchbay.json', () => {
  it('adds an instance in the way that the others are written', () => {
    const added = changed('{\n  "instances": {\n    "a":  { "connector": "x" }, // first\n    "b": { "connector": "y" } // last\n  }\n}\n', { kind: 'add-instance', name: 'c', connector: 'x', auth: 'key', settings: { n: 1 } });
    expect(added).toBe('{\n  "instances": {\n    "a":  { "connector": "x" }, // first\n    "b": { "connector": "y" }, // last\n    "c": { "connector": "x", "auth": "key", "settings": { "n": 1 } }\n  }\n}\n');
  });

  it('keeps a trailing comma where the file has one', () => {
    expect(changed(text, { kind: 'add-instance', name: 'c', connector: 'x', settings: {} })).toBe(text.replace('    },\n  },\n  "env', '    },\n    "c": {\n      "connector": "x"\n    },\n  },\n  "env'));
  });

  it('makes the file, and what is missing in it', () => {
    expect(changed(null, { kind: 'add-instance', name: 'a', connector: 'x', settings: {}, baseUrl: 'http://127.0.0.1:1' }))
      .toBe('{\n  "version": 1,\n  "connectors": {},\n  "instances": {\n    "a": {\n      "connector": "x",\n      "baseUrl": "http://127.0.0.1:1"\n    }\n  }\n}\n');
    expect(changed('{}', { kind: 'add-connector', name: 'x', version: '1.0.0' })).toBe('{\n  "connectors": {\n    "x": "1.0.0"\n  }\n}\n');
    expect(changed('{\n\t"version": 1\n}', { kind: 'add-connector', name: 'x', version: '1.0.0' })).toBe('{\n\t"version": 1,\n\t"connectors": {\n\t\t"x": "1.0.0"\n\t}\n}');
  });

  it('ends the last line of what was one without an end', () => {
    const change = { kind: 'add-connector', name: 'shopify', version: '1.0.0' } as const;
    for (const text of ['{}', '']) expect(changeWorkspaceFile(text, change)).toEqual({ edits: [expect.objectContaining({ after: expect.stringMatching(/[^\n]\n$/u) })] });
  });

  it('sets only what differs', () => {
    expect(changed(text, { kind: 'change-instance', name: 'main', auth: 'app', settings: { shop: 'neu', limit: 3 } })).toBe(text.replace('"shop": "acme",', '"shop": "neu",'));
    expect(changed(text, { kind: 'change-instance', name: 'main', settings: { shop: 'acme' } })).toBe(text.replace(', "limit": 3', ''));
    expect(changed(text, { kind: 'change-instance', name: 'main', settings: { shop: 'acme', limit: 3, more: 'x' } })).toBe(text.replace('"limit": 3', '"limit": 3, "more": "x"'));
    expect(changed(text, { kind: 'add-connector', name: 'shopify', version: '1.1.0' })).toBe(text.replace('"1.0.0"', '"1.1.0"'));
    expect(changeWorkspaceFile(text, { kind: 'add-connector', name: 'shopify', version: '1.0.0' })).toEqual({ edits: [] });
  });

  it('sets and takes away a base URL', () => {
    const set = changed(text, { kind: 'change-instance', name: 'second', settings: { shop: { env: 'PATCHBAY_SHOP' } }, baseUrl: 'https://t.example.com' });
    expect(set).toBe(text.replace('"PATCHBAY_SHOP" } },', '"PATCHBAY_SHOP" } },\n      "baseUrl": "https://t.example.com",'));
    expect(changed(set, { kind: 'change-instance', name: 'second', settings: { shop: { env: 'PATCHBAY_SHOP' } }, baseUrl: null })).toBe(text);
  });

  it('removes an instance with its line, its comment, and what environments say of it', () => {
    const removed = changed(text, { kind: 'remove-instance', name: 'main' });
    expect(removed).toBe(text.replace(/ {4}"main".*\n/, '').replace('"instances": { "main": { "settings": { "shop": "acme-dev" }, "baseUrl": "http://127.0.0.1:8080" } }', '"instances": {}'));
    expect(changed('{ "instances": { "a": { }, "b": { } } }', { kind: 'remove-instance', name: 'b' })).toBe('{ "instances": { "a": { } } }');
    expect(changed('{ "instances": { "a": { }, "b": { } } }', { kind: 'remove-instance', name: 'a' })).toBe('{ "instances": { "b": { } } }');
    expect(changed('{\n  "instances": {\n    "a": {},\n    "b": {}\n  }\n}', { kind: 'remove-instance', name: 'b' })).toBe('{\n  "instances": {\n    "a": {}\n  }\n}');
  });

  it('keeps line ends of Windows', () => {
    const windows = text.replaceAll('\n', '\r\n');
    const added = changed(windows, { kind: 'add-instance', name: 'c', connector: 'x', settings: { a: 1 } });
    expect(added.replaceAll('\r\n', '')).not.toContain('\n');
    expect(readWorkspaceFile(added).instances).toEqual(['main', 'second', 'c']);
    expect(changed(added, { kind: 'remove-instance', name: 'c' })).toBe(windows);
  });

  it.each<[WorkspaceChange, string]>([
    [{ kind: 'add-instance', name: 'main', connector: 'x', settings: {} }, "There is an instance 'main' already."],
    [{ kind: 'add-instance', name: '9', connector: 'x', settings: {} }, "'9' is no name for an instance: letters, digits, _ and - are allowed, and a letter comes first."],
    [{ kind: 'change-instance', name: 'none', settings: {} }, "There is no instance 'none' in patchbay.json."],
    [{ kind: 'remove-instance', name: 'none' }, "There is no instance 'none' in patchbay.json."],
  ])('is refused: %j', (change, refused) => {
    expect(changeWorkspaceFile(text, change)).toEqual({ refused });
  });

  it('touches no file that cannot be read', () => {
    expect(changeWorkspaceFile('{ "instances": ', { kind: 'add-connector', name: 'x', version: '1.0.0' })).toEqual({ refused: 'patchbay.json, line 1, column 16: a value is missing. Repair it first; nothing was changed.' });
    expect(changeWorkspaceFile('{ "version": 9 }', { kind: 'add-connector', name: 'x', version: '1.0.0' })).toHaveProperty('refused');
  });
});
