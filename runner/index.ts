// What the command line shares with the runner process: two faces of the same code.
export { openProject, type Project } from './project.ts';
export { isBundled, prepareCall, prepareFlow, type Prepared, type Surroundings } from './prepare.ts';
export { chooseFlow, workspacePath, type FlowChoice } from './choose-flow.ts';
export { checkInstance, firstFields, type CheckResult } from './check-instance.ts';
export { instanceConfig } from './instances.ts';
export { stateFolder } from './state-folder.ts';
export type { Refused } from './refusal.ts';
