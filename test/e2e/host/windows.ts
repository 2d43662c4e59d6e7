import { join } from 'node:path';
import { projectFolder } from '../harness/locations.ts';

/** One window of the host suite: which files it opens, how far they are trusted, and which suite runs in it. */
export interface HostWindow {
  readonly name: string;
  /** Copied into the run. */
  readonly workspace: string;
  /** `false`: the workbench opens in restricted mode. */
  readonly trusted: boolean;
  /** A file of `suite/` that exports `run()`. */
  readonly suite: string;
}

/** The windows that are opened one after the other. */
export const hostWindows: readonly HostWindow[] = [
  { name: 'trusted', workspace: join(projectFolder, 'test/e2e/host/workspace'), trusted: true, suite: 'trusted.ts' },
  { name: 'restricted', workspace: join(projectFolder, 'test/e2e/host/workspace'), trusted: false, suite: 'restricted.ts' },
];
