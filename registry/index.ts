export { bundledMarketplace, isBundledText, readMarketplace, type Marketplace, type MarketplacePackage } from './bundled.ts';
export { searchPackages } from './search.ts';
export { packageStates, type PackageState } from './installed.ts';
export { connectorPath, diskReader, type ReadFile } from './workspace-files.ts';
