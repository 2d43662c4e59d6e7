import { AstUtils, Cancellation, DocumentState, interruptAndCheck, type LangiumDocument, UriUtils } from 'langium';
import type { LangiumServices, RenameProvider } from 'langium/lsp';
import { LSPErrorCodes, type Range, type RenameParams, ResponseError, type TextDocumentPositionParams, type WorkspaceEdit } from 'vscode-languageserver-protocol';
import { installedConnector, type NamedSymbol, type Semantics, semanticsOf, type SymbolUse } from '#language';
import { namedAt } from '../navigation.ts';
import { usesOfSymbol } from '../symbol-uses.ts';
import { announceRename } from './announce.ts';
import type { Change, RenamePlan } from './change.ts';
import { renamedFile } from './connector-file.ts';
import { namedCredentials } from './credentials.ts';
import { linkedFields } from './linked-fields.ts';
import { nameProblem } from './new-name.ts';
import { refusal } from './refusal.ts';
import { respelled } from './spelling.ts';
import { problemWith } from './trial.ts';
import { editCapabilities, workspaceEdit } from './workspace-edit.ts';

/** Renames what stands under the cursor wherever it is named, in all files of the workspace, or says why it cannot. */
export class PatchbayRenameProvider implements RenameProvider {
  private readonly services: LangiumServices;

  constructor(services: LangiumServices) {
    this.services = services;
    // Asks for what the client says when it connects.
    editCapabilities(services.shared);
  }

  async prepareRename(document: LangiumDocument, params: TextDocumentPositionParams, token?: Cancellation.CancellationToken): Promise<Range | undefined> {
    const semantics = semanticsOf(this.services.shared);
    const found = namedAt(document, params, semantics);
    if (found?.cst === undefined) return undefined;
    const symbol = renamable(found);
    const { symbol: group } = await usesOfSymbol(symbol, semantics, { in: document, token });
    refuseInstalled(group, semantics);
    const quotes = /^['"]/.test(found.cst.text) ? 1 : 0;
    const range = { start: { ...found.cst.range.start, character: found.cst.range.start.character + quotes }, end: { ...found.cst.range.end, character: found.cst.range.end.character - quotes } };
    // LSP knows this answer, Langium's interface only the range in it.
    return { range, placeholder: symbol.name } as unknown as Range;
  }

  async rename(document: LangiumDocument, params: RenameParams, token = Cancellation.CancellationToken.None): Promise<WorkspaceEdit | undefined> {
    const { shared } = this.services;
    const semantics = semanticsOf(shared);
    const found = namedAt(document, params, semantics);
    if (found?.cst === undefined) return undefined;
    const symbol = renamable(found);
    const name = params.newName;
    if (name === symbol.name) return { documentChanges: [] };
    const versions = new Map(shared.workspace.LangiumDocuments.all.map((one) => [one, one.textDocument.version]));
    const { plan, group, problem } = await triedPlan(symbol, name, this.services, token);
    await interruptAndCheck(token);
    const moved = plan.changes.some(({ document: one }) => versions.get(one) !== one.textDocument.version || one.state < DocumentState.IndexedReferences);
    if (moved) throw new ResponseError(LSPErrorCodes.ContentModified, 'The text has changed meanwhile.');
    if (problem !== undefined) throw refusal(problem);
    announceRename(group, name, shared);
    return workspaceEdit(plan, shared);
  }
}

/** The symbol under the cursor; throws where it has a name that nobody can change. */
function renamable(found: SymbolUse & { symbol: NamedSymbol | undefined }): NamedSymbol {
  const { symbol } = found;
  if (symbol === undefined) throw refusal(`Nothing is known of the name \`${found.text}\` here, so it cannot be renamed.`);
  if (symbol.kind === 'file') throw refusal('This is the path of a file. To rename the file, rename it in the explorer.');
  if (symbol.node === undefined) throw refusal(`\`${symbol.name}\` is a part of the language: it has this name everywhere.`);
  return symbol;
}

/** A file that came from a marketplace is written anew by the next update. */
function refuseInstalled(group: NamedSymbol, semantics: Semantics): void {
  for (const node of [group.node, ...(group.others ?? [])]) {
    const connector = node && installedConnector(AstUtils.getDocument(node), semantics.index);
    if (connector !== undefined) throw refusal(`\`${group.name}\` belongs to the connector \`${connector}\`, which was installed from a marketplace: its next update would bring the old name back. To change it, make the connector your own: move its file out of the folder \`connectors\`, and take it out of "connectors" in patchbay.json.`);
  }
}

/** A rename with what would go wrong. Where an object in braces elsewhere turns out to fill the field, it is renamed along. */
async function triedPlan(symbol: NamedSymbol, name: string, services: LangiumServices, token: Cancellation.CancellationToken): Promise<{ plan: RenamePlan; group: NamedSymbol; problem: string | undefined }> {
  const { plan, group } = await planOf(symbol, name, services, token);
  const problem = await problemWith(plan, symbol, services.shared, token);
  if (problem === undefined || symbol.kind !== 'field') return { plan, group, problem };
  const linked = await linkedFields(group, semanticsOf(services.shared), token);
  return linked.length === 0 ? { plan, group, problem } : triedPlan({ ...group, others: [...(group.others ?? []), ...linked] }, name, services, token);
}

async function planOf(symbol: NamedSymbol, name: string, { shared }: LangiumServices, token: Cancellation.CancellationToken): Promise<{ plan: RenamePlan; group: NamedSymbol }> {
  const semantics = semanticsOf(shared);
  const { symbol: group, uses } = await usesOfSymbol(symbol, semantics, { token });
  refuseInstalled(group, semantics);
  const wrong = nameProblem(name, group);
  if (wrong !== undefined) throw refusal(wrong);
  const changes = new Map<string, Change>();
  for (const use of uses) {
    const change = respelled(use, name);
    if (change === undefined) throw refusal(`\`${name}\` cannot stand in line ${(use.cst?.range.start.line ?? 0) + 1} of ${UriUtils.basename(use.document.uri)}: a name there has no quotes, and so only letters, digits, \`_\` and \`$\`.`);
    // A shorthand names a value and a field in one place; where both are renamed it stays one.
    const key = `${use.document.uri.toString()} ${change.start}`;
    if (!changes.has(key)) changes.set(key, change);
  }
  const all = [...changes.values(), ...namedCredentials(group, name)];
  const file = editCapabilities(shared).renamesFiles ? await renamedFile(group, name, shared, semantics) : undefined;
  if (file === undefined) return { plan: { from: symbol.name, to: name, changes: all }, group };
  return { plan: { from: symbol.name, to: name, changes: [...all, ...file.imports], file: { document: file.document, to: file.to } }, group };
}
