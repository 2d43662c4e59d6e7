import type { Disposable, TreeDataProvider, TreeItem, WorkspaceFolder } from 'vscode';
import { rows, views } from '../contributions.ts';
import { documentation, literal, summary as firstParagraph } from '../documentation.ts';
import type { Vscode } from '../host.ts';
import { workspaceFolder } from '../host.ts';
import type { Services } from '../services.ts';
import { steadyRows } from '../steady-rows.ts';
import { packageIcon, type PackageNode, packageNodes, type PackageNodeOf, versionText } from './packages.ts';

/** The Marketplace view; `refresh` asks again what there is and what is installed. */
export function registerMarketplaceTree({ host, service }: Services): Disposable & { refresh(): void } {
  const { vscode } = host;
  // Where nothing can be installed the welcome text says what to do instead.
  const content = steadyRows(host, 'The marketplace could not be asked', async () =>
    vscode.workspace.isTrusted && workspaceFolder(host) !== undefined ? packageNodes(await service.request('packages', {})) : []);
  const provider: TreeDataProvider<PackageNode> = {
    onDidChangeTreeData: content.onDidChange,
    getTreeItem: (node) => node.kind === 'category' ? categoryItem(vscode, node) : packageItem(vscode, node),
    getChildren: async (node) => {
      if (node !== undefined) return node.kind === 'category' ? node.packages : [];
      return content.get();
    },
  };
  const folder = workspaceFolder(host);
  const disposable = vscode.Disposable.from(
    content,
    ...(folder === undefined ? [] : watchInstalled(vscode, folder, content.refresh)),
    vscode.workspace.onDidGrantWorkspaceTrust(content.refresh),
    vscode.window.createTreeView(views.marketplace, { treeDataProvider: provider, showCollapseAll: true }),
  );
  return { refresh: content.refresh, dispose: () => void disposable.dispose() };
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
