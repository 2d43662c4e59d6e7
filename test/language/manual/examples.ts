// Where the examples of the manual and the snippets stand: files around them, with what they speak of.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { exampleLanguage, type ExamplePlace } from '#language';

const sample = (name: string): string => readFileSync(fileURLToPath(new URL(`../../../samples/orders/${name}`, import.meta.url)), 'utf8');

/** What flows speak of: three connectors and their instances, and a function. */
export const workspace: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['shopify', 'netsuite', 'voyado'].map((name) => [`/connectors/${name}.connector`, sample(`connectors/${name}.connector`)])),
  '/patchbay.json': sample('patchbay.json'),
  '/numbers.flow': 'function double(n: integer): integer = n * 2\n',
};

const uses = '  use shop = shopify.acme\n  use erp = netsuite.ledger\n';
const source = "  from shop.listOrders(status: 'any') as order\n";
/** Other members of the connector that an example stands in, each with what it declares: left out where the example declares it itself. */
const members: readonly [declares: RegExp, text: string][] = [
  [/^version /m, 'version 1.0.0'],
  [/^base /m, "base 'https://api.example.com'"],
  [/^settings /m, 'settings { shop: string }'],
  [/^entity Order /m, 'entity Order { id: integer @key, name: string, updated_at: datetime, total: decimal }'],
  [/^entity Contact /m, 'entity Contact { id: string @key, externalId: string, email: string? }'],
  [/^entity Account /m, 'entity Account { id: string @key, name: string }'],
  [/^entity Shop /m, 'entity Shop { name: string }'],
  [/^endpoint getShop\(/m, "endpoint getShop(): Shop { GET '/shop' result body }"],
  [/^endpoint listOrders\(/m, "endpoint listOrders(): Order[] { GET '/orders' paginate link records body.orders }"],
];

/** The file that an example stands in. */
export function fileAround(place: ExamplePlace, code: string): { language: 'connector' | 'flow'; text: string } {
  return { language: exampleLanguage({ place, code }), text: around(place, code) };
}

function around(place: ExamplePlace, code: string): string {
  switch (place) {
    case 'connector': case 'flow': return `${code}\n`;
    case 'source': return `flow example {\n${uses}${indented(code)}\n}\n`;
    case 'steps': return `flow example {\n${uses}${source}${indented(code)}\n}\n`;
    case 'value': return values(code);
    case 'tests': return `flow example {\n${uses}${source}  call erp.findCustomer(email: order.email ?? '') as customer\n  log info customer?.id\n}\n\ntest 'example' for example {\n${indented(code)}\n}\n`;
    case 'members': return connectorWith(code);
    case 'auth': return connectorWith(`auth example {\n${indented(code)}\n}`);
    case 'type': return connectorWith(`entity Example {\n${indented(code)}\n}`);
    case 'endpoint': return connectorWith(endpointWith(code));
  }
}

/** Each value begins at the start of a line, with anything but a quote of a long text, a blank or a closing bracket: it becomes a `let`. */
function values(code: string): string {
  const all = code.startsWith("'''") ? [code] : code.split(/\n(?=[^\s}\]])/);
  return around('steps', all.map((value, index) => `let value${index} = ${value}`).join('\n'));
}

function connectorWith(code: string): string {
  const own = members.filter(([declares]) => !declares.test(code)).map(([, text]) => text);
  return `connector own {\n${indented([...own, code].join('\n'))}\n}\n`;
}

function endpointWith(code: string): string {
  const request = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|graphql|submit) /m.test(code) ? [] : ["GET '/orders'"];
  const answer = /^(?:records|result) /m.test(code) ? [] : ['records body.orders'];
  const paging = /^paginate /m.test(code) ? [] : ['paginate link'];
  return `endpoint example(updatedAfter: datetime?): Order[] {\n${indented([...request, code, ...paging, ...answer].join('\n'))}\n}`;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
