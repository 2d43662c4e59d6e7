import { describe, expect, it } from 'vitest';
import { differences } from '../../support/marked-text.ts';

const shop = `
connector shop {
  version 1.2.0
  settings { store: string @pattern('^[a-z]+$'), size: integer = 5 @min(1) @max(9), region: 'eu' | 'us' = 'eu' }
  hosts ['*.shop.example']
  base "https://{store}.shop.example"
  auth token { secret apiToken: string header 'X': apiToken }
  auth user { setting login: string secret password: string basic login, password }
  // patchbay-ignore not-supported: what an instance that chooses it is told is tested here
  auth sso { setting realm: string secret key: string digest realm, key }
  auth pin { setting login: integer secret code: string basic "{login}", code }
}
`;

async function check(text: string): Promise<void> {
  expect(await differences(`//- /patchbay.json\n${text.replace(/^\n/, '')}`, { files: { '/shop.connector': shop } })).toEqual({ missing: [], unexpected: [] });
}

describe('patchbay.json', () => {
  it('may hold comments and trailing commas, and lack every member', async () => {
    await check('{}');
    await check('{ "instances": {}, /* none */ "marketplaces": [], }');
  });

  it('unknown members, wrong shapes, members that stand twice', () => check(`
{
    "verison": 1,
  //^^^^^^^^^ warning unknown-member: patchbay.json has no "verison". Did you mean \`version\`?
  "marketplaces": {},
  //              ^^ error workspace-file: "marketplaces" should be a list in brackets.
  "connectors": [],
  //            ^^ error workspace-file: "connectors" should be an object in braces.
  "instances": {
      "a": 5,
    //     ^ error workspace-file: "a" should be an object in braces.
      "a": { "connector": "shop", "auth": "token", "settings": { "store": "x" } },
    //^^^ error duplicate-name: "a" stands here twice.
      "b c": { "connector": "shop", "auth": "token", "settings": { "store": "x" }, "url": "x" },
    //^^^^^ error bad-value: The name of an instance is letters
    //                                                                             ^^^^^ warning unknown-member: An instance has no "url".
      "d": { "connector": 5 }
    //                    ^ error workspace-file: "connector" should be a text in double quotes.
  },
  "environments": { "test": { "protected": "yes", "instnces": {} } }
  //                                       ^^^^^ error workspace-file: "protected" should be true or false.
  //                                              ^^^^^^^^^^ warning unknown-member: An environment has no "instnces". Did you mean \`instances\`?
}
`));

  it('instances: connector, auth, settings and their values', () => check(`
{
  "instances": {
    "a": { "connector": "shpo" },
    //                  ^^^^^^ error unknown-connector: Did you mean \`shop\`?
    "b": { "connector": "shop", "auth": "tokn" },
  //^^^ error missing-setting: lacks the setting \`store\`
    //                                  ^^^^^^ error unknown-auth: Did you mean \`token\`?
    "c": { "connector": "shop", "settings": { "store": "acme" } },
  //^^^ error missing-member: The instance \`c\` does not say how it signs in
    "d": { "connector": "shop", "auth": "token", "settings": { "store": "A1", "size": 10, "region": "asia", "stroe": "x" } },
    //                                                                  ^^^^ error wrong-setting: It should match ^[a-z]+$
    //                                                                                ^^ error wrong-setting: At most 9 is allowed.
    //                                                                                              ^^^^^^ error wrong-setting: is none of
    //                                                                                                      ^^^^^^^ error unknown-setting: Did you mean \`store\`?
    "e": { "connector": "shop", "auth": "user", "settings": { "store": "acme" } },
  //^^^ error missing-setting: lacks the setting \`login\`
    "f": { "auth": "token" },
  //^^^ error missing-member: names no connector
    "g": { "connector": "shop", "auth": "token", "settings": { "store": { "env": "PATCHBAY__G" } } },
    //                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^ error wrong-setting: variables named PATCHBAY_…
    "h": { "connector": "shop", "auth": "token", "settings": { "store": { "env": "PATCHBAY_STORE" } }, "baseUrl": "ftp://x" }
    //                                                                                                            ^^^^^^^^^ error bad-url: "baseUrl" should be a URL
  }
}
`));

  it('a secret has no place in the file', () => check(`
{
  "instances": {
    "a": { "connector": "shop", "auth": "token", "settings": { "store": "acme", "apiToken": "x" }, "password": "y" },
    //                                                                          ^^^^^^^^^^ error secret-in-file: is a secret
    //                                                                                             ^^^^^^^^^^ error secret-in-file: "password" is a secret, and patchbay.json is committed.
    "b": { "connector": "shop", "auth": "token", "settings": { "store": "acme" }, "secrets": { "apiToken": "x" } }
    //                                                                            ^^^^^^^^^ error secret-in-file
  }
}
`));

  it('installed connectors are there, in the version that is noted', () => check(`
{
  "connectors": { "shop": "1.0.0", "erp": "1.0.0", "other": "one" }
  //                      ^^^^^^^ warning version-differs: Version 1.0.0 is noted here, and connectors/shop.connector is 1.2.0.
  //                               ^^^^^ error unknown-connector: "erp" is not installed
  //                                                        ^^^^^ error bad-version: "one" is no version such as "1.0.0".
}
`));

  it('a newer version is not judged', () => check(`
{
  "version": 2,
  //         ^ error newer-version: This file is of version 2, and this Patchbay knows version 1. Update Patchbay.
  "instances": { "a": { "connector": "unheard of" } }
}
`));

  it('environments change instances that there are', () => check(`
{
  "instances": { "a": { "connector": "shop", "auth": "token", "settings": { "store": "acme" } } },
  "environments": {
    "test": { "instances": { "b": {}, "a": { "settings": { "store": "A" }, "auth": "tokn" } } }
    //                       ^^^ error unknown-instance: There is no instance \`b\`.
    //                                                              ^^^ error wrong-setting
    //                                                                             ^^^^^^ error unknown-auth
  }
}
`));

  it('what an environment chooses is checked as the instance itself is', () => check(`
{
  "instances": {
    "a": { "connector": "shop", "auth": "token", "settings": { "store": "acme" } },
    "b": { "connector": "shop", "auth": "user", "settings": { "store": "acme", "login": "me" } }
  },
  "environments": {
    "test": { "instances": {
      "a": { "auth": "user" },
      //             ^^^^^^ error missing-setting: In \`test\` the instance \`a\` signs in with \`user\`, and lacks its setting \`login\`.
      "b": { "auth": "sso", "settings": { "store": "dev", "login": "you" } }
      //             ^^^^^ error not-supported: In \`test\` the instance \`b\` signs in with \`sso\`, which needs
      //             ^^^^^ error missing-setting: In \`test\` the instance \`b\` signs in with \`sso\`, and lacks its setting \`realm\`.
      //                                                  ^^^^^^^ error unknown-setting: \`shop\` has no setting \`login\`.
    } },
    "live": { "instances": {
      "a": { "auth": "user", "settings": { "login": 5, "apiToken": "x" } },
      //                                            ^ error wrong-setting: A text is needed, not 5.
      //                                               ^^^^^^^^^^ error secret-in-file
      "b": { "auth": 5, "settings": [], "baseUrl": 7 }
      //             ^ error workspace-file: "auth" should be a text in double quotes.
      //                            ^^ error workspace-file: "settings" should be an object in braces.
      //                                           ^ error bad-url
    } },
    "lab": { "instances": {
      "a": { "connector": "erp" },
      //                  ^^^^^ error environment-connector: For another connector than \`shop\` add an instance of its own.
      "b": { "auth": "pin", "baseUrl": "https://me:pw@shop.example" }
      //             ^^^^^ error wrong-setting: In \`lab\` the instance \`b\` signs in with \`pin\`, whose setting \`login\` does not fit: A whole number
      //                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error bad-url
    } }
  }
}
`));

  it('names that are one in environment variables', () => check(`
{
  "instances": {
    "acme-eu": { "connector": "shop", "auth": "token", "settings": { "store": "x" } },
    "acmeEu": { "connector": "shop", "auth": "token", "settings": { "store": "x" } }
  //^^^^^^^^ error secret-name-collision: The environment variable PATCHBAY__ACME_EU__HOSTS would stand for the hosts of "acme-eu" and for the hosts of "acmeEu".
  }
}
`));

  it('names that are one with another environment', () => check(`
{
  "instances": {
    "lab__main": { "connector": "shop", "auth": "token", "settings": { "store": "x" } },
    "main": { "connector": "shop", "auth": "token", "settings": { "store": "x" } }
  //^^^^^^ error secret-name-collision: The environment variable PATCHBAY__LAB__MAIN__HOSTS would stand for the hosts of "lab__main" and for the hosts of "main" in "lab".
  },
  "environments": { "lab": {}, "other": {} }
}
`));

  it('environments that are spelled alike', () => check(`
{
  "instances": {
    "main": { "connector": "shop", "auth": "token", "settings": { "store": "x" } }
  //^^^^^^ error secret-name-collision: The environment variable PATCHBAY__A_B__MAIN__HOSTS would stand for the hosts of "main" in "a-b" and for the hosts of "main" in "a_b".
  },
  "environments": { "a-b": {}, "a_b": {} }
}
`));

  it('a thousand environments of a thousand instances take no longer than they are long', async () => {
    const instances = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`i${index}`, { connector: 'shop', auth: 'token', settings: { store: 'x' } }]));
    const environments = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`e${index}`, { instances: { [`i${index}`]: {} } }]));
    const before = process.threadCpuUsage();
    await check(JSON.stringify({ instances, environments }, undefined, 1));
    const { user, system } = process.threadCpuUsage(before);
    // Each with each took ten seconds.
    expect((user + system) / 1000).toBeLessThan(3_000);
  });

  it('broken JSON says what is missing, and nothing that follows from it', async () => {
    await check(`
{
  "instances": {
    "a": { "connector": shop },
    //                  ^^^^ error syntax: \`shop\` is not JSON. A text stands in double quotes.
  }
}
`);
    await check(`
{
  "instances": {
    "a": { "connector": "shop", "auth" },
    //                          ^^^^^^ error syntax: A colon and a value are missing after this key.
  }
}
`);
  });
});

describe('a patchbay.json that cannot be read', () => {
  const flow = '\nflow main {\n  use shop = shop.main\n  use other = shop\n  from shop.list() as one\n  log other.name\n}\n';
  const connector = "connector shop {\n  version 1.0.0\n  base 'https://shop.example'\n  endpoint list(): any[] { GET '/x' paginate link records body }\n}\n";

  it('is the one thing that is wrong: flows are not flooded with instances that are not there', async () => {
    const of = (text: string): Promise<unknown> => differences(`//- /patchbay.json\n${text}`, { files: { '/main.flow': flow, '/shop.connector': connector } });
    expect(await of('{ "version": 7 }\n  //         ^ error newer-version')).toEqual({ missing: [], unexpected: [] });
    expect(await of('{ "instances": { "main": { "connector":\n//                                    ^ error syntax\n')).toEqual({ missing: [], unexpected: [] });
    expect(await of('{ }')).toMatchObject({ missing: [], unexpected: [expect.stringContaining('unknown-instance'), expect.stringContaining('unknown-instance')] });
  });
});
