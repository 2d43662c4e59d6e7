import type { Disposable, Event } from 'vscode';
import type { Host } from './host.ts';

/** What a view shows, read when it is first asked for. */
export interface SteadyRows<Rows> extends Disposable {
  readonly onDidChange: Event<undefined>;
  get(): Promise<Rows>;
  /** Reads anew; what is the same is not drawn again. */
  refresh(): void;
}

/**
 * Keeps the rows of a view. While a view is drawn anew, VS Code does not know its rows: a menu that is open then would lose the row that it is
 * about. So they are read before, and nothing is drawn where they are the same; of several changes at once the last one counts. `Rows` is plain
 * data that says all that the view shows; `failed` is for the log where it cannot be read, and what stands there stays.
 */
export function steadyRows<Rows>({ vscode, log }: Pick<Host, 'vscode' | 'log'>, failed: string, read: () => Promise<Rows>): SteadyRows<Rows> {
  const changed = new vscode.EventEmitter<undefined>();
  let shown: { rows: Rows } | undefined;
  let latest = 0;
  const draw = async (turn: number) => {
    const rows = await read();
    if (turn !== latest || (shown !== undefined && JSON.stringify(rows) === JSON.stringify(shown.rows))) return;
    shown = { rows };
    changed.fire(undefined);
  };
  return {
    onDidChange: changed.event,
    get: async () => {
      if (shown === undefined) {
        const rows = await read();
        shown ??= { rows };
      }
      return shown.rows;
    },
    refresh: () => void draw(++latest).catch((error: unknown) => log.warn(`${failed}: ${String(error)}`)),
    dispose: () => changed.dispose(),
  };
}
