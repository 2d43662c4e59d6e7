import type { ThemeIcon, Uri } from 'vscode';
import type { PackageSummary } from '#runner/protocol';
import type { Vscode } from '../host.ts';

/** A row of the Marketplace view. */
export type PackageNode = { kind: 'category'; name: string; packages: PackageNodeOf[] } | PackageNodeOf;

export interface PackageNodeOf { kind: 'package'; summary: PackageSummary }

/** Packages by category, both in the order of their names. */
export function packageNodes(packages: readonly PackageSummary[]): (PackageNode & { kind: 'category' })[] {
  const categories = [...new Set(packages.map(({ category }) => category))].sort((one, other) => one.localeCompare(other));
  return categories.map((name) => ({
    kind: 'category',
    name,
    packages: packages
      .filter(({ category }) => category === name)
      .sort((one, other) => one.title.localeCompare(other.title))
      .map((summary) => ({ kind: 'package', summary })),
  }));
}

/** The version, and what of it is installed. */
export function versionText({ version, installed, modified }: PackageSummary): string {
  if (installed === undefined) return version;
  const changed = modified === true ? ', changed here' : '';
  return installed === version ? `${version} · installed${changed}` : `${installed} installed${changed} · ${version} available`;
}

/** The package's own icon, or one for all that have none. */
export function packageIcon({ ThemeIcon: Icon, Uri: Address }: Pick<Vscode, 'ThemeIcon' | 'Uri'>, { icon }: Pick<PackageSummary, 'icon'>): ThemeIcon | Uri {
  return icon === undefined ? new Icon('package') : Address.file(icon);
}
