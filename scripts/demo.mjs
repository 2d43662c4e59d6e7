// `npm run demo`: local Shopify, NetSuite and Voyado, the sample workspace with instances that point at them, its flows run, and what
// moved where. `npm run demo -- --open` opens the same workspace in VS Code, with everything still to be moved, and keeps the three systems
// until it ends. With `--tutorial` the workspace is that of docs/tutorial.md. Needs no package to start, and Node 20 is enough.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { installPackages, projectEnvironment, projectNode, root } from './setup.mjs';

const open = process.argv.includes('--open');
const tutorial = process.argv.includes('--tutorial');
const unknown = process.argv.slice(2).filter((argument) => argument !== '--open' && argument !== '--tutorial');
const workspace = join(root, tutorial ? 'out/demo/tutorial' : 'out/demo/workspace');
const day = 86_400_000;
/** How often new orders are placed while the editor is open. */
const newOrdersMs = 30_000;
const title = (text) => console.log(`\n\u2500\u2500 ${text}`);

async function main() {
  if (unknown.length > 0) throw new Error(`The demo does not know ${unknown.join(' ')}. Use: npm run demo, or with -- --open, --tutorial, or both`);
  installPackages();
  build();
  // Secrets and what the machine trusts lie outside of the workspace, and go at the end.
  const home = mkdtempSync(join(tmpdir(), 'patchbay-demo-'));
  const servers = startServers();
  try {
    const services = await servers.ready;
    const secrets = prepare(services, home);
    title('Three systems on this machine, with data and credentials invented for this run');
    for (const [name, { url }] of Object.entries(services)) console.log(`${name.padEnd(9)} ${url}`);
    await runSteps(open ? steps(secrets).slice(0, 1) : steps(secrets), { secrets, home });
    if (open) await openEditor({ secrets, home, servers });
    title('What has arrived');
    show(await servers.ask('summary'));
    if (!open) {
      console.log(`\nThe workspace is ${relative(process.cwd(), workspace) || '.'}: read ${tutorial ? '6-receipts.flow' : 'flows/paid-orders.flow'}, it is what ran. The three systems are gone now.`);
      console.log(`Open it in VS Code, where they stay until you end it, and run the flows yourself: npm run demo -- --open${tutorial ? ' --tutorial' : ''}`);
    }
  } finally {
    await servers.stop();
    rmSync(home, { recursive: true, force: true });
    // It was made with the key in there, and no run would take it for its own.
    rmSync(join(workspace, '.patchbay'), { recursive: true, force: true });
  }
}

function build() {
  for (const script of open ? ['build', 'package'] : ['build']) {
    const { status } = spawnSync('npm', ['run', '--silent', script], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: projectEnvironment(), shell: process.platform === 'win32' });
    if (status !== 0) throw new Error(`npm run ${script} failed: see above`);
  }
}

/** The services as one child process: it says where they are, answers commands, and ends with its standard input. */
function startServers() {
  // All in the past, whatever day it is: orders that are placed later are newer than these.
  const [from, to] = [60, 3].map((days) => new Date(Date.now() - days * day).toISOString());
  const child = spawn(projectNode(), [join(root, 'test/fakes/main.ts'), '--orders', '120', '--from', from, '--to', to], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Ctrl+C in a terminal goes to all of its group: these have to say what has arrived first. They end with their standard input in any case.
    detached: process.platform !== 'win32',
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('The local services have ended: see above');
    return JSON.parse(value);
  };
  return {
    ready: next(),
    ask: (command) => {
      child.stdin.write(`${command}\n`);
      return next();
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}

/** A fresh copy of the sample workspace whose instances point at the services, and the file with their secrets (mode 0600). */
function prepare({ shopify, netsuite, voyado }, home) {
  rmSync(workspace, { recursive: true, force: true });
  mkdirSync(workspace, { recursive: true });
  cpSync(join(root, tutorial ? 'samples/tutorial' : 'samples/orders'), workspace, { recursive: true });
  const file = join(workspace, 'patchbay.json');
  const instances = tutorial
    ? { corner: [shopify, { accessToken: shopify.accessToken }], club: [voyado, { apiKey: voyado.apiKey }] }
    : {
      acme: [shopify, { clientId: shopify.clientId, clientSecret: shopify.clientSecret }],
      ledger: [netsuite, { clientId: netsuite.clientId, certificateId: netsuite.certificateId, privateKey: netsuite.privateKey }],
      club: [voyado, { apiKey: voyado.apiKey }],
    };
  let text = readFileSync(file, 'utf8').replace('"shop": "acme"', `"shop": ${JSON.stringify(shopify.shop)}`).replace('"account": "1234567_SB1"', `"account": ${JSON.stringify(netsuite.accountId)}`);
  for (const [instance, [{ url }]] of Object.entries(instances)) text = pointedAt(text, instance, url);
  writeFileSync(file, text);
  const secrets = join(home, 'secrets.json');
  const entries = Object.entries(instances).map(([instance, [service, own]]) => [instance, entry(service, own)]);
  writeFileSync(secrets, `${JSON.stringify({ instances: Object.fromEntries(entries) }, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

/** patchbay.json with an instance's vendor replaced by a local address. */
function pointedAt(text, instance, url) {
  return text.replace(new RegExp(`("${instance}": \\{ )`), `$1"baseUrl": ${JSON.stringify(new URL(url).origin)}, `);
}

/** What the secrets file holds of one instance: its secrets, and where they may go. */
function entry({ url }, secrets) {
  return { hosts: [new URL(url).host], secrets };
}

function steps(secrets) {
  const run = (flow) => ['run', flow, '--allow-local', '--secrets', secrets];
  if (tutorial) {
    return [
      ['The files of the tutorial are checked', ['check']],
      ['Lesson 1, firstFlow: a list, no system', ['run', 'firstFlow']],
      ['Lesson 2, values', ['run', 'values']],
      ['Lesson 3, steps: one record is set aside on purpose', ['run', 'steps']],
      ['Lesson 5, readOrders: the paid orders of the shop', run('readOrders')],
      ['Lesson 6, receipts: Shopify to Voyado', run('receipts')],
      ['receipts again: nothing is sent twice', run('receipts')],
    ];
  }
  return [
    ['The files are checked', ['check']],
    ['paidOrders: Shopify to NetSuite', run('paidOrders')],
    ['paidOrders again: nothing is sent twice', run('paidOrders')],
    ['loyaltyReceipts: Shopify to Voyado', run('loyaltyReceipts')],
    ['members: Shopify to Voyado, looked for first', run('members')],
  ];
}

async function runSteps(all, { secrets, home }) {
  for (const [text, args] of all) {
    title(`${text}\n   patchbay ${args.join(' ').replace(secrets, '<secrets file>')}`);
    const child = spawn(process.execPath, [join(root, 'bin/patchbay'), ...args], { cwd: workspace, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, PATCHBAY_HOME: home } });
    printShortened(child.stdout);
    const [code] = await once(child, 'close');
    // 3: some records were set aside, on purpose: the data has customers without an address.
    if (code !== 0 && code !== 3) throw new Error(`patchbay ${args[0]} ended with code ${code}`);
  }
}

/** Enough lines of a log to see what it is like; its last ones are the result. */
function printShortened(stream, { head = 8, tail = 6 } = {}) {
  const lines = [];
  createInterface({ input: stream }).on('line', (line) => lines.push(line)).on('close', () => {
    const left = lines.length - head - tail;
    const shown = left <= 1 ? lines : [...lines.slice(0, head), `   … ${left} more lines`, ...lines.slice(-tail)];
    for (const line of shown) console.log(line);
  });
}

function show(summary) {
  for (const [system, counts] of Object.entries(summary)) {
    const text = typeof counts === 'object' && counts !== null ? Object.entries(counts).map(([name, count]) => `${name} ${typeof count === 'object' ? JSON.stringify(count) : count}`).join(', ') : counts;
    console.log(`${system.padEnd(9)} ${text}`);
  }
}

async function openEditor({ secrets, home, servers }) {
  const { openInEditor } = await import('./demo-open.mjs');
  const editor = await openInEditor(workspace, { home, file: join(workspace, tutorial ? '1-first-flow.flow' : 'flows/paid-orders.flow'), secrets });
  console.log(howToGoOn({ secrets, home, isServer: editor.opened === 'server' }));
  const orders = setInterval(() => void servers.ask('orders 2'), newOrdersMs);
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve);
    void editor.closed.then(resolve);
  });
  clearInterval(orders);
  await editor.close();
}

function howToGoOn({ secrets, home, isServer }) {
  const flow = tutorial ? 'receipts' : 'paidOrders';
  const command = [`cd ${quoted(workspace)}`, `PATCHBAY_HOME=${quoted(home)} ${quoted(join(root, 'bin/patchbay'))} run ${flow} --allow-local --secrets ${quoted(secrets)}`].join(' && ');
  return [
    '',
    isServer ? '1. Open this address and give the password. It asks to import the secrets of the instances: Import.' : `1. Run "Patchbay: Import Secrets…" from the palette (F1) with ${secrets}`,
    tutorial
      ? '2. The lessons are the numbered files, from 1 to 6; docs/tutorial.md goes through them. Click Run above a flow.'
      : '2. Click Run above the flow paidOrders: nothing has been moved yet, so it moves all paid orders of Shopify to NetSuite.',
    `3. Two new orders are placed every ${newOrdersMs / 1000} s: run it again, and only what is new and paid is moved.`,
    '',
    'From a shell, as long as this runs; it goes on from where the editor is:',
    `   ${command}`,
    '',
    'The editor has a profile of its own, which is thrown away. It trusts the folder without asking, because the demo has just written it;',
    'Patchbay runs nothing in a folder of somebody else that you have not trusted.',
    'Ctrl+C ends it, and says what has arrived.',
  ].join('\n');
}

/** A path as a shell takes it. */
function quoted(path) {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

main().catch((error) => {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
});
