import type { Disposable, TreeDataProvider, TreeItem } from 'vscode';
import type { WorkspaceModel } from '#server/protocol';
import { commands, contexts, rows, views } from '../contributions.ts';
import { documentation, literal } from '../documentation.ts';
import type { Vscode } from '../host.ts';
import { packageIcon } from '../marketplace/packages.ts';
import type { Services } from '../services.ts';
import { steadyRows } from '../steady-rows.ts';
import { placeText } from '../workspace/places.ts';
import { type InstanceNode, type InstanceNodeOf, instanceNodes, secretsText, title } from './nodes.ts';

/** The Instances view: connectors of the workspace, and below each the instances of patchbay.json. */
export function registerInstanceTree(services: Services): Disposable {
  const { host, workspace, secrets } = services;
  const { vscode } = host;
  const icons = bundledIcons(services);
  const content = steadyRows(host, 'The instances could not be read', async () => {
    const model = await workspace.get();
    const stored = new Map<string, string[]>();
    // In restricted mode not even the names of secrets are read, and rows look different.
    const { isTrusted } = vscode.workspace;
    if (isTrusted) for (const { name } of model.instances) stored.set(name, await secrets.names(name));
    return { isTrusted, nodes: instanceNodes(model, stored, await icons(model)) };
  });
  const provider: TreeDataProvider<InstanceNode> = {
    onDidChangeTreeData: content.onDidChange,
    getTreeItem: (node) => node.kind === 'connector' ? connectorItem(vscode, node) : instanceItem(vscode, node),
    getChildren: async (node) => {
      if (node !== undefined) return node.kind === 'connector' ? node.instances : [];
      try {
        return (await content.get()).nodes;
      } finally {
        // After the rows have gone to VS Code: it shows what is said of an empty view until they are there.
        setImmediate(read);
      }
    },
  };
  // Until then the view says that it reads, and not that there is no connector.
  const read = () => void vscode.commands.executeCommand('setContext', contexts.instancesRead, true);
  return vscode.Disposable.from(
    content,
    workspace.onDidChange(content.refresh),
    secrets.onDidChange(content.refresh),
    vscode.workspace.onDidGrantWorkspaceTrust(content.refresh),
    vscode.window.createTreeView(views.instances, { treeDataProvider: provider, showCollapseAll: true }),
  );
}

// The icons that came with Patchbay, asked for once, and only where a connector is installed: it needs the runner.
function bundledIcons({ host, service }: Services): (model: WorkspaceModel) => Promise<ReadonlyMap<string, string>> {
  let asked: Promise<ReadonlyMap<string, string>> | undefined;
  const ask = async () => new Map((await service.request('packages', {})).flatMap(({ name, icon }) => icon === undefined ? [] : [[name, icon] as const]));
  return async ({ connectors }) => {
    const installed = connectors.filter((connector) => connector.installed).map(({ name }) => name);
    if (!host.vscode.workspace.isTrusted || installed.length === 0) return new Map();
    try {
      const all = await (asked ??= ask());
      // A local connector that only has the name of one of the marketplace does not get its icon.
      return new Map([...all].filter(([name]) => installed.includes(name)));
    } catch (error) {
      asked = undefined;
      host.log.warn(`The icons of the connectors are not known: ${String(error)}`);
      return new Map();
    }
  };
}

function connectorItem(vscode: Vscode, node: InstanceNode & { kind: 'connector' }): TreeItem {
  const { None, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(title(node), node.instances.length === 0 ? None : Expanded);
  const { connector } = node;
  // Another id with the first instance: VS Code remembers by id that there was nothing to unfold.
  item.id = `connector:${node.name}:${node.instances.length === 0 ? 'empty' : 'used'}`;
  item.contextValue = rows.connector;
  item.iconPath = connector === undefined ? new vscode.ThemeIcon('warning') : packageIcon(vscode, node);
  item.description = connector === undefined ? 'unknown connector' : [connector.version, connector.installed ? '' : 'local'].filter(Boolean).join(' · ');
  item.tooltip = documentation(vscode, `**${literal(title(node))}**`, connector?.documentation ?? (connector === undefined ? 'No file of the workspace declares this connector.' : undefined));
  return item;
}

function instanceItem(vscode: Vscode, node: InstanceNodeOf): TreeItem {
  const { instance, missing } = node;
  const restricted = !vscode.workspace.isTrusted;
  const item = new vscode.TreeItem(instance.name);
  const problem = instance.problems[0];
  item.id = `instance:${instance.name}`;
  item.contextValue = rows.instance;
  item.description = problem ?? (restricted ? 'Restricted Mode' : secretsText(node));
  item.iconPath = problem !== undefined || (!restricted && missing.length > 0)
    ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
    : new vscode.ThemeIcon('plug');
  item.tooltip = documentation(vscode, `**${literal(instance.name)}** (${literal(instance.connector)})`, ...details(node, restricted));
  item.command = { command: commands.openInstance, title: 'Open in patchbay.json', arguments: [node] };
  return item;
}

function details({ instance, missing, stored }: InstanceNodeOf, restricted: boolean): string[] {
  const settings = Object.entries(instance.settings).map(([name, value]) => `- ${literal(name)}: ${literal(JSON.stringify(value))}`);
  return [
    instance.auth === undefined ? '' : `Signs in with ${literal(instance.auth)}.`,
    settings.join('\n'),
    instance.baseUrl === undefined ? '' : `Base URL: ${literal(instance.baseUrl)}`,
    restricted || missing.length === 0 ? '' : `Missing secrets: ${literal(missing.join(', '))}`,
    stored.length === 0 ? '' : `Stored secrets: ${literal(stored.join(', '))}`,
    instance.usedBy.length === 0 ? 'No flow uses it.' : `Used by:\n${instance.usedBy.map(({ flow, place }) => `- ${literal(flow)} (${literal(placeText(place))})`).join('\n')}`,
    ...instance.problems.map(literal),
  ];
}
