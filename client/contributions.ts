// Every id that package.json contributes, once. A test holds this table and package.json together.

/** Commands, by the name that the client's code uses. */
export const commands = {
  searchMarketplace: 'patchbay.searchMarketplace',
  refreshMarketplace: 'patchbay.refreshMarketplace',
  installConnector: 'patchbay.installConnector',
  uninstallConnector: 'patchbay.uninstallConnector',
  openConnector: 'patchbay.openConnector',
  addInstance: 'patchbay.addInstance',
  editInstance: 'patchbay.editInstance',
  enterSecrets: 'patchbay.enterSecrets',
  importSecrets: 'patchbay.importSecrets',
  checkInstance: 'patchbay.checkInstance',
  removeInstance: 'patchbay.removeInstance',
  openInstance: 'patchbay.openInstance',
  runFlow: 'patchbay.runFlow',
  dryRunFlow: 'patchbay.dryRunFlow',
  showRunLog: 'patchbay.showRunLog',
  tryEndpoint: 'patchbay.tryEndpoint',
  restartServer: 'patchbay.restartServer',
  openLanguagePage: 'patchbay.openLanguagePage',
  openTutorial: 'patchbay.openTutorial',
  openLesson: 'patchbay.openLesson',
} as const;

/** The container in the activity bar. */
export const container = 'patchbay';

/** Views of the container. */
export const views = {
  marketplace: 'patchbay.marketplace',
  instances: 'patchbay.instances',
} as const;

/** Settings, without the section. Both are machine-scoped: a workspace can only ask for them (SECURITY.md 3). */
export const settingsSection = 'patchbay';
export const settings = {
  /** boolean: loopback addresses, and plain http to them. */
  allowLocal: 'allowLocal',
  /** string[]: hosts (`host` or `host:port`) for which private addresses and plain http are allowed. */
  trustedHosts: 'trustedHosts',
} as const;

/** Keys of `when` clauses that the extension sets. */
export const contexts = {
  /** The Instances view knows what the workspace holds: before that it cannot say that there is nothing. */
  instancesRead: 'patchbay.instancesRead',
} as const;

/** The walkthrough. */
export const walkthrough = 'patchbay.start';

/** How far a person got: keys of `when` clauses that the extension sets when it happens, for the steps of the walkthrough. */
export const milestones = {
  /** The files of the tutorial are open in a window. */
  tutorial: 'patchbay.reached.tutorial',
  /** A flow ran to its end. */
  run: 'patchbay.reached.run',
  /** A mistake was marked, and put right. */
  repair: 'patchbay.reached.repair',
  /** A connector was installed from the marketplace. */
  install: 'patchbay.reached.install',
  /** An instance was added. */
  instance: 'patchbay.reached.instance',
} as const;

export type Milestone = keyof typeof milestones;

/** `contextValue` of the rows that carry menus. */
export const rows = {
  packageAvailable: 'package-available',
  packageInstalled: 'package-installed',
  connector: 'connector',
  instance: 'instance',
} as const;

/** Language ids. */
export const languages = { connector: 'connector', flow: 'flow' } as const;

/** The workspace file's name. */
export const workspaceFile = 'patchbay.json';
