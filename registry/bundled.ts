import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PatchbayError } from '#runtime';
import { textHash } from './hash.ts';

/** One package of a marketplace, as its index lists it. */
export interface MarketplacePackage {
  name: string;
  title: string;
  version: string;
  category: string;
  /** Markdown of the connector's doc comment, untrusted; empty where there is none. */
  documentation: string;
  website?: string;
  /** The icon's file, an SVG, relative to the marketplace folder, with `/`. */
  icon?: string;
  /** What it covers, how to get its credentials, its limits: a Markdown file, relative to the marketplace folder, with `/`. */
  readme?: string;
  /** SHA-256 in hex of the connector's text. */
  sha256: string;
  /** The connector's file, relative to the marketplace folder, with `/`. */
  file: string;
}

/** A marketplace on this disk: its folder and what its index lists, by name. */
export interface Marketplace { folder: string; packages: ReadonlyMap<string, MarketplacePackage> }

let bundled: Marketplace | undefined;

/** The marketplace that came with this copy of Patchbay. Read once; throws `PatchbayError` (`marketplace-broken`) where it is damaged. */
export function bundledMarketplace(): Marketplace {
  bundled ??= readMarketplace(bundledFolder());
  return bundled;
}

/** Reads a marketplace folder: `index.json`, and nothing of the packages yet. */
export function readMarketplace(folder: string): Marketplace {
  let index: unknown;
  try {
    index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
  } catch (error) {
    throw broken(`The bundled marketplace cannot be read: ${(error as Error).message}`);
  }
  const list = (index as { packages?: unknown } | null)?.packages;
  if (!Array.isArray(list) || !list.every(isPackage)) throw broken('The index of the bundled marketplace is not one that this version understands.');
  return { folder, packages: new Map(list.map((entry) => [entry.name, entry])) };
}

/** The text of a package's connector, checked against the index. */
export function packageText(marketplace: Marketplace, entry: MarketplacePackage): string {
  let text: string;
  try {
    text = readFileSync(join(marketplace.folder, entry.file), 'utf8');
  } catch (error) {
    throw broken(`The package '${entry.name}' of the bundled marketplace cannot be read: ${(error as Error).message}`);
  }
  if (textHash(text) !== entry.sha256) throw broken(`The package '${entry.name}' of the bundled marketplace is not the one that its index lists.`);
  return text;
}

/**
 * Whether a connector's text is just that of the bundled marketplace: only then are its own hosts trusted without being named
 * (SECURITY.md 1). One that imports is not: what it means then depends on another file of the workspace.
 */
export function isBundledText(name: string, text: string): boolean {
  return !/^\s*import\b/mu.test(text) && bundledMarketplace().packages.get(name)?.sha256 === textHash(text);
}

/** `marketplace/` lies beside this file's folder: beside `registry/` in a checkout, beside `dist/` in a bundle and in the VSIX. */
function bundledFolder(): string {
  return join(dirname(dirname(fileURLToPath(import.meta.url))), 'marketplace');
}

function isPackage(value: unknown): value is MarketplacePackage {
  const entry = value as Partial<Record<keyof MarketplacePackage, unknown>> | null;
  return typeof entry === 'object' && entry !== null
    && typeof entry.name === 'string' && /^[A-Za-z_$][\w$-]*$/u.test(entry.name)
    && [entry.title, entry.version, entry.category, entry.documentation].every((member) => typeof member === 'string')
    && (entry.icon === undefined || (typeof entry.icon === 'string' && entry.icon.startsWith(`packages/${entry.name}/`) && /^[\w-]+\.svg$/u.test(entry.icon.slice(`packages/${entry.name}/`.length))))
    && (entry.readme === undefined || entry.readme === `packages/${entry.name}/README.md`)
    && typeof entry.sha256 === 'string' && /^[0-9a-f]{64}$/u.test(entry.sha256)
    && entry.file === `packages/${entry.name}/${entry.name}.connector`;
}

function broken(message: string): PatchbayError {
  return new PatchbayError('marketplace-broken', message, { remedy: 'Install Patchbay again.' });
}
