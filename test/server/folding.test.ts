import { describe, expect, it } from 'vitest';
import { editorOf } from '../support/editor.ts';
import { foldings, selections } from './features.ts';
import { connectorWith, files, flowWith } from './workspace.ts';

const folded = async (text: string): Promise<string[]> => foldings(await editorOf(text, {}));

describe('folding', () => {
  it('hides what stands in brackets, and leaves the closing line to be seen', async () => {
    expect(await folded("flow f {\n  route {\n    when true {\n      skip\n    }\n  }\n}")).toEqual(['1-6', '2-5', '3-4']);
    expect(await folded("flow f {\n  call a.b(\n    1,\n    [\n      2\n    ])\n}")).toEqual(['1-6', '2-5', '4-5']);
    expect(await folded('flow f {\n  let x = { a: 1,\n    b: 2 } log x\n}')).toEqual(['1-3', '2-3']);
    expect(await folded('flow f { skip }')).toEqual([]);
    expect(await folded('flow f {\n}')).toEqual([]);
  });

  it('hides long texts, comments, imports and regions', async () => {
    expect(await folded("flow f {\n  let a = '''\n    one\n    two\n  '''\n  let b = \"\"\"\n    {a}\n  \"\"\"\n}")).toEqual(['1-8', '2-4', '6-7']);
    // As editors fold comments of TypeScript: the line that ends one goes too.
    expect(await folded('flow f {\n  /* one\n     two\n  */\n  skip\n}')).toEqual(['1-5', '2-4 comment']);
    expect(await folded('/* one\n two */\n// a\n// b\n\n// alone\nflow f { } // behind\n// c')).toEqual(['1-2 comment', '3-4 comment']);
    expect(await folded("import './a.flow'\nimport './b.flow'\n\nimport './c.flow'\nflow f { }")).toEqual(['1-2 imports']);
    expect(await folded('// #region reading\nflow f { }\n// #region more\nflow g { }\n// #endregion\n// #endregion')).toEqual(['1-6 region', '3-5 region']);
  });

  it('goes on where something is half typed, or closed too often', async () => {
    expect(await folded('flow f {\n  call a.b(\n  route {\n    when x {\n      skip\n    }\n  }\n}')).toEqual(['1-7', '3-6', '4-5']);
    expect(await folded('flow f {\n  log ")}"\n  ]\n}\n}\nflow g {\n  skip\n}')).toEqual(['1-3', '6-7']);
    expect(await folded('')).toEqual([]);
    expect(await folded('flow f {\n  skip')).toEqual([]);
  });

  it('folds connectors and patchbay.json', async () => {
    expect(await folded(connectorWith(''))).toEqual(['1-17', '2-4', '6-8', '10-14']);
    expect(await folded('//- /patchbay.json\n{\n  // one\n  // two\n  "instances": {\n    "a": { "connector": "b" }\n  }\n}')).toEqual(['1-6', '2-3 comment', '4-5']);
  });
});

describe('growing a selection', () => {
  const grown = async (text: string): Promise<string[]> => selections(await editorOf(text, files));
  /** Up to the step. */
  const inStep = async (step: string): Promise<string[]> => {
    const all = await grown(flowWith(`  ${step}`));
    return all.slice(0, all.findIndex((text) => text.includes('\n')));
  };

  it('goes over names, chains, arguments and steps', async () => {
    expect(await inStep('let x = order.li$0nes.map(l => l.sku).join()')).toEqual(['lines', 'order.lines', 'order.lines.map', 'order.lines.map(l => l.sku)', 'order.lines.map(l => l.sku).join', 'order.lines.map(l => l.sku).join()', 'let x = order.lines.map(l => l.sku).join()']);
    expect(await inStep('let x = order.lines.map(l => l.s$0ku)')).toEqual(['sku', 'l.sku', 'l => l.sku', 'order.lines.map(l => l.sku)', 'let x = order.lines.map(l => l.sku)']);
    expect(await inStep('filter order.total > 1 && order.to$0tal < 5')).toEqual(['total', 'order.total', 'order.total < 5', 'order.total > 1 && order.total < 5', 'filter order.total > 1 && order.total < 5']);
    expect(await inStep("call shop.listOrders(status: 'op$0en', since: now())")).toEqual(['open', "'open'", "status: 'open'", "status: 'open', since: now()", "shop.listOrders(status: 'open', since: now())", "call shop.listOrders(status: 'open', since: now())"]);
    expect(await inStep('let x = { a: 1, b: [1, 2$02] }')).toEqual(['22', '1, 22', '[1, 22]', 'b: [1, 22]', 'a: 1, b: [1, 22]', ' a: 1, b: [1, 22] ', '{ a: 1, b: [1, 22] }', 'let x = { a: 1, b: [1, 22] }']);
  });

  it('goes over words of texts and what they interpolate', async () => {
    expect(await inStep("log 'some gre$0en text'")).toEqual(['green', 'some green text', "'some green text'", "log 'some green text'"]);
    expect(await inStep('log "Order {order.num$0ber} x"')).toEqual(['number', 'order.number', '{order.number}', 'Order {order.number} x', '"Order {order.number} x"', 'log "Order {order.number} x"']);
  });

  it('goes over steps, blocks, declarations with their comments, and the file', async () => {
    const all = await grown("/** One. */\nflow f {\n  sk$0ip\n  skip\n}\nflow g { }");
    expect(all).toEqual(['skip', 'skip\n  skip', '\n  skip\n  skip\n', 'flow f {\n  skip\n  skip\n}', '/** One. */\nflow f {\n  skip\n  skip\n}', '/** One. */\nflow f {\n  skip\n  skip\n}\nflow g { }']);
  });

  it('has something for any place', async () => {
    expect(await grown('$0')).toEqual(['']);
    expect((await grown('flow f {\n$0\n}')).at(-1)).toBe('flow f {\n\n}');
    expect((await grown('// some wo$0rd\nflow f { }'))[0]).toBe('word');
    expect((await grown("flow f {\n  log 'a$0"))[0]).toBe('a');
  });
});
