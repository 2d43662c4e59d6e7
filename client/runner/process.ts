import { type ChildProcess, fork } from 'node:child_process';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import { clientNotifications, runnerCallbacks, type RunEvent, type RunnerRequests, runnerRequests, type SecretAnswer, type SecretRequest } from '#runner/protocol';
import { allocator, smallYoungGeneration } from '../node-memory.ts';

/** A runner process: one for the window's short jobs, one a run. */
export interface RunnerProcess {
  request<Name extends keyof RunnerRequests>(name: Name, params: RunnerRequests[Name]['params']): Promise<RunnerRequests[Name]['result']>;
  /** Asks the run to stop at a safe point, and ends the process if it has not after the grace period. */
  cancel(): void;
  /** Ends the process at once. */
  dispose(): void;
  /** Settles when the process is gone; never rejects. */
  readonly ended: Promise<void>;
}

export interface RunnerOptions {
  /** The bundled runner, an absolute path. */
  module: string;
  mode: 'run' | 'service';
  /** A folder of our own for compiled code, so that the next process starts sooner. */
  compileCache?: string;
  onSecret(request: SecretRequest): Promise<SecretAnswer>;
  onEvent(event: RunEvent): void;
  /** What the process prints to standard output and error: for the extension's log. */
  onOutput(text: string): void;
  /** How long a cancelled run may take to reach a safe point; 10 s unless given. */
  gracePeriodMs?: number;
}

/** Starts a runner and speaks JSON-RPC with it over its IPC channel. A request rejects when the process ends before it answered. */
export function startRunner(options: RunnerOptions): RunnerProcess {
  const child = fork(options.module, [options.mode], {
    execArgv: [smallYoungGeneration],
    env: runnerEnvironment(options.compileCache),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => options.onOutput(text.trimEnd()));
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  connection.onRequest<SecretAnswer, void>(runnerCallbacks.secret, (request: SecretRequest) => options.onSecret(request));
  connection.onNotification(runnerCallbacks.event, (event: RunEvent) => options.onEvent(event));
  connection.onRequest(runnerCallbacks.caughtUp, () => null);
  connection.onError(([error]) => options.onOutput(`The channel to the runner failed: ${error.message}`));
  connection.listen();

  const failed = endOf(child).then((how): never => { throw new Error(`The runner process ended before it answered (${how}).`); });
  // Afterwards: disposing would answer what is pending with a sentence that says nothing.
  const ended = failed.catch(() => connection.dispose());
  return {
    ended,
    request: async <Name extends keyof RunnerRequests>(name: Name, params: RunnerRequests[Name]['params']) =>
      Promise.race([connection.sendRequest<RunnerRequests[Name]['result']>(runnerRequests[name], params), failed]),
    cancel: () => {
      void connection.sendNotification(clientNotifications.cancel).catch(() => undefined);
      const timer = setTimeout(() => child.kill('SIGKILL'), options.gracePeriodMs ?? 10_000);
      void ended.then(() => clearTimeout(timer));
    },
    dispose: () => void child.kill(),
  };
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

// In a desktop VS Code the executable is Electron. NODE_OPTIONS may carry what the person debugs something else with.
function runnerEnvironment(compileCache: string | undefined): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, ...environment } = process.env;
  return { ...allocator, ...environment, ELECTRON_RUN_AS_NODE: '1', ...(compileCache !== undefined && { NODE_COMPILE_CACHE: compileCache }) };
}
