import type { Disposable, TreeDataProvider, TreeItem, WorkspaceFolder } from 'vscode';
import type { PackageSummary } from '#runner/protocol';
import { rows, views } from '../contributions.ts';
import { documentation, literal, summary as firstParagraph } from '../documentation.ts';
import type { Vscode } from '../host.ts';
import { workspaceFolder } from '../host.ts';
import type { Services } from '../services.ts';
import { packageIcon, type PackageNode, packageNodes, type PackageNodeOf, versionText } from './packages.ts';

/** The Marketplace view; `refresh` asks again what there is and what is installed. */
export function registerMarketplaceTree({ host, service }: Services): Disposable & { refresh(): void } {
  const { vscode } = host;
  const changed = new vscode.EventEmitter<undefined>();
  // The welcome text says what to do instead.
  const hidden = () => !vscode.workspace.isTrusted || workspaceFolder(host) === undefined;
  let shown: PackageSummary[] | undefined;
  const provider: TreeDataProvider<PackageNode> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node) => node.kind === 'category' ? categoryItem(vscode, node) : packageItem(vscode, node),
    getChildren: async (node) => {
      if (node !== undefined) return node.kind === 'category' ? node.packages : [];
      if (hidden()) return [];
      shown ??= await service.request('packages', {});
      return packageNodes(shown);
    },
  };
  // While a view is drawn anew, VS Code does not know its rows: a menu that is open then would lose the row that it is about. So what there is
  // is asked for before, and nothing is drawn where it is the same.
  const refresh = () => void ask().catch((error: unknown) => host.log.warn(`The marketplace could not be asked: ${String(error)}`));
  const ask = async () => {
    const now = hidden() ? undefined : await service.request('packages', {});
    if (now !== undefined && JSON.stringify(now) === JSON.stringify(shown)) return;
    shown = now;
    changed.fire(undefined);
  };
  const folder = workspaceFolder(host);
  const disposable = vscode.Disposable.from(
    changed,
    ...(folder === undefined ? [] : watchInstalled(vscode, folder, refresh)),
    vscode.workspace.onDidGrantWorkspaceTrust(refresh),
    vscode.window.createTreeView(views.marketplace, { treeDataProvider: provider, showCollapseAll: true }),
  );
  return { refresh, dispose: () => void disposable.dispose() };
}

// What is installed is read from the disk, by the runner.
function watchInstalled(vscode: Vscode, folder: WorkspaceFolder, changed: () => void): Disposable[] {
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '{patchbay.json,patchbay.lock,connectors/*.connector}'));
  return [watcher, watcher.onDidChange(changed), watcher.onDidCreate(changed), watcher.onDidDelete(changed)];
}

function categoryItem(vscode: Vscode, node: PackageNode & { kind: 'category' }): TreeItem {
  const item = new vscode.TreeItem(node.name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `category:${node.name}`;
  // Without an icon here, VS Code draws those of the packages below the arrow, as if they stood beside their category.
  item.iconPath = new vscode.ThemeIcon('tag');
  return item;
}

function packageItem(vscode: Vscode, { summary }: PackageNodeOf): TreeItem {
  const item = new vscode.TreeItem(summary.title);
  const installed = summary.installed !== undefined;
  item.id = `package:${summary.name}`;
  item.contextValue = installed ? rows.packageInstalled : rows.packageAvailable;
  item.description = versionText(summary);
  item.iconPath = packageIcon(vscode, summary);
  item.tooltip = documentation(vscode, `**${literal(summary.title)}** ${literal(versionText(summary))}`, firstParagraph(summary.documentation), summary.website === undefined ? undefined : literal(summary.website));
  return item;
}
