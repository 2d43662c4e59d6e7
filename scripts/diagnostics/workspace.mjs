// patchbay.json: its shape, instances, environments, secrets.
export default [
  {
    code: 'missing-setting', title: 'An instance without a setting that is needed', in: 'patchbay.json',
    why: 'A setting is needed unless it is optional or has a default: without it no request has an address.',
    wrong: '{ "instances": { "main": { "connector": "shop" } } }', right: '{ "instances": { "main": { "connector": "shop", "settings": { "store": "acme" } } } }',
  },
  {
    code: 'wrong-setting', title: 'A value that its setting refuses', in: 'patchbay.json',
    why: 'Settings have types, patterns and bounds, which the form asks for too.',
    wrong: '{ "instances": { "main": { "connector": "shop", "settings": { "store": "ACME" } } } }', right: '{ "instances": { "main": { "connector": "shop", "settings": { "store": "acme" } } } }',
  },
  {
    code: 'workspace-file', title: 'patchbay.json is not of the shape that it should be', in: 'patchbay.json',
    why: '`instances`, `connectors` and `environments` are objects, `marketplaces` is a list.',
    wrong: '{ "instances": [] }', right: '{ "instances": {} }',
  },
  {
    code: 'unknown-member', title: 'A member that patchbay.json does not know', in: 'patchbay.json',
    why: 'It has no effect; most often it is misspelt.',
    wrong: '{ "instnces": {} }', right: '{ "instances": {} }',
  },
  {
    code: 'newer-version', title: 'A patchbay.json of a newer Patchbay', in: 'patchbay.json',
    why: 'This version cannot know what it means, and changes nothing in it. Update Patchbay.',
    wrong: '{ "version": 7 }', right: '{ "version": 1 }',
  },
  {
    code: 'version-differs', title: 'Another version is installed than is noted', in: 'patchbay.json',
    why: 'patchbay.json notes the version that was installed; the file of the connector says which it is.',
    wrong: '{ "connectors": { "shop": "0.9.0" } }', right: '{ "connectors": { "shop": "1.0.0" } }',
  },
  {
    code: 'secret-in-file', title: 'A secret in patchbay.json', in: 'patchbay.json',
    why: 'The file is committed, so that whoever reads the repository has the secret. Change it at the vendor, and enter the new one in the form or as an environment variable.',
    wrong: '{ "instances": { "main": { "connector": "shop", "settings": { "store": "acme", "apiToken": "x" } } } }', right: '{ "instances": { "main": { "connector": "shop", "settings": { "store": "acme" } } } }',
  },
  {
    code: 'secret-name-collision', title: 'Two secrets of one environment variable', in: 'connector',
    why: 'On the command line secrets come from variables such as `PATCHBAY__MAIN__API_KEY`, where `apiKey` and `api_key` are one.',
    wrong: "connector own {\n  version 1.0.0\n  base 'https://api.example.com'\n  auth key { secret apiKey: string secret api_key: string basic apiKey, api_key }\n}", right: "connector own {\n  version 1.0.0\n  base 'https://api.example.com'\n  auth key { secret apiKey: string secret password: string basic apiKey, password }\n}",
  },
  {
    code: 'environment-connector', title: 'An environment that changes the connector of an instance', in: 'patchbay.json',
    why: 'A flow is checked against one connector. For another system add an instance of its own.',
    wrong: '{\n  "instances": { "main": { "connector": "shop", "settings": { "store": "acme" } } },\n  "environments": { "test": { "instances": { "main": { "connector": "erp" } } } }\n}',
    right: '{\n  "instances": { "main": { "connector": "shop", "settings": { "store": "acme" } } },\n  "environments": { "test": { "instances": { "main": { "settings": { "store": "acmetest" } } } } }\n}',
  },
  {
    code: 'unreadable-folder', title: 'A folder that cannot be read', in: 'the disk',
    why: 'Connectors and flows in it are not known: what names them is told as unknown. It may be somebody else’s (the data of a database, say), and then nothing is missed.',
    wrong: 'ls -ld connectors\n# d--------- 2 root root connectors', right: 'sudo chmod a+rx connectors',
  },
];
