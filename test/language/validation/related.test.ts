import { describe, expect, it } from 'vitest';
import { parseMarkedText, withWorkspace } from '../../support/marked-text.ts';
import { workspaceFiles } from './workspace.ts';

interface Related { location: { uri: string; range: { start: { line: number; character: number }; end: { line: number; character: number } } }; message: string }

/** What explains each report: "code: word of the file, message". */
async function explained(source: string): Promise<string[]> {
  const files = new Map<string, string>([...Object.entries(workspaceFiles), ...parseMarkedText(source).files]);
  return withWorkspace(files, (documents) => [...documents.values()].flatMap((document) => (document.diagnostics ?? []).flatMap(({ code, relatedInformation }) =>
    (relatedInformation as Related[] | undefined ?? []).map(({ location, message }) => {
      const path = new URL(location.uri).pathname.replace('/workspace', '');
      const line = files.get(path)!.split('\n')[location.range.start.line]!;
      return `${String(code)}: ${path} ${line.slice(location.range.start.character, location.range.end.character)}, ${message}`;
    }))));
}

const steps = (text: string): Promise<string[]> => explained(`flow main {\n  use shop = shop.main\n  use erp = erp.books\n  from shop.listOrders() as order\n${text}\n  log erp.name\n}`);

describe('what explains a report', () => {
  it('a value of another type: the field or parameter that asks for it', async () => {
    expect(await steps('map item: input erp.Item = { sku: order.number, quantity: order.number }\nlog item.sku')).toEqual(['wrong-type: /erp.connector quantity, `quantity` is declared here', 'wrong-type: /shop.connector number, `number` is declared here']);
    expect(await steps("call erp.findSale(order.id) as sale\nlog sale?.id ?? ''")).toEqual(['wrong-type: /erp.connector externalId, `externalId` is declared here', 'wrong-type: /shop.connector id, `id` is declared here']);
  });

  it('a value that may be null: the field that may be, and what asks for it', async () => {
    expect(await steps('log order.note.trim()')).toEqual(['may-be-null: /shop.connector note, declared here']);
    expect(await steps('log "{order.note}!".trim()')).toEqual(['may-be-null: /shop.connector note, declared here']);
    expect(await steps('map item: input erp.Item = { sku: order.note, quantity: 1 }\nlog item.sku')).toEqual(['may-be-null: /erp.connector sku, `sku` is declared here', 'may-be-null: /shop.connector note, `note` is declared here']);
  });

  it('an operator whose sides do not fit, and a condition that is none', async () => {
    expect(await steps('let a = order.number - order.total\nlog a')).toEqual(['wrong-type: /shop.connector number, `number` is declared here', 'wrong-type: /shop.connector total, `total` is declared here']);
    expect(await steps('filter order.total')).toEqual(['wrong-type: /shop.connector total, declared here']);
  });

  it('fields that are missing or surplus', async () => {
    expect(await steps('map item: input erp.Item = { }\nlog item.sku')).toEqual(['missing-field: /erp.connector sku, `sku` is declared here', 'missing-field: /erp.connector quantity, `quantity` is declared here']);
    expect(await steps('map item: input erp.Item = { sku: order.number, quantity: 1, colour: 1 }\nlog item.sku')).toEqual(['surplus-field: /erp.connector Item, declared here']);
  });

  it('a literal that is none of those that there are, and a case that is missing', async () => {
    expect(await steps("filter order.status == 'payed'")).toEqual(['wrong-type: /shop.connector status, declared here']);
    expect(await steps("log match order.status { 'open' -> 1, 'paid' -> 2 }")).toEqual(['missing-case: /shop.connector status, declared here']);
  });

  it('a name that stands twice, and a setting that an instance lacks', async () => {
    expect(await steps('let order = 1\nlog order')).toEqual(['duplicate-name: /main.flow order, declared here']);
    expect(await explained('//- /patchbay.json\n{ "instances": { "main": { "connector": "shop" } } }')).toEqual(['missing-setting: /shop.connector store, declared here']);
  });
});

describe('what a quick fix needs', () => {
  it('is data of the report: expected, found, the members to choose from, the name that is unknown; never every name that there is', async () => {
    const files = new Map([...Object.entries(workspaceFiles), ['/main.flow', "flow main {\n  use shop = shop.main\n  from shop.listOrders(status: 'opne') as order\n  log order.nubmer\n}\n"] as const]);
    const data = await withWorkspace(files, (documents) => documents.get('/main.flow')!.diagnostics?.map((one) => one.data as unknown));
    expect(data).toEqual([
      expect.objectContaining({ code: 'wrong-type', expected: "'open' | 'paid' | 'shipped' | null", found: "'opne'", candidates: ["'open'", "'paid'", "'shipped'"] }),
      { code: 'unknown-field', name: 'nubmer' },
    ]);
  });
});
