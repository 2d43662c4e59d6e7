import { main } from './command-line.ts';
import { processTerminal } from './terminal.ts';

const stop = new AbortController();
// The first signal stops at a safe point; the second finds no listener and kills.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    for (const other of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeAllListeners(other);
    stopping('a second signal kills');
  });
}
// Started by bin/patchbay on an old Node: should that be killed, nobody is left to stop this process.
process.once('disconnect', () => stopping('whoever started this is gone'));
process.channel?.unref();
// `patchbay call … | head`: nobody reads any more, which is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') stop.abort();
  else throw error;
});
process.stderr.on('error', () => {});

void main(process.argv.slice(2), processTerminal(stop.signal)).then((code) => {
  // Whatever still waits to be written to a pipe goes out first.
  process.stdout.write('', () => process.exit(code));
});

function stopping(why: string): void {
  stop.abort();
  process.stderr.write(`${process.stderr.isTTY ? '\n' : ''}Stopping at a safe point; ${why}.\n`);
}
