import { describe, expect, it } from 'vitest';
import { editorOf } from '../../support/editor.ts';
import { connectorWith } from '../workspace.ts';

const at = async (text: string): Promise<string[]> => (await editorOf(text)).labels();
const inConnector = (members: string): Promise<string[]> => at(connectorWith(members));
const inEndpoint = (members: string, head = 'tickets(state: string, changedAfter: datetime?): Ticket[]'): Promise<string[]> => inConnector(`  endpoint ${head} {\n${members}\n  }`);

describe('words by context', () => {
  it('begin a file and a connector', async () => {
    expect(await at('//- /a.connector\n$0')).toEqual(['import', 'function', 'entity', 'connector']);
    expect(await at('//- /a.connector\ncon$0')).toEqual(['connector']);
    expect((await at('//- /a.connector\nconnector a {\n  $0')).slice(0, 3)).toEqual(['title', 'version', 'category']);
    expect(await inConnector('  endp$0')).toEqual(['endpoint']);
    expect(await inConnector('  endp$0\n  endpoint a(): any { GET \'/\' }')).toEqual(['endpoint']);
  });

  it('are not offered twice where one is enough', async () => {
    const members = await inConnector("  title 'Desk'\n  base 'https://desk.example.com'\n  $0");
    expect(members).not.toContain('title');
    expect(members).not.toContain('base');
    expect(members).not.toContain('settings');
    expect(members).toEqual(expect.arrayContaining(['auth', 'entity', 'endpoint', 'limit', 'on', 'hosts']));
    expect(await inEndpoint("    GET '/tickets'\n    $0")).not.toContain('POST');
    expect(await inEndpoint("    GET '/tickets'\n    records body\n    rec$0")).not.toContain('records');
    expect(await inConnector("  tit$0le 'Desk'")).toContain('title');
  });

  it('begin what an endpoint has', async () => {
    expect((await inEndpoint('    $0')).slice(0, 7)).toEqual(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'graphql']);
    expect(await inEndpoint("    GET '/tickets' $0")).not.toContain('records');
    expect(await inConnector("  endpoint t(): any { GET '/tickets' rec$0 }")).toEqual(['records', 'redirect']);
    expect(await inEndpoint('    paginate $0')).toEqual(['link', 'next', 'cursor', 'page', 'offset']);
    expect(await inEndpoint('    paginate page query.page $0')).toEqual(['from', 'size', 'while', 'until', 'total', 'restart']);
    expect((await inEndpoint('    paginate cursor query.after = body.next\n      wh$0'))[0]).toBe('while');
    expect(await inEndpoint('    on 404 $0')).toEqual(['when', 'retry', 'refresh', 'empty', 'ok', 'reject', 'fail']);
    expect(await inEndpoint('    on 429 retry $0')).toEqual(expect.arrayContaining(['backoff', 'after']));
    expect(await inEndpoint('    decode $0')).toEqual(['gzip', 'zip', 'json', 'ndjson', 'csv', 'xml', 'text', 'bytes']);
    expect(await inEndpoint('    body form$0 ')).toEqual(['form']);
  });

  it('begin what an auth has', async () => {
    const inAuth = (members: string): Promise<string[]> => inConnector(`  auth other {\n${members}\n  }`);
    expect(await inAuth('    $0')).toEqual(expect.arrayContaining(['secret', 'setting', 'oauth2', 'header', 'basic', 'login']));
    expect(await inAuth('    oauth2 $0')).toEqual(['clientCredentials', 'authorizationCode', 'password', 'jwtBearer', 'refreshToken', 'deviceCode']);
    expect(await inAuth('    oauth2 clientCredentials {\n      tok$0\n    }')).toEqual(['token', 'tokenUrl']);
    const grant = async (kind: string): Promise<string[]> => inAuth(`    oauth2 ${kind} {\n      $0\n    }`);
    expect(await grant('clientCredentials')).toEqual(['clientAuth', 'scopes', 'token', 'expires', 'tokenUrl', 'audience', 'params', 'headers', 'clientId', 'clientSecret']);
    expect(await grant('authorizationCode')).toEqual(expect.arrayContaining(['authorizeUrl', 'refreshUrl', 'authorizeParams', 'pkce']));
    expect(await grant('deviceCode')).toEqual(expect.arrayContaining(['deviceUrl', 'tokenUrl']));
    expect(await grant('jwtBearer')).toContain('jwt');
    expect(await grant('password')).toEqual(expect.arrayContaining(['username', 'password']));
    expect(await grant('password')).not.toContain('authorizeUrl');
    expect(await inAuth('    oauth2 clientCredentials {\n      clientAuth $0\n    }')).toEqual(['basic', 'body', 'json', 'jwt']);
    expect(await inAuth('    oauth2 clientCredentials {\n      clientAuth jwt {\n        $0\n      }\n    }')).toEqual(['alg', 'key', 'kid', 'claims']);
  });
});

describe('where a name is declared nothing is offered', () => {
  it.each(['endpoint $0', 'entity $0', 'auth $0', 'webhook $0', 'entity New { $0 }', 'entity New {\n    id: integer\n    $0\n  }', 'endpoint new($0)', 'endpoint new(a: string, $0)', 'function $0'])('%s', async (member) => {
    expect(await inConnector(`  ${member}`)).toEqual([]);
    expect(await at('//- /a.connector\nconnector $0')).toEqual([]);
  });
});

describe('settings and secrets', () => {
  it('where they are in scope', async () => {
    expect((await inConnector('  base "https://{$0}.example.com"')).slice(0, 2)).toEqual(['site', 'since']);
    expect((await inConnector('  base "https://{$0')).slice(0, 2)).toEqual(['site', 'since']);
    expect((await inConnector("  headers { 'X-Site': $0 }")).slice(0, 2)).toEqual(['site', 'since']);
    expect(await inConnector('  base "https://{$0}.example.com"')).not.toContain('apiKey');
    expect((await inConnector("  auth other {\n    secret password: string\n    header 'X': $0\n  }")).slice(0, 2)).toEqual(['password', 'grant']);
    expect((await inConnector("  auth other {\n    secret password: string\n    setting user: string\n    basic user, $0\n  }"))[0]).toBe('password');
    expect((await inConnector("  auth other {\n    secret clientId: string\n    oauth2 clientCredentials {\n      tokenUrl \"https://{$0\n    }\n  }"))[0]).toBe('clientId');
    expect((await inConnector("  webhook done: Ticket {\n    secret hook: string\n    verify hmac('sha256', $0\n  }")).slice(0, 3)).toEqual(['key:', 'text:', 'hook']);
  });

  it('with parameters in a request, and the answer where it is read', async () => {
    expect((await inEndpoint('    GET "/tickets/{$0}"')).slice(0, 2)).toEqual(['state', 'changedAfter']);
    expect((await inEndpoint('    GET "/tickets/{$0')).slice(0, 2)).toEqual(['state', 'changedAfter']);
    expect((await inEndpoint("    GET '/tickets'\n    query { state: $0 }")).slice(0, 2)).toEqual(['state', 'changedAfter']);
    expect(await inEndpoint("    GET '/tickets'\n    query { $0 }")).toEqual(['state', 'changedAfter', 'site', 'since']);
    expect((await inEndpoint('    records $0')).slice(0, 7)).toEqual(['state', 'changedAfter', 'status', 'header', 'body', 'request', 'records']);
    expect(await inEndpoint('    records bo$0')).toEqual(['body']);
    expect(await inEndpoint('    result body.$0')).toEqual(expect.arrayContaining(['length', 'first', 'keys']));
    expect((await inEndpoint('    paginate cursor query.after = records.last().$0')).slice(0, 4)).toEqual(['id', 'state', 'changed', 'owner']);
    expect(await inEndpoint('    on 200 when status == 1 && st$0')).toEqual(expect.arrayContaining(['state', 'status']));
  });
});

describe('names of the connector', () => {
  it('endpoints after check, verify and in upsert', async () => {
    const others = "\n  endpoint getTicket(id: integer): Ticket { GET '/' }\n  endpoint addTicket(t: Ticket): Ticket { POST '/' }";
    expect(await inConnector(`  check $0${others}`)).toEqual(['getTicket', 'addTicket']);
    expect(await inConnector(`  check get$0${others}`)).toEqual(['getTicket']);
    expect(await inEndpoint(`    verify $0\n  }${others}\n  endpoint last(): any {`)).toEqual(['tickets', 'getTicket', 'addTicket', 'last']);
    expect(await inEndpoint(`    upsert {\n      find $0 as found\n      create addTicket(found)\n      update addTicket(found)\n    }\n  }${others}\n  endpoint last(): any {`)).toEqual(expect.arrayContaining(['getTicket']));
    expect((await inEndpoint(`    for ticket in $0\n  }${others}\n  endpoint last(): any {`))[0]).toBe('tickets');
    expect(await inConnector(`  settings { board: string @values($0) }${others}`)).toEqual(['getTicket']);
    expect((await inConnector(`  settings { board: string @values(getTicket, $0) }${others}`)).slice(0, 2)).toEqual(['id', 'state']);
  });

  it('incremental by a parameter and a field', async () => {
    expect(await inEndpoint('    incremental $0')).toEqual(['state', 'changedAfter', 'by']);
    expect(await inEndpoint('    incremental changedAfter $0')).toEqual(['by']);
    expect(await inEndpoint('    incremental changedAfter by $0')).toEqual(['id', 'state', 'changed', 'owner', 'request']);
    expect(await inEndpoint('    incremental changedAfter by cha$0\n    records body')).toEqual(['changed']);
    expect(await inEndpoint('    incremental changedAfter by owner.$0')).toEqual(['id', 'name']);
    expect(await inEndpoint('    incremental changedAfter by request.$0')).toEqual(['time']);
    expect(await inEndpoint('    incremental changedAfter by changed $0')).toEqual(['overlap', 'window', 'newest', 'starting']);
    expect(await inEndpoint('    incremental changedAfter by changed window 1d to $0')).toEqual(['state', 'changedAfter']);
  });

  it('slots', async () => {
    expect(await inEndpoint('    GET "/{state}"\n    paginate page path.$0')).toEqual(['state', 'changedAfter']);
    expect(await inEndpoint("    query { after: null, limit: 10 }\n    paginate cursor query.$0 = body.next")).toEqual(['after', 'limit']);
    expect(await inEndpoint("    graphql '/g' 'query ($after: String) { tickets }'\n    paginate cursor variables.$0 = body.next")).toEqual(['after']);
    expect(await inEndpoint('    paginate cursor $0')).toEqual(['query', 'body', 'variables', 'header', 'path']);
  });

  it('types of fields, parameters and answers', async () => {
    const types = ['Ticket', 'Person', 'string', 'integer', 'decimal'];
    expect((await inConnector('  entity New { owner: $0 }')).slice(0, 4)).toEqual(['Ticket', 'Person', 'New', 'string']);
    expect((await inConnector('  endpoint new(owner: $0)')).slice(0, 5)).toEqual(types);
    expect((await inConnector('  endpoint new(): $0')).slice(0, 5)).toEqual(types);
    expect((await inConnector("  endpoint new(): $0 { GET '/' }")).slice(0, 5)).toEqual(types);
    expect(await inConnector('  endpoint new(t: input $0)')).toEqual(['Ticket', 'Person']);
    expect(await inConnector('  endpoint new(t: input $0[]): any { }')).toEqual(['Ticket', 'Person']);
    expect(await inConnector('  entity New extends $0 { }')).toEqual(['Ticket', 'Person']);
    expect(await inConnector('  entity New { owner: Pers$0 }')).toEqual(['Person']);
    expect(await inConnector('  entity New { owner: $0 }')).toEqual(expect.arrayContaining(['any', 'input', 'partial']));
  });

  it('attributes that the field does not have', async () => {
    expect((await inConnector('  entity New { id: integer @$0 }')).slice(0, 2)).toEqual(['@key', '@pattern']);
    expect(await inConnector('  entity New { id: integer @key @readO$0 }')).toEqual(['@readOnly']);
    expect(await inConnector('  entity New { id: integer @key @$0 }')).not.toContain('@key');
    expect((await editorOf(connectorWith('  entity New { id: string @pat$0 }'))).accept('@pattern')).toContain("id: string @pattern('^…$')| }");
  });

  it('keys and members of what is declared', async () => {
    expect((await inConnector("  function f(t: Ticket): string = t.owner.$0")).slice(0, 2)).toEqual(['id', 'name']);
    expect((await inConnector("  function f(t: Ticket): string = match t.state { $0 }"))).toEqual(["'new'", "'done'", 'else']);
    expect(await inEndpoint("    result { $0 }", 'one(): Person')).toEqual(['2 missing fields', 'id', 'name']);
    expect(await inEndpoint("    on 404 ok with { $0 }", 'one(): Person')).toEqual(['2 missing fields', 'id', 'name']);
  });
});
