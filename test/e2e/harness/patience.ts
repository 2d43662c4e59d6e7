/** How long a test waits for something to appear in the page. */
export const patienceMs = 15_000;

/** How long it waits for what a window does first: its dialog, its language server, a run's process. */
export const firstPatienceMs = 30_000;
