import { describe, expect, it } from 'vitest';
import { withWorkspace } from '../../support/marked-text.ts';
import { check } from './workspace.ts';

const old = `
connector old {
  version 1.0.0
  settings { region: string? @sunset('2027-04-01', 'One region for all') }
  base 'https://old.example'
  auth token { secret key: string header 'X': key deprecated 'No new keys since 2026-01-01' sunset '2027-04-01' "Keys stop working" }
  auth user { secret name: string secret password: string basic name, password }
  entity Thing { id: integer @key, title: string? @deprecated('use name'), name: string }
  endpoint list(kind: string? @deprecated('All kinds are alike')): Thing[] { GET '/x' query { kind } paginate link records body }
  endpoint save(thing: input Thing): Thing { PUT '/x' body thing result body deprecated 'use write' }
}
`;

describe('what is on its way out', () => {
  it('is told where it is used', () => check(`
//- /main.flow
flow main {
  use old = old.here
  from old.list(kind: 'a') as thing
  //            ^^^^ warning deprecated: \`kind\` is deprecated: All kinds are alike.
  log thing.title
  //        ^^^^^ warning deprecated: \`title\` is deprecated: use name.
  send old.save({ name: thing.name, title: 'x' })
  //       ^^^^ warning deprecated: \`save\` is deprecated: use write.
  //                                ^^^^^ warning deprecated
}
//- /patchbay.json
{
  "instances": {
    "here": { "connector": "old", "auth": "token", "settings": { "region": "eu" } },
    //                                    ^^^^^^^ warning deprecated: To sign in with \`token\` is deprecated: No new keys since 2026-01-01. It ends on 2027-04-01: Keys stop working.
    //                                                           ^^^^^^^^ warning deprecated: The setting \`region\` is there until 2027-04-01. One region for all.
    "there": { "connector": "old", "auth": "user" }
  },
  "environments": { "test": { "instances": { "there": { "auth": "token" } } } }
  //                                                            ^^^^^^^ warning deprecated
}
`, { files: { '/old.connector': old } }));

  it('is struck out by an editor, what nothing needs is faded', async () => {
    const files = { '/old.connector': old, '/patchbay.json': '{ "instances": { "here": { "connector": "old", "auth": "user" } } }', '/main.flow': 'flow main {\n  use old = old.here\n  use unneeded = old.here\n  from old.list(kind: null) as thing\n}\n' };
    const tags = await withWorkspace(new Map(Object.entries(files)), (documents) => documents.get('/main.flow')!.diagnostics?.map(({ code, tags: own }) => [code, own]));
    expect(tags).toEqual(expect.arrayContaining([['deprecated', [2]], ['unused-use', [1]]]));
  });
});
