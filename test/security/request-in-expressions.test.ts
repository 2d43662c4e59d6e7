import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { runCommand } from '../cli/terminal.ts';
import { createWorkspace } from '../cli/workspace.ts';
import { loopback } from '../support/loopback.ts';

// SECURITY.md 1: an endpoint's text is not part of what a secret is bound to, so whoever edits it must not be able to read a credential out
// of `request` and pass it on, disguised, to another instance.

const disguises = {
  'of a header': `request.header['X-Token']?.split('')?.reverse()?.join('') ?? 'none'`,
  'of the query': `request.query.key?.split('')?.reverse()?.join('') ?? 'none'`,
  'of the URL': `request.url.split('').reverse().join('')`,
  'of the pair of basic': `request.header['Authorization']?.replace('Basic ', '')?.split('')?.reverse()?.join('') ?? 'none'`,
};

it.each(Object.keys(disguises) as (keyof typeof disguises)[])('an endpoint\'s expression sees no credential %s', async (place) => {
  const server = await loopback(() => ({ body: { id: 1 } }));
  const auth = place.includes('basic') ? 'basic apiToken, apiToken' : "header 'X-Token': apiToken\n    query key: apiToken";
  const workspace = createWorkspace({
    'patchbay.json': JSON.stringify({ version: 1, instances: { main: { connector: 'shop', baseUrl: server.origin } } }),
    'shop.connector': `connector shop {
  title 'Shop'
  version 1.0.0
  base 'https://shop.example'
  auth key {
    secret apiToken: string
    ${auth}
  }
  entity Item { id: integer @key, name: string }
  endpoint byResult(): Item { GET '/a' result { id: 1, name: ${disguises[place]} } }
  endpoint byRule(): Item { GET '/b' result body on 200 ok with { id: 1, name: ${disguises[place]} } }
}
`,
  });
  const secret = randomUUID();
  const turned = [secret, Buffer.from(`${secret}:${secret}`).toString('base64')].map((text) => [...text].reverse().join(''));
  for (const endpoint of ['byResult', 'byRule']) {
    const { code, out, err } = await runCommand(['call', `main.${endpoint}`], {
      cwd: workspace.folder, env: { ...workspace.env, PATCHBAY_ALLOW_LOCAL: '1', PATCHBAY__MAIN__HOSTS: server.host, PATCHBAY__MAIN__API_TOKEN: secret },
    });
    expect([code, err]).toEqual([0, '1 record.\n']);
    for (const text of turned) expect(out).not.toContain(text.slice(2, -4));
  }
  const sent = server.requests.map(({ headers, target }) => JSON.stringify(headers) + target);
  expect(sent).toHaveLength(2);
  for (const text of sent) expect([secret, turned[1]!].some((value) => text.includes(value) || text.includes([...value].reverse().join('')))).toBe(true);
});
