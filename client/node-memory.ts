// How much memory the processes that the extension starts keep for what they do not need any more. `bin/patchbay` has the same for a run.

/** A young generation that is never large: half the memory at the same speed. */
export const smallYoungGeneration = '--max-semi-space-size=4';

/** And one that need not grow first: at the start, when next to nothing of what is made is thrown away, each step of growing copies it. */
export const wholeYoungGeneration = '--min-semi-space-size=4';

/** V8 would let the first 250 MB come together before it looks what of them is in use: a workspace of 1,000 files needs a third of that. */
export const earlyCollection = '--initial-heap-size=100';

/** What glibc keeps of large blocks that were freed would grow with the length of a run, and with the threads. Other systems do not look at these. */
export const allocator: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '524288', MALLOC_TRIM_THRESHOLD_: '1048576' };
