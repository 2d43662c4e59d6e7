import type { SecretStore } from './instances/secret-store.ts';
import type { Milestone } from './contributions.ts';
import type { LanguageConnection } from './language-connection.ts';
import type { RunnerService, StartRunner } from './runner/service.ts';
import type { Host } from './host.ts';
import type { WorkspaceView } from './workspace/model.ts';

/** What the views and commands are built from. */
export interface Services {
  readonly host: Host;
  readonly language: LanguageConnection;
  readonly workspace: WorkspaceView;
  readonly secrets: SecretStore;
  readonly service: RunnerService;
  readonly startRunner: StartRunner;
  /** Ticks the step of the walkthrough that waits for it. */
  readonly reached: (milestone: Milestone) => void;
}
