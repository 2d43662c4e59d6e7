export { bundledMarketplace, isBundledText, readMarketplace, type Marketplace, type MarketplacePackage } from './bundled.ts';
export { searchPackages } from './search.ts';
export { installEdits, type InstallResult } from './install.ts';
export { uninstallEdits, type UninstallResult } from './uninstall.ts';
export { packageStates, type PackageState } from './installed.ts';
export { connectorPath, diskReader, type ReadFile } from './workspace-files.ts';
