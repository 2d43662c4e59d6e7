import { main } from './command-line.ts';
import { processTerminal } from './terminal.ts';

const stop = new AbortController();
// The first signal stops at a safe point; the second finds no listener and kills.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    for (const other of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeAllListeners(other);
    stop.abort();
    if (process.stderr.isTTY) process.stderr.write('\nStopping at a safe point; Ctrl-C again kills.\n');
  });
}
// Started by bin/patchbay on an old Node: should that be killed, nobody is left to stop this process.
process.once('disconnect', () => stop.abort());
process.channel?.unref();
// `patchbay call … | head`: nobody reads any more, which is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') stop.abort();
  else throw error;
});

void main(process.argv.slice(2), processTerminal(stop.signal)).then((code) => {
  // Whatever still waits to be written to a pipe goes out first.
  process.stdout.write('', () => process.exit(code));
});
