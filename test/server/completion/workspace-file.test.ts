import { describe, expect, it } from 'vitest';
import { editorOf } from '../../support/editor.ts';
import { connectors } from '../workspace.ts';

const editor = (text: string) => editorOf(`//- /patchbay.json\n${text}`, connectors);
const at = async (text: string): Promise<string[]> => (await editor(text)).labels();
const inInstance = (text: string): Promise<string[]> => at(`{ "instances": { "main": { ${text} } } }`);

describe('keys of patchbay.json', () => {
  it('of the file, those that are not there yet', async () => {
    expect(await at('{ $0 }')).toEqual(['"version"', '"connectors"', '"instances"', '"environments"', '"marketplaces"']);
    expect(await at('{ "version": 1, $0 }')).toEqual(['"connectors"', '"instances"', '"environments"', '"marketplaces"']);
    expect(await at('{ $0, "version": 1 }')).not.toContain('"version"');
    expect(await at('{\n  "version": 1\n  "inst$0\n}')).toEqual(['"instances"']);
    expect(await at('{ inst$0 }')).toEqual(['"instances"']);
    expect(await at('{ "$0" }')).toContain('"instances"');
    expect(await at('{ $0')).toContain('"instances"');
  });

  it('of an instance and its settings, the required ones first', async () => {
    expect(await inInstance('$0')).toEqual(['"connector"', '"auth"', '"settings"', '"baseUrl"']);
    expect(await inInstance('"connector": "shop", "auth": "session", "settings": { $0 }')).toEqual(['"store"', '"user"', '"region"']);
    expect(await inInstance('"connector": "shop", "auth": "token", "settings": { "store": "a", $0')).toEqual(['"region"']);
    expect(await inInstance('"connector": "shop", "settings": { "store": { $0 } }')).toEqual(['"env"']);
  });

  it('of connectors and environments', async () => {
    expect(await at('{ "connectors": { $0 } }')).toEqual(['"ledger-one"', '"shop"']);
    expect(await at('{ "environments": { "staging": { $0 } } }')).toEqual(['"instances"', '"protected"']);
    expect(await at('{ "instances": { "main": { "connector": "shop", "auth": "token" } }, "environments": { "staging": { "instances": { $0 } } } }')).toEqual(['"main"']);
    expect(await at('{ "instances": { "main": { "connector": "shop", "auth": "token" } }, "environments": { "staging": { "instances": { "main": { "settings": { $0 } } } } } }')).toEqual(['"store"', '"region"']);
  });

  it('are written with their colon, or without where it is there', async () => {
    expect((await editor('{ "inst$0" }')).accept('"instances"')).toBe('{ "instances": | }');
    expect((await editor('{ "inst$0": {} }')).accept('"instances"')).toBe('{ "instances"|: {} }');
    expect((await editor('{ "inst$0\n}')).accept('"instances"')).toBe('{ "instances": |\n}');
  });

  it('come with what the connector says of them', async () => {
    const items = (await editor('{ "instances": { "main": { "connector": "shop", "settings": { $0 } } } }')).complete();
    expect(items[0]).toMatchObject({ label: '"store"', detail: 'string', documentation: { value: expect.stringContaining("The shop's name.") as unknown } });
  });
});

describe('values of patchbay.json', () => {
  it('connectors, ways to sign in, members of a union', async () => {
    expect(await inInstance('"connector": $0')).toEqual(['"ledger-one"', '"shop"']);
    expect(await inInstance('"connector": "$0"')).toEqual(['"ledger-one"', '"shop"']);
    expect(await inInstance('"connector": "sh$0')).toEqual(['"shop"']);
    expect(await inInstance('"connector": "shop", "auth": "$0"')).toEqual(['"token"', '"session"']);
    expect(await inInstance('"connector": "shop", "settings": { "region": $0 }')).toEqual(['"eu"', '"us"']);
    expect(await at('{ "connectors": { "shop": $0 } }')).toEqual(['"1.2.0"']);
    expect(await at('{ "environments": { "production": { "protected": $0 } } }')).toEqual(['true', 'false']);
    expect((await editor('{ "instances": { "main": { "connector": "le$0dger" } } }')).accept('"ledger-one"')).toContain('"connector": "ledger-one"| }');
  });

  it('are nothing where anything may stand, and in comments', async () => {
    expect(await at('{ "version": $0 }')).toEqual([]);
    expect(await at('{ // $0\n}')).toEqual([]);
    expect(await at('{ /* $0 */ }')).toEqual([]);
    expect(await at('{ "instances": { "main": { "connector": "shop" $0 } } }')).toEqual([]);
    expect(await at('$0')).toEqual([]);
  });
});
