import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { FakeCredentials } from './credentials.ts';
import { connectionOf, startFakes, summaryOf, type Fakes, type FakesOptions } from './index.ts';
import { isObject, readJson, writeJson, type Json } from './kit/index.ts';

/*
 * node test/fakes/main.ts [--orders n] [--customers n] [--products n] [--seed text] [--from iso] [--to iso]
 *                         [--shopify-port n] [--netsuite-port n] [--voyado-port n] [--latency ms] [--credentials-from-stdin]
 *
 * Starts the three services on loopback and prints one line of JSON: addresses and credentials. With --credentials-from-stdin the
 * first line of standard input is such an object, as far as it goes (netsuite.publicKey for a key pair of one's own).
 * Each further line is a command and is answered by one line: summary · arrived · orders <n> (new orders, made now) · stop.
 * Ends on stop, at the end of standard input, on SIGINT and on SIGTERM.
 */

const refuse = (why: string): never => {
  process.stderr.write(`fakes: ${why}\n`);
  process.exit(2);
};

const orRefuse = <T>(run: () => T): T => {
  try {
    return run();
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
};

const { values } = orRefuse(() => parseArgs({
  options: {
    orders: { type: 'string' },
    customers: { type: 'string' },
    products: { type: 'string' },
    seed: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    latency: { type: 'string' },
    'shopify-port': { type: 'string' },
    'netsuite-port': { type: 'string' },
    'voyado-port': { type: 'string' },
    'credentials-from-stdin': { type: 'boolean' },
  },
}));

const number = (name: 'orders' | 'customers' | 'products' | 'latency' | 'shopify-port' | 'netsuite-port' | 'voyado-port'): number | undefined => {
  const text = values[name];
  if (text !== undefined && !/^\d+$/.test(text)) refuse(`--${name} has to be a number, not ${text}`);
  return text === undefined ? undefined : Number(text);
};

/** Only what was given: an option that is `undefined` is another thing than one that is not there. */
const given = <T extends object>(all: { [K in keyof T]: T[K] | undefined }): Partial<T> =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Partial<T>;

const say = (line: Json): void => void process.stdout.write(`${writeJson(line)}\n`);

const answerTo = (command: string, fakes: Fakes): Json => {
  const [name = '', count = '1'] = command.trim().split(/\s+/);
  if (name === 'summary') return summaryOf(fakes);
  if (name === 'arrived') {
    return { shopify: fakes.shopify.state.arrived as unknown as Json, netsuite: fakes.netsuite.state.arrived as unknown as Json, voyado: fakes.voyado.state.arrived as unknown as Json };
  }
  if (name === 'orders' && /^\d{1,6}$/.test(count)) return { orders: fakes.shopify.state.addOrders(Number(count)).map((row) => row.wire['name'] ?? null) };
  return { error: `not a command: ${command.trim()}` };
};

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const options: FakesOptions = {
  ...given<FakesOptions>({ orders: number('orders'), customers: number('customers'), products: number('products'), latencyMs: number('latency'), seed: values.seed, from: values.from, to: values.to }),
  ports: given<{ shopify: number; netsuite: number; voyado: number }>({ shopify: number('shopify-port'), netsuite: number('netsuite-port'), voyado: number('voyado-port') }),
};
if (values['credentials-from-stdin'] === true) {
  const first = await lines.next();
  const credentials = first.done === true ? null : orRefuse(() => readJson(first.value));
  if (!isObject(credentials)) refuse('the first line of standard input has to be a JSON object with credentials');
  options.credentials = credentials as unknown as Partial<FakeCredentials>;
}
const fakes = await startFakes(options).catch((error: unknown) => refuse(error instanceof Error ? error.message : String(error)));

const stop = async (): Promise<never> => {
  await fakes.close();
  process.exit(0);
};
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
say(connectionOf(fakes));
for (let line = await lines.next(); line.done !== true && line.value.trim() !== 'stop'; line = await lines.next()) {
  if (line.value.trim() !== '') say(answerTo(line.value, fakes));
}
await stop();
