// A workspace of a company that grew: some connectors, each with an instance, and many flows between them. The first connector is the hub.
import { connectorText } from './connector-text.ts';

export interface WorkspaceText {
  /** Path below the workspace's folder, and text. */
  files: ReadonlyMap<string, string>;
  /** Path of the connector that `hubFlows` flows use. */
  hub: string;
  hubFlows: number;
}

/** `connectors` files of about 150 lines each, and `flows` files of about 35, of which `hubFlows` use the first connector; all without a mistake. */
export function workspaceText({ connectors, flows, hubFlows }: { connectors: number; flows: number; hubFlows: number }): WorkspaceText {
  const files = new Map<string, string>();
  const instances: Record<string, object> = {};
  for (let index = 0; index < connectors; index++) {
    const name = systemOf(index);
    files.set(`connectors/${name}.connector`, connectorText(150, { name, isRight: true }));
    instances[`${name}-main`] = { connector: name, auth: 'token', settings: { account: 'acme' } };
  }
  files.set('patchbay.json', `${JSON.stringify({ version: 1, instances }, undefined, 2)}\n`);
  files.set('flows/shared.flow', sharedText);
  for (let index = 0; index < flows - 1; index++) {
    const source = systemOf(index < hubFlows ? 0 : 1 + index % (connectors - 1));
    const target = systemOf(1 + (index * 7 + 3) % (connectors - 1));
    files.set(`flows/area-${index % 20}/move-${index}.flow`, flowText(index, source, target === source ? systemOf(connectors - 1) : target));
  }
  return { files, hub: `connectors/${systemOf(0)}.connector`, hubFlows };
}

const systemOf = (index: number): string => `system${index}`;

const sharedText = `/** What all flows of the company write. */
function remark(number: string, note: string?): string = "{number}: {note ?? 'nothing'}"
`;

function flowText(index: number, source: string, target: string): string {
  return `import '../shared.flow'

/** Orders that ${source} has taken go to ${target} as invoices, those above a limit with a mark. */
flow move${index} {
  use from_ = ${source}.${source}-main
  use into = ${target}.${target}-main

  trigger schedule '${index % 60} * * * *'

  input minimum: decimal = ${index % 100}

  from from_.listOrders(status: 'paid') incremental starting '2026-01-01' as order
  filter order.total >= minimum && order.address.country != 'XX'
  dedupe order.id keep 90d

  call from_.getCustomer(order.id) as customer
  assert customer != null "order {order.number} has no customer"
  let positions = order.lines.filter(line => line.quantity > 0)
  let count = positions.map(line => line.quantity).sum()

  call into.getInvoice(order.id) as invoice
  route {
    when invoice == null {
      log "order {order.number} is not there yet, {count} pieces"
      skip
    }
    when order.status == 'cancelled' {
      log remark(order.number, order.note)
    }
    else {
      send into.updateInvoice(invoice.id, {
        note: remark(order.number, customer.note),
        total: order.total,
        lines: positions.map(line => { sku: line.sku, quantity: line.quantity, price: line.price })
      })
    }
  }
  track order.number
}
`;
}
