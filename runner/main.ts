import { flushCompileCache } from 'node:module';
import { openChannel } from './channel.ts';
import { keepHeapSmall } from './heap.ts';
import { serveRun } from './run/run-mode.ts';
import { serveJobs } from './service/service-mode.ts';

// A forked process of the editor's window: `runner run` carries out one run, `runner service` the short jobs. It never outlives its
// channel: what is under way stops at a safe point first.
const settledAfterMs = 5_000;
const [mode] = process.argv.slice(2);

if (process.send === undefined || (mode !== 'run' && mode !== 'service')) {
  process.stderr.write('The runner is started by the extension: `runner run` or `runner service`, forked with an IPC channel. To run a flow, use `patchbay run`.\n');
  process.exit(2);
}

keepHeapSmall();
const channel = openChannel();
if (mode === 'run') serveRun(channel);
else {
  serveJobs(channel);
  // Processes of runs are ended as soon as they have answered: this one writes down, for all, what was compiled when it has settled.
  setTimeout(() => flushCompileCache(), settledAfterMs).unref();
  process.once('disconnect', () => process.exit(0));
}
channel.connection.listen();
