import { describe, expect, it } from 'vitest';
import { editorOf } from '../../support/editor.ts';
import { files, flowWith } from '../workspace.ts';

const at = async (text: string): Promise<string[]> => (await editorOf(text, files)).labels();
const inFlow = (steps: string): Promise<string[]> => at(flowWith(steps));
const functions = ['now', 'today', 'uuid', 'hmac', 'basic', 'jwt'];
const constants = ['true', 'false', 'null'];
const names = ['order', 'minimum', 'shop', 'erp', 'itemId', 'terms'];

describe('words by context', () => {
  it('begin a file', async () => {
    expect(await at('$0')).toEqual(['import', 'extend', 'table', 'function', 'flow', 'test']);
    expect(await at(`${flowWith('')}\nte$0`)).toEqual(['test', 'table']);
  });

  it('begin a step, also behind one that is half typed', async () => {
    const steps = await inFlow('  $0');
    expect(steps.slice(0, 4)).toEqual(['use', 'trigger', 'input', 'secret']);
    expect(steps).toEqual(expect.arrayContaining(['filter', 'map', 'call', 'send', 'route', 'dedupe', 'log']));
    expect(await inFlow('  dedupe\n  fil$0')).toEqual(['filter', 'fail']);
    expect(await inFlow('  call erp.\n  lo$0\n  track order.id')).toEqual(['lock', 'log']);
    expect(await inFlow('  route {\n    when order.total > 1 {\n      sk$0\n    }\n  }')).toEqual(['skip']);
    expect(await inFlow('  route { when order.total > 1 { sk$0 } }')).toEqual(['skip']);
  });

  it('begin a step on a line of its own only', async () => {
    expect(await inFlow('  filter order.total > 1 $0')).toEqual(['in']);
    expect(await inFlow('  filter order.total > 1 fil$0')).toEqual([]);
  });

  it('go on with a step', async () => {
    expect(await inFlow('  dedupe order.id ke$0')).toEqual(['keep']);
    expect((await inFlow('  dedupe order.id\n    $0')).slice(-2)).toEqual(['pool', 'keep']);
    expect(await inFlow('  call erp.findAccount(order.number) $0')).toEqual(['in', 'as']);
    expect(await inFlow('  route $0')).toEqual(['all']);
    expect(await inFlow('  route {\n    $0\n  }')).toEqual(['when', 'else']);
    expect(await inFlow('  each order.lines as line con$0')).toEqual(['concurrency']);
    expect(await inFlow('  store links: string scope $0')).toEqual(['run', 'flow', 'workspace']);
    expect(await at('flow f {\n  trigger $0\n}')).toEqual(['schedule', 'every', 'webhook', 'http']);
    expect(await at(`${flowWith('')}\ntest 'a' for orders {\n  $0\n}`)).toEqual(['now', 'settings', 'input', 'given', 'expect']);
    expect(await at(`${flowWith('')}\ntest 'a' for orders {\n  given erp.findAccount $0\n}`)).toEqual(['returns', 'fails']);
  });

  it('say what they mean', async () => {
    const editor = await editorOf(flowWith('  ded$0'), files);
    expect(editor.complete()[0]!.documentation).toEqual({ kind: 'markdown', value: expect.stringContaining('seen before') as unknown });
  });
});

describe('where a name is declared nothing is offered', () => {
  it.each(['let $0', 'let x$0', 'map $0', 'call erp.findAccount(order.number) as $0', 'from shop.listOrders() as or$0', 'use $0', 'input $0', 'cache $0', 'each order.lines as $0', 'variable $0'])('%s', async (step) => {
    expect(await inFlow(`  ${step}`)).toEqual([]);
    expect(await inFlow(`  ${step}\n  log order.number`)).toEqual([]);
  });

  it('nor in comments, numbers and the words of a text', async () => {
    for (const step of ['// $0', '// fil$0', '/* $0 */ skip', 'filter order.total > 12$0', 'log "Order $0"', 'log "$0"', 'log "Order {order.number} $0 x"', "log '''$0'''", "log 'some $0'"]) expect(await inFlow(`  ${step}`)).toEqual([]);
  });
});

describe('instances', () => {
  const use = (rest: string): Promise<string[]> => at(`flow f {\n  use x = ${rest}\n}`);
  it('are offered whole, then by connector', async () => {
    expect(await use('$0')).toEqual(['shop.main', 'shop.outlet-2', 'ledger-one.books', 'ledger-one', 'shop']);
    expect(await use('[$0]')).toEqual(['shop.main', 'shop.outlet-2', 'ledger-one.books', 'ledger-one', 'shop']);
    expect(await use('[shop.main, $0')).toContain('shop.outlet-2');
    expect(await use('shop.$0')).toEqual(['main', 'outlet-2']);
    expect(await use('ledger-one.$0\n  log 1')).toEqual(['books']);
  });

  it('have names with hyphens, which are one word', async () => {
    expect(await use('ledger-$0')).toEqual(['ledger-one.books', 'ledger-one']);
    expect(await use('shop.out$0')).toEqual(['outlet-2']);
    expect((await editorOf('flow f {\n  use x = shop.outlet-$0\n}', files)).accept('outlet-2')).toBe('flow f {\n  use x = shop.outlet-2|\n}');
    expect((await editorOf('flow f {\n  use x = led$0ger-one.books\n}', files)).accept('ledger-one')).toContain('ledger-one|ger-one.books');
  });

  it('in the text of patchbay.json that is open', async () => {
    expect(await (await editorOf('flow f {\n  use x = $0\n}', { ...files, '/patchbay.json': '{ "instances": { "fresh": { "connector": "shop" } } }' })).labels()[0]).toBe('shop.fresh');
  });
});

describe('endpoints', () => {
  it('by what the step does with them', async () => {
    expect(await inFlow('  call erp.$0')).toEqual(['findAccount', 'listAccounts']);
    expect(await inFlow('  send erp.$0')).toEqual(['upsertSalesOrder']);
    expect(await inFlow('  send erp.$0\n  log 1')).toEqual(['upsertSalesOrder']);
    expect(await inFlow('  notify shop.$0')).toEqual(['addNote']);
    expect(await inFlow('  send shop.addNote(1, "a") undo erp.$0')).toEqual(['upsertSalesOrder']);
    expect(await inFlow('  each erp.$0')).toEqual(['findAccount', 'listAccounts']);
    expect(await at('flow f {\n  use shop = shop.main\n  from shop.$0\n}')).toEqual(['listOrders', 'getStore', 'getOrder']);
    expect(await at('flow f {\n  use shop = shop.main\n  trigger webhook shop.$0\n}')).toEqual(['orderPaid']);
    expect(await at(`${flowWith('')}\ntest 'a' for orders {\n  given erp.$0 returns {}\n}`)).toEqual(['findAccount', 'listAccounts', 'upsertSalesOrder']);
  });

  it('of aliases, which alone can be called', async () => {
    expect(await inFlow('  call $0')).toEqual(['shop', 'erp', 'outlet2']);
    expect(await inFlow('  send $0')).toEqual(['shop', 'erp', 'file', 'outlet2']);
    expect((await at('flow f {\n  use shop = shop.main\n  from $0\n}'))[0]).toBe('shop');
  });

  it('inside of a value an alias has its name only', async () => {
    expect(await inFlow('  send shop.addNote(1, shop.$0)')).toEqual(['name']);
    expect(await inFlow('  log shop.$0')).toEqual(['name']);
  });
});

describe('instances that the flow does not use yet', () => {
  const bare = (steps: string, head = ''): string => `flow orders {\n${head}  from shop.listOrders() as order\n${steps}\n}\n`;
  const accepted = async (text: string, label: string): Promise<string> => (await editorOf(text, files)).accept(label);

  it('come with their `use` line, by their own name and the connector\'s', async () => {
    expect(await accepted(bare('  call bo$0', '  use shop = shop.main\n\n'), 'books')).toBe('flow orders {\n  use shop  = shop.main\n  use books = ledger-one.books\n\n  from shop.listOrders() as order\n  call books|\n}\n');
    expect(await at(bare('  call led$0', '  use shop = shop.main\n'))).toEqual(['books']);
    expect(await accepted('flow f {\n  from ma$0\n}', 'main')).toBe('flow f {\n  use main = shop.main\n\n  from main|\n}');
    expect(await accepted(bare('  call outl$0', '  use shop = shop.main\n'), 'outlet2')).toContain('\n  use outlet2 = shop.outlet-2\n');
  });

  it('by an endpoint of theirs: behind the name, and by the endpoint\'s own', async () => {
    const behind = await editorOf(bare('  call books.fi$0', '  use shop = shop.main\n'), files);
    expect(behind.labels()).toEqual(['findAccount']);
    expect(behind.accept('findAccount')).toContain('  use books = ledger-one.books\n  from shop.listOrders() as order\n  call books.findAccount|\n');
    expect(await at(bare('  send upse$0', '  use shop = shop.main\n'))).toEqual(['books.upsertSalesOrder']);
    expect(await accepted(bare('  send upse$0', '  use shop = shop.main\n'), 'books.upsertSalesOrder')).toContain('  use books = ledger-one.books\n  from shop.listOrders() as order\n  send books.upsertSalesOrder|\n');
    expect((await at('flow f {\n  use shop = shop.main\n  from listO$0\n}')).slice(0, 2)).toEqual(['shop.listOrders', 'outlet2.listOrders']);
  });

  it('not where one is used already, a value is meant, or the name is taken', async () => {
    expect(await inFlow('  call ma$0')).toEqual([]);
    expect(await at(bare('  log bo$0', '  use shop = shop.main\n'))).not.toContain('books');
    expect(await at(bare('  let books = 1\n  call boo$0', '  use shop = shop.main\n'))).not.toContain('books');
    // Its connector's name is none that a flow can have.
    expect(await at(bare('  let books = 1\n  call led$0', '  use shop = shop.main\n'))).toEqual(['ledgerOne']);
  });
});

describe('what stands in a file that is not imported yet', () => {
  const bare = (steps: string, head = ''): string => `${head}flow f {\n  use shop = shop.main\n  from shop.listOrders() as order\n${steps}\n}\n`;

  it('comes with its `import` line', async () => {
    expect((await editorOf(bare('  log itemI$0(order.number)'), files)).accept('itemId')).toBe(bare('  log itemId|(order.number)', "import './shared.flow'\n\n"));
    expect((await editorOf(bare('  log ter$0'), files)).accept('terms')).toContain("import './shared.flow'\n\nflow f {");
    expect((await editorOf(bare('  run boo$0'), files)).accept('bookOne')).toBe(bare('  run bookOne|', "import './shared.flow'\n\n"));
    expect((await editorOf(`//- /flows/a.flow\n${bare('  log itemI$0', "import './b.flow'\n\n")}`, files)).accept('itemId')).toContain("import './b.flow'\nimport '../shared.flow'\n\nflow f {");
  });

  it('once, and not before a letter is typed', async () => {
    expect(await at(bare('  log itemI$0', "import './shared.flow'\n\n"))).toEqual(['itemId']);
    expect(await at(bare('  log $0'))).not.toContain('itemId');
    expect(await at(bare('  call itemI$0'))).toEqual([]);
    // One's own of that name is meant.
    expect((await editorOf(bare('  log itemI$0', 'function itemId(a: string): string = a\n\n'), files)).complete().map(({ additionalTextEdits }) => additionalTextEdits)).toEqual([undefined]);
  });
});

describe('arguments', () => {
  it('by the names that are missing, then values', async () => {
    expect(await inFlow('  call erp.findAccount($0)')).toEqual(['email:', ...names, 'match', 'reject', ...functions]);
    expect((await inFlow('  send erp.upsertSalesOrder(externalId: "a", $0)'))[0]).toBe('order:');
    expect((await inFlow('  send erp.upsertSalesOrder("a", $0)'))[0]).toBe('order:');
    expect((await inFlow('  send shop.addNote($0'))).toEqual(expect.arrayContaining(['id:', 'text:']));
    expect((await inFlow('  run bookOne($0)')).slice(0, 3)).toEqual(['order:', 'urgent:', 'erp:']);
    expect((await inFlow('  let x = jwt($0)')).slice(0, 3)).toEqual(['3 missing arguments', 'alg:', 'key:']);
  });

  it('are written with what follows', async () => {
    const editor = await editorOf(flowWith('  call erp.findAccount(em$0)'), files);
    expect(editor.accept('email:')).toContain('findAccount(email: |)');
    expect(editor.complete()[0]).toMatchObject({ label: 'email:', detail: 'string' });
  });

  it('as members of a union where one is wanted', async () => {
    const from = (rest: string): Promise<string[]> => at(`flow f {\n  use shop = shop.main\n  from shop.listOrders(${rest}`);
    expect((await from('status: $0) as x\n}')).slice(0, 3)).toEqual(["'open'", "'paid'", "'shipped'"]);
    expect((await from('status: $0')).slice(0, 3)).toEqual(["'open'", "'paid'", "'shipped'"]);
    expect((await from('$0')).slice(0, 2)).toEqual(['status:', 'since:']);
    expect(await from("status: '$0") ).toEqual(["'open'", "'paid'", "'shipped'"]);
    expect(await from("status: 'pa$0') as x\n}")).toEqual(["'paid'"]);
    expect(await from("'$0') as x\n}")).toEqual(["'open'", "'paid'", "'shipped'"]);
  });
});

describe('texts', () => {
  it('are replaced whole, in the quotes that stand there', async () => {
    expect((await editorOf(flowWith("  filter order.status == 'op$0en' && true"), files)).accept("'open'")).toContain("status == 'open'| && true");
    expect((await editorOf(flowWith("  filter order.status == '$0'"), files)).accept("'shipped'")).toContain("status == 'shipped'|\n");
    expect((await editorOf(flowWith("  filter order.status == '$0"), files)).accept("'shipped'")).toContain("status == 'shipped'|\n");
    expect((await editorOf(flowWith('  filter order.status == "sh$0"'), files)).accept("'shipped'")).toContain("status == 'shipped'|\n");
  });

  it('are offered where they are compared, matched and declared', async () => {
    expect((await inFlow('  filter order.status == $0')).slice(0, 4)).toEqual(["'open'", "'paid'", "'shipped'", 'order']);
    // Here it cannot be open any more.
    expect((await inFlow("  filter order.status != 'open' && order.status == $0")).slice(0, 3)).toEqual(["'paid'", "'shipped'", 'order']);
    expect(await inFlow('  let x = match order.status { $0 }')).toEqual(["'open'", "'paid'", "'shipped'", 'else']);
    expect(await inFlow("  let x = match order.status { 'open' -> 1, $0 }")).toEqual(["'paid'", "'shipped'", 'else']);
    expect(await inFlow("  let x = match order.status {\n    'open' | $0 -> 1\n    else -> 2\n  }")).toEqual(["'paid'", "'shipped'"]);
    expect(await inFlow("  let x = match order.status { '$0")).toEqual(["'open'", "'paid'", "'shipped'"]);
    expect((await inFlow("  let x: 'a' | 'b' = $0")).slice(0, 2)).toEqual(["'a'", "'b'"]);
    expect((await inFlow("  filter order.status in [$0]")).slice(0, 3)).toEqual(["'open'", "'paid'", "'shipped'"]);
    expect((await inFlow('  call erp.findAccount(order.status == $0')).slice(0, 3)).toEqual(["'open'", "'paid'", "'shipped'"]);
  });

  it('are not offered where any text may stand', async () => {
    expect(await inFlow("  filter order.number == '$0'")).toEqual([]);
  });
});

describe('members', () => {
  it('are fields, then methods of the type, then those of every value', async () => {
    expect((await inFlow('  filter order.$0')).slice(0, 9)).toEqual(['id', 'number', 'status', 'total', 'placedAt', 'customer', 'lines', 'keys', 'values']);
    expect((await inFlow('  filter order.$0')).slice(-3)).toEqual(['string', 'json', 'hash']);
    expect(await inFlow('  filter order.to$0 > 1\n  log 1')).toEqual(['total']);
    expect((await inFlow('  filter order.number.tr$0'))).toEqual(['trim', 'truncate']);
    expect((await inFlow('  filter order.placedAt.$0')).slice(0, 3)).toEqual(['format', 'iso', 'epochSeconds']);
    expect((await inFlow('  filter order.lines.$0'))[0]).toBe('length');
    expect((await inFlow('  filter order.lines.first()?.$0')).slice(0, 3)).toEqual(['sku', 'quantity', 'price']);
    expect((await inFlow('  filter terms.$0'))).toEqual(['keyOf']);
  });

  it('come with type and documentation', async () => {
    const editor = await editorOf(flowWith('  filter order.to$0'), files);
    expect(editor.complete()[0]).toMatchObject({ label: 'total', detail: 'decimal', documentation: { kind: 'markdown', value: expect.stringContaining('With taxes.') as unknown } });
    const method = (await editorOf(flowWith('  filter order.number.upp$0'), files)).complete()[0]!;
    expect(method).toMatchObject({ label: 'upper', detail: '(): string', documentation: { kind: 'markdown', value: expect.stringContaining('→') as unknown } });
  });

  it('ask where the value may be null', async () => {
    expect((await editorOf(flowWith('  log order.customer.$0'), files)).accept('name')).toContain('order.customer?.name|');
    expect((await editorOf(flowWith('  log order.customer?.$0'), files)).accept('name')).toContain('order.customer?.name|');
  });

  it('in interpolations, lambdas and nested calls, with the rest in place and without', async () => {
    const fields = ['sku', 'quantity', 'price'];
    for (const rest of ['', ')', ").join(', ')}\"", ")\n  log 1"]) expect((await inFlow(`  let x = order.lines.map(l => l.$0${rest}`)).slice(0, 3)).toEqual(fields);
    for (const rest of ['', '}', '}"', ' x"\n  skip']) expect((await inFlow(`  log "Order {order.$0${rest}`)).slice(0, 2)).toEqual(['id', 'number']);
    for (const rest of ['', '}"']) expect((await inFlow(`  log "{order.lines.map(l => "{l.$0${rest}`)).slice(0, 3)).toEqual(fields);
    expect((await inFlow('  log "{$0}"')).slice(0, 2)).toEqual(['order', 'minimum']);
    expect((await inFlow('  let x = order.lines.map(l => $0)'))[0]).toBe('l');
    expect((await inFlow('  call erp.findAccount(order.number.replace(order.$0'))[0]).toBe('id');
    expect((await inFlow('  let x = match order.status { \'open\' -> order.$0'))[0]).toBe('id');
    expect((await inFlow('  let x = [order.id, order.$0'))[0]).toBe('id');
    expect((await inFlow('  let x = order.total > 1 ? order.$0'))[0]).toBe('id');
  });

  it('of names bound before, not of those bound later', async () => {
    expect((await inFlow('  call erp.findAccount(order.number) as account\n  filter $0\n  let later = 1')).slice(0, 3)).toEqual(['order', 'account', 'minimum']);
    expect((await inFlow('  try {\n    skip\n  } catch error {\n    log error.$0\n  }')).slice(0, 3)).toEqual(['message', 'status', 'step']);
    expect((await inFlow('  batch 10 as orders\n  let x = orders.map(o => o.$0)'))[0]).toBe('order');
  });
});

describe('values', () => {
  it('are names, then words, then functions', async () => {
    expect(await inFlow('  filter $0')).toEqual([...names, ...constants, 'match', 'reject', ...functions]);
    expect(await inFlow('  filter $0\n  log order.number')).toEqual([...names, ...constants, 'match', 'reject', ...functions]);
    expect(await inFlow('  filter order.total > mini$0')).toEqual(['minimum']);
  });

  it('are true and false first where a boolean is wanted', async () => {
    expect((await inFlow('  run bookOne(urgent: $0)')).slice(0, 2)).toEqual(['true', 'false']);
  });
});

describe('types', () => {
  it('are entities of the aliases, then words', async () => {
    expect((await inFlow('  map x: $0')).slice(0, 6)).toEqual(['shop.Store', 'shop.Order', 'shop.Customer', 'shop.Line', 'erp.Account', 'erp.SalesOrder']);
    expect(await inFlow('  map x: $0')).toEqual(expect.arrayContaining(['string', 'decimal', 'input', 'partial']));
    expect(await inFlow('  map x: input erp.$0 = {}')).toEqual(['Account', 'SalesOrder', 'SalesLine']);
    expect((await inFlow('  map x: input $0')).slice(0, 1)).toEqual(['shop.Store']);
    expect(await inFlow('  map x: input $0')).not.toContain('string');
    expect((await inFlow('  map x: str$0'))[0]).toBe('string');
    expect(await at('extend $0')).toEqual(['ledger-one', 'shop']);
    expect(await at('extend shop.$0 { }')).toEqual(['Store', 'Order', 'Customer', 'Line']);
  });
});

describe('keys', () => {
  it('of an object whose type is known, the required ones first', async () => {
    const sale = (rest: string): Promise<string[]> => inFlow(`  map sale: input erp.SalesOrder = ${rest}`);
    expect(await sale('{ $0 }')).toEqual(['4 missing fields', 'externalId', 'accountId', 'state', 'items', 'memo']);
    expect(await sale('{')).not.toContain('externalId');
    expect(await sale('{ $0')).toEqual(['4 missing fields', 'externalId', 'accountId', 'state', 'items', 'memo']);
    expect(await sale("{\n    externalId: '1',\n    $0\n    memo: ''\n  }")).toEqual(['3 missing fields', 'accountId', 'state', 'items']);
    expect(await sale("{ externalId: '1', ac$0 }")).toEqual(['accountId']);
    expect(await sale('{ items: order.lines.map(l => { $0 }) }')).toEqual(['2 missing fields', 'itemId', 'quantity', 'rate']);
    expect(await sale('{ items: [{ $0')).toEqual(['2 missing fields', 'itemId', 'quantity', 'rate']);
    expect((await sale('{ state: $0 }')).slice(0, 2)).toEqual(["'draft'", "'booked'"]);
    expect((await sale('{ items: order.lines.map(l => { itemId: l.$0 }) }'))[0]).toBe('sku');
    expect((await inFlow('  send erp.upsertSalesOrder("a", { $0 })')).slice(0, 2)).toEqual(['4 missing fields', 'externalId']);
  });

  it('are written with their colon, unless it is there', async () => {
    expect((await editorOf(flowWith('  map sale: input erp.SalesOrder = { acc$0 }'), files)).accept('accountId')).toContain('{ accountId: | }');
    expect((await editorOf(flowWith('  map sale: input erp.SalesOrder = { acc$0: order.number }'), files)).accept('accountId')).toContain('{ accountId|: order.number }');
    expect((await editorOf(flowWith("  map sale: input erp.SalesOrder = { 'acc$0': order.number }"), files)).accept("'accountId'")).toContain("{ 'accountId'|: order.number }");
    expect((await editorOf(flowWith('  call erp.findAccount(ema$0: order.number)'), files)).accept('email:')).toContain('findAccount(email|: order.number)');
  });

  it('come all at once too: from the record, otherwise with values of their types', async () => {
    const sale = async (rest: string): Promise<string> => {
      const editor = await editorOf(flowWith(`  map sale: input erp.SalesOrder = ${rest}`), files);
      return editor.accept(editor.labels().find((label) => /missing|…/.test(label))!).split('  map sale: input erp.SalesOrder = ')[1]!.split('\n\n')[0]!;
    };
    expect(await sale('{ $0 }')).toBe("{ externalId: '', accountId: '', state: 'draft', items: []| }\n}\n");
    expect(await sale('{\n    memo: order.number,\n    $0\n  }')).toBe("{\n    memo: order.number,\n    externalId: '',\n    accountId: '',\n    state: 'draft',\n    items: []|\n  }\n}\n");
    expect(await sale('$0')).toBe("{\n    externalId: '',\n    accountId: '',\n    state: 'draft',\n    items: []\n  }|\n}\n");
    expect((await editorOf(flowWith('  call erp.findAccount(order.number) as account\n  send shop.addNote($0)'), files)).accept('2 missing arguments')).toContain("shop.addNote(id: order.id, text: ''|)".replace('order.id', '0'));
    // One is no shorter than its own name, and what is spread may have them all.
    expect(await inFlow('  call erp.findAccount($0)')).not.toContain('1 missing arguments');
    expect((await inFlow('  map sale: input erp.SalesOrder = { ...order, $0 }')).filter((label) => label.includes('missing'))).toEqual([]);
  });

  it('anywhere else are names that may stand in short', async () => {
    expect(await inFlow('  let x = { $0 }')).toEqual(['order', 'minimum']);
  });
});

describe('files to import', () => {
  it('are those of the workspace that can be, and are not yet', async () => {
    expect(await at("import $0")).toEqual(["'./shared.flow'"]);
    expect(await at("import '$0'")).toEqual(["'./shared.flow'"]);
    expect(await at("import './sh$0")).toEqual(["'./shared.flow'"]);
    expect(await at("import './shared.flow'\nimport '$0'")).toEqual([]);
    expect(await at("//- /flows/far.flow\nimport '$0'")).toEqual(["'../shared.flow'"]);
    expect(await at("//- /connectors/own.connector\nimport '$0'")).toEqual(["'./ledger-one.connector'", "'./shop.connector'"]);
  });
});

describe('what a brace asks for', () => {
  it('is a value in a text, and nothing where it opens a block', async () => {
    expect((await editorOf(flowWith('  log "{$0}"'), files)).labels('{')[0]).toBe('order');
    expect((await editorOf('flow f {$0}', files)).labels('{')).toEqual([]);
    expect((await editorOf(flowWith('  map sale: input erp.SalesOrder = {$0}'), files)).labels('{')).toEqual([]);
  });
});
