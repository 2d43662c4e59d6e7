import { AstUtils, DocumentState } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { ast, type NamedSymbol, type Semantics, semanticsOf, walk } from '#language';
import { type RenamedParams, serverNotifications } from '#server/protocol';

// Some things outlive a run under the name of something in the text: secrets under that of their instance, marks under those of flow and
// instance. Whoever keeps them is told once a rename stands in the files, and again where it is undone.

interface Noted { params: RenamedParams; applied: boolean; exists: (name: string) => boolean; warning: string | undefined }

const noted = new WeakMap<LangiumSharedServices, Noted[]>();

/** Undo reaches back only so far. */
const most = 50;

/** Notes a rename that was answered; tells the client once its edit is there. */
export function announceRename(symbol: NamedSymbol, to: string, shared: LangiumSharedServices): void {
  const one = noteOf(symbol, to, semanticsOf(shared));
  if (one === undefined) return;
  const all = noted.get(shared) ?? listen(shared);
  all.push(one);
  if (all.length > most) all.shift();
}

function listen(shared: LangiumSharedServices): Noted[] {
  const all: Noted[] = [];
  noted.set(shared, all);
  shared.workspace.DocumentBuilder.onBuildPhase(DocumentState.IndexedReferences, () => {
    for (const one of all) {
      const { from, to } = one.params;
      const isThere = one.exists(one.applied ? from : to) && !one.exists(one.applied ? to : from);
      if (!isThere) continue;
      const params = one.applied ? { ...one.params, from: to, to: from } : one.params;
      const warn = !one.applied;
      one.applied = !one.applied;
      void shared.lsp.Connection?.sendNotification(serverNotifications.renamed, params);
      if (warn && one.warning !== undefined) void shared.lsp.Connection?.sendNotification('window/showMessage', { type: 2, message: one.warning });
    }
  });
  return all;
}

function noteOf(symbol: NamedSymbol, to: string, semantics: Semantics): Noted | undefined {
  const node = symbol.node!;
  const document = AstUtils.getDocument(node);
  const { uri } = document;
  const view = () => semantics.index.viewOf(document);
  const from = symbol.name;
  const renamed = { folder: view().root, from, to };
  switch (symbol.kind) {
    case 'instance': {
      const flows = [...view().flows.values()].flat().filter((flow) => flow.uses.some((one) => one.instance === from) && keepsMarks(flow.node));
      return { params: { kind: 'instance', ...renamed }, applied: false, exists: (name) => view().instances.has(name), warning: flows.length === 0 ? undefined : marks(`The instance \`${from}\` is now \`${to}\`.`, flows.map((flow) => flow.name)) };
    }
    case 'secret': {
      const connector = semantics.index.enclosingConnector(node)?.name;
      if (connector === undefined) return undefined;
      const instances = [...view().instances.values()].filter((instance) => instance.connector === connector).map((instance) => instance.name);
      const exists = (name: string): boolean => [...(view().connectors.get(connector)?.[0]?.auths.values() ?? [])].some((auth) => auth.secrets.has(name));
      return { params: { kind: 'secret', ...renamed, instances }, applied: false, exists, warning: undefined };
    }
    case 'flow': {
      if (!keepsMarks(node as ast.Flow)) return undefined;
      const exists = (name: string): boolean => view().flows.get(name)?.some((flow) => flow.document.uri.toString() === uri.toString()) === true;
      return { params: { kind: 'flow', ...renamed }, applied: false, exists, warning: marks(`The flow \`${from}\` is now \`${to}\`.`, [to]) };
    }
    default: return undefined;
  }
}

function marks(what: string, flows: readonly string[]): string {
  return `${what} What ${flows.map((flow) => `\`${flow}\``).join(', ')} has read so far is remembered under the old name: the next run begins anew. Undo the rename, or say \`--since\` in that run.`;
}

/** Whether a flow remembers something from one run to the next. */
function keepsMarks(flow: ast.Flow): boolean {
  let found = false;
  walk(flow, (node) => {
    if (ast.isDedupeStep(node) || ast.isRememberStep(node) || (ast.isFromStep(node) && (node.incremental || node.snapshotBy !== undefined)) || (ast.isStore(node) && node.scope !== 'run')) found = true;
    return !found;
  });
  return found;
}
