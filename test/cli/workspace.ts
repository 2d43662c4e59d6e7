import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { loopback, type Received } from '../support/loopback.ts';

/** A folder for one test, gone after it, with a home beside it that holds the machine's consents. */
export interface TestWorkspace {
  folder: string;
  env: Record<string, string>;
  write(files: Record<string, string>): void;
  read(path: string): string;
  /** A secrets file beside the workspace; its path. */
  secrets(content: unknown, mode?: number): string;
}

export function createWorkspace(files: Record<string, string> = {}): TestWorkspace {
  const root = mkdtempSync(join(tmpdir(), 'patchbay-cli-'));
  const folder = join(root, 'workspace');
  const home = join(root, 'home');
  mkdirSync(folder);
  mkdirSync(home);
  const workspace: TestWorkspace = {
    folder,
    env: { PATCHBAY_HOME: home },
    write(more) {
      for (const [path, text] of Object.entries(more)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
    },
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    secrets(content, mode = 0o600) {
      const path = join(root, 'secrets.json');
      writeFileSync(path, JSON.stringify(content));
      chmodSync(path, mode);
      return path;
    },
  };
  onTestFinished(() => { rmSync(root, { recursive: true, force: true }); });
  workspace.write(files);
  return workspace;
}

/** A local shop: orders in pages of two behind a token, notes that are taken; what it was asked, in order. */
export interface Shop {
  port: number;
  token: string;
  requests: Received[];
  connections(): number;
  /** Called for each request before it is answered. */
  before: ((request: Received) => void | Promise<void>) | undefined;
}

export const orders = [1, 2, 3, 4, 5].map((id) => ({ id, name: `#${id}`, total: `${id * 10}.50`, paid: id !== 4 }));

/** Starts a shop for the test that asks for it. */
export async function startShop(): Promise<Shop> {
  const token = `canary-${crypto.randomUUID()}`;
  const server = await loopback(async (request) => {
    await shop.before?.(request);
    if (request.headers['x-token'] !== token) return { status: 401, body: { message: 'who are you?' } };
    if (request.path === '/v1/ping') return { body: { id: 7, name: 'Acme', plan: { name: 'large' } } };
    if (request.path === '/v1/orders') {
      const page = Number(request.query.get('page') ?? 1);
      return { body: { orders: orders.slice((page - 1) * 2, page * 2) } };
    }
    if (request.path === '/v1/notes' && request.method === 'POST') return { status: 201, body: { id: server.requests.length } };
    return { status: 404, body: { message: 'there is nothing here' } };
  });
  const shop: Shop = { port: server.port, token, requests: server.requests, connections: server.connections, before: undefined };
  return shop;
}

/** A connector, an instance at the shop's port, and a flow that notes paid orders. */
export function shopFiles(port: number): Record<string, string> {
  return {
    'patchbay.json': JSON.stringify({ version: 1, instances: { main: { connector: 'shop', settings: {}, baseUrl: `http://127.0.0.1:${port}` } } }, null, 2),
    'shop.connector': `/** A local shop. */
connector shop {
  title 'Shop'
  version 1.0.0
  base 'https://shop.example/v1'
  auth token {
    secret apiToken: string
    header 'X-Token': apiToken
  }
  check ping
  entity Order { id: integer @key, name: string, total: string, paid: boolean }
  entity Shop { id: integer @key, name: string }
  endpoint ping(): Shop { GET '/ping' result body }
  endpoint listOrders(): Order[] {
    GET '/orders'
    paginate page query.page size 2
    records body.orders
  }
  endpoint addNote(text: string): { id: integer } {
    POST '/notes'
    body { text }
    result body
    idempotent
  }
}
`,
    'orders.flow': `/** Notes every paid order. */
flow notes {
  use shop = shop.main
  input least: decimal = 0
  from shop.listOrders() as order
  filter order.paid && order.total.decimal() >= least
  log info "order {order.name}"
  send shop.addNote(text: "paid {order.name}")
}
`,
  };
}
