import { AstUtils, Cancellation, type CstNode, GrammarUtils, interruptAndCheck, type LangiumDocument } from 'langium';
import type { CodeLensProvider, LangiumServices } from 'langium/lsp';
import type { CodeLens, CodeLensParams, Command, Location } from 'vscode-languageserver-protocol';
import { ast, type Semantics, semanticsOf } from '#language';
import { type LensCommand, lensCommands, type ReferencesArguments, type TryArgument } from '#server/protocol';
import { clientOf, hasCommand } from './client-commands.ts';
import { refreshLenses } from './code-lens-refresh.ts';

/** `3 instances, 5 flows` above a connector, *Try* above its endpoints. *Run* above a flow is the client's: it depends on what runs there. */
export class PatchbayCodeLensProvider implements CodeLensProvider {
  private readonly services: LangiumServices;

  constructor(services: LangiumServices) {
    this.services = services;
    clientOf(services.shared);
    refreshLenses(services.shared);
  }

  async provideCodeLens(document: LangiumDocument, _params: CodeLensParams, token = Cancellation.CancellationToken.None): Promise<CodeLens[]> {
    const semantics = semanticsOf(this.services.shared);
    const root = document.parseResult.value;
    if (!ast.isConnectorFile(root)) return [];
    const lenses: CodeLens[] = [];
    for (const connector of root.items.filter(ast.isConnector)) {
      await interruptAndCheck(token);
      // Of two connectors of one name, instances are of the first.
      const name = nameOf(connector);
      if (name === undefined || semantics.index.connector(connector.name, connector)?.node !== connector) continue;
      const { instances, flows } = usesOf(connector, semantics);
      lenses.push(...this.ofConnector(connector, name, instances, flows));
      if (instances.length > 0) for (const endpoint of connector.members.filter(ast.isEndpoint)) lenses.push(...this.ofEndpoint(connector, endpoint));
    }
    return lenses;
  }

  private ofConnector(connector: ast.Connector, name: CstNode, instances: Location[], flows: { uses: Location[]; count: number }): CodeLens[] {
    const title = [...(instances.length > 0 ? [counted(instances.length, 'instance')] : []), ...(flows.count > 0 ? [counted(flows.count, 'flow')] : [])].join(', ');
    const none = 'No instance yet';
    const places: ReferencesArguments = [AstUtils.getDocument(connector).uri.toString(), name.range.start, [...instances, ...flows.uses]];
    return [
      ...(instances.length === 0 ? [lens(name, this.can('addInstance') ? command('addInstance', `${none}: add one`, [connector.name]) : { title: none, command: '' })] : []),
      ...(title === '' ? [] : [lens(name, this.can('showReferences') ? command('showReferences', title, places) : { title, command: '' })]),
    ];
  }

  private ofEndpoint(connector: ast.Connector, endpoint: ast.Endpoint): CodeLens[] {
    const name = nameOf(endpoint);
    const argument: TryArgument = { connector: connector.name, endpoint: endpoint.name };
    return name === undefined || !this.can('tryEndpoint') ? [] : [lens(name, command('tryEndpoint', 'Try', [argument]))];
  }

  private can(name: LensCommand): boolean {
    return hasCommand(this.services.shared, name);
  }
}

function nameOf(node: ast.Connector | ast.Endpoint): CstNode | undefined {
  const name = GrammarUtils.findNodeForProperty(node.$cstNode, 'name');
  return node.name && name !== undefined && name.length > 0 ? name : undefined;
}

/** The lines that name instances of a connector, and those of flows that use one. */
function usesOf(connector: ast.Connector, { index }: Semantics): { instances: Location[]; flows: { uses: Location[]; count: number } } {
  const view = index.viewOf(connector);
  const instances = [...view.instances.values()].filter((one) => one.connector === connector.name)
    .flatMap(({ node, document }) => located(GrammarUtils.findNodeForProperty(node.$cstNode, 'key'), document));
  const uses: Location[] = [];
  let count = 0;
  for (const flow of [...view.flows.values()].flat()) {
    const own = flow.uses.filter((one) => one.connector === connector.name);
    if (own.length > 0) count++;
    uses.push(...own.flatMap(({ range }) => (range === undefined ? [] : [{ uri: flow.document.uri.toString(), range }])));
  }
  return { instances, flows: { uses, count } };
}

function located(cst: CstNode | undefined, document: LangiumDocument): Location[] {
  return cst === undefined ? [] : [{ uri: document.uri.toString(), range: cst.range }];
}

function lens(at: CstNode, run: Command): CodeLens {
  return { range: at.range, command: run };
}

function command(name: LensCommand, title: string, parameters: readonly unknown[]): Command {
  return { title, command: lensCommands[name], arguments: [...parameters] };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
