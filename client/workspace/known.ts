import type { WorkspaceModel } from '#server/protocol';
import type { WorkspaceView } from './model.ts';

// Longer than a busy machine takes to tell the server of a new file; after that something else is wrong, and the person goes on.
const patienceMs = 15_000;

/** Resolves when the language server has taken in what was written to the disk, or after 15 s: it hears of new files from a watcher. */
export async function untilKnown(workspace: WorkspaceView, known: (model: WorkspaceModel) => boolean, deadlineMs = patienceMs): Promise<void> {
  let changed = (): void => undefined;
  const subscription = workspace.onDidChange(() => changed());
  const deadline = Date.now() + deadlineMs;
  try {
    for (;;) {
      const news = new Promise<void>((resolve) => { changed = resolve; });
      if (known(await workspace.refresh()) || Date.now() >= deadline) return;
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([news, new Promise((resolve) => { timer = setTimeout(resolve, deadline - Date.now()); })]);
      clearTimeout(timer);
    }
  } finally {
    subscription.dispose();
  }
}
