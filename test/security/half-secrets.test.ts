import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createRedactor } from '#runtime';
import { runCommand } from '../cli/terminal.ts';
import { createWorkspace } from '../cli/workspace.ts';
import { loopback, type Answer } from '../support/loopback.ts';

// SECURITY.md 8: a server that knows a credential sends it back in every way that might come past redaction: cut in half where a message
// is shortened, in escapes of HTML, half escaped as a URL has it, and as a part of the token's answer that has another name.

const awkward = (): string => `canary-${randomUUID()}/x+y&"z'<q`;
const html = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

const connector = `connector shop {
  title 'Shop'
  version 1.0.0
  base 'https://shop.example'
  auth app {
    secret apiToken: string
    secret clientId: string
    secret clientSecret: string
    oauth2 clientCredentials { tokenUrl 'https://shop.example/token' clientAuth body }
    header 'X-Token': apiToken
    header 'X-Session': "Session {grant.session}"
    header 'X-Proof': hmac('sha256', apiToken, 'x').hex()
  }
  entity Item { id: integer @key }
  endpoint get(name: string): Item[] { GET "/{name}" paginate next body.next records body.items }
}
`;

interface Seen { token: string; session: string; proof: string }

const answers: Record<string, (seen: Seen) => Answer> = {
  'cut where a message ends': ({ token }) => ({ status: 400, body: { message: 'x'.repeat(280) + token } }),
  'cut after a few characters': ({ session }) => ({ status: 400, body: { message: `${'x'.repeat(288)} ${session}` } }),
  'in the title of a web page': ({ token }) => ({ status: 403, headers: { 'content-type': 'text/html' }, body: `<title>bad ${html(token)}</title>` }),
  'cut in the title of a web page': ({ token }) => ({ status: 403, headers: { 'content-type': 'text/html' }, body: `<title>${'x'.repeat(60)} ${token}</title>` }),
  'half encoded in an address': ({ token }) => ({ body: { items: [{ id: 1 }], next: `/a/${token}` } }),
  'cut in a link that is none': ({ token }) => ({ body: { items: [{ id: 1 }], next: `http://[${'y'.repeat(170)}${token}` } }),
  'another member of the token\'s answer': ({ session }) => ({ status: 400, body: { message: `no ${session.replace('Session ', '')}` } }),
  'what was computed from it': ({ proof }) => ({ status: 400, body: { message: `no ${proof}` } }),
  'cut where JSON breaks': ({ token }) => ({ body: `{"items": [], "x": "\n${token}` }),
  'before the place where JSON breaks': ({ token }) => ({ body: `{"items": [], "x": "${token.replaceAll('"', '')}\u0001"}` }),
};

it.each(Object.keys(answers))('a credential is not shown %s', async (how) => {
  const secret = awkward();
  const session = `s${randomUUID()}${randomUUID()}`;
  const server = await loopback(({ path, headers }) => {
    if (path === '/token') return { body: { access_token: `t${randomUUID()}`, token_type: 'bearer', session } };
    if (path.startsWith('/a/')) return { status: 404, body: { message: path } };
    return answers[how]!({ token: String(headers['x-token']), session: String(headers['x-session']), proof: String(headers['x-proof']) });
  });
  const workspace = createWorkspace({
    'patchbay.json': JSON.stringify({ version: 1, instances: { main: { connector: 'shop', baseUrl: server.origin } } }), 'shop.connector': connector,
  });
  const { code, out, err } = await runCommand(['call', 'main.get', 'name=x'], {
    cwd: workspace.folder,
    env: {
      ...workspace.env, PATCHBAY_ALLOW_LOCAL: '1', PATCHBAY__MAIN__HOSTS: server.host, PATCHBAY__MAIN__API_TOKEN: secret,
      PATCHBAY__MAIN__CLIENT_ID: `client-${randomUUID()}`, PATCHBAY__MAIN__CLIENT_SECRET: randomUUID(),
    },
  });
  expect([code, err]).toEqual([1, expect.stringContaining('error: ')]);
  expect(server.requests.map(({ path }) => path)).toContain('/x');
  const proof = String(server.requests.find(({ path }) => path === '/x')?.headers['x-proof']);
  expect(proof).toMatch(/^[0-9a-f]{64}$/);
  // Ten characters of a random value are nobody's accident.
  for (const value of [secret.slice(7), session, proof]) {
    for (let from = 0; from + 10 <= value.length; from++) expect(out + err).not.toContain(value.slice(from, from + 10));
  }
});

it('a token that was made to keep the redactor busy does not', () => {
  for (const token of [String.raw`\"`.repeat(60), '\\'.repeat(120), '%25'.repeat(60), '&amp;'.repeat(60), '+ '.repeat(60), 'a'.repeat(100_000)]) {
    const redactor = createRedactor();
    redactor.add(`${token}x`);
    const began = process.threadCpuUsage();
    for (const text of [`${token}y`, token.repeat(3), `${token.replaceAll('\\', '\\\\')}…`, `…${'…a'.repeat(1000)}`]) redactor.redact(text);
    expect(process.threadCpuUsage(began).user / 1000).toBeLessThan(1000);
    expect(redactor.redact(`<${token}x>`)).toBe('<[redacted]>');
  }
});
