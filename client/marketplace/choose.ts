import type { QuickPickItem } from 'vscode';
import type { PackageSummary } from '#runner/protocol';
import { ClientError } from '../command.ts';
import { summary } from '../documentation.ts';
import type { Host } from '../host.ts';
import type { Services } from '../services.ts';
import { packageIcon, type PackageNode, versionText } from './packages.ts';

/** What a command is given: a row of the view, a package's name, or nothing from the palette. */
export type PackageArgument = PackageNode | string | undefined;

/** The package of a row or name, or one of those that fit which the person picks; undefined where they left. */
export async function choosePackage({ host, service }: Services, argument: PackageArgument, title: string, fits: (candidate: PackageSummary) => boolean): Promise<PackageSummary | undefined> {
  const packages = await service.request('packages', {});
  const name = typeof argument === 'string' ? argument : argument?.kind === 'package' ? argument.summary.name : undefined;
  if (name !== undefined) {
    const found = packages.find((candidate) => candidate.name === name);
    if (found === undefined) throw new ClientError(`The marketplace has no connector '${name}'.`);
    return found;
  }
  const fitting = packages.filter(fits);
  if (fitting.length === 0) throw new ClientError(`${title}: there is no connector for which that could be done.`);
  const chosen = await host.vscode.window.showQuickPick(packageItems(host, fitting), { title, placeHolder: 'Name, category or what it is for', matchOnDescription: true, matchOnDetail: true });
  return chosen?.package;
}

/** Rows of a quick pick in which name, category and documentation can be searched. */
function packageItems({ vscode }: Host, packages: readonly PackageSummary[]): (QuickPickItem & { package: PackageSummary })[] {
  return [...packages].sort((one, other) => one.title.localeCompare(other.title)).map((candidate) => ({
    label: candidate.title,
    iconPath: packageIcon(vscode, candidate),
    description: `${candidate.category} · ${versionText(candidate)}`,
    detail: summary(candidate.documentation),
    package: candidate,
  }));
}
