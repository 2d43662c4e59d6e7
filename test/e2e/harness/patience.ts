/** How long a test waits for something to appear in the page. A busy machine is slow; a test that passes does not wait. */
export const patienceMs = 30_000;

/** How long it waits for what a window does first: its dialog, its language server, a run's process. */
export const firstPatienceMs = 60_000;
