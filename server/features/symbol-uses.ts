import { type AstNode, AstUtils, Cancellation, interruptAndCheck, type LangiumDocument } from 'langium';
import { ast, type NamedSymbol, type Semantics, type SymbolUse } from '#language';
import { siblingEntries } from './sibling-entries.ts';

export interface UsesOptions {
  /** Where the symbol was asked for: what the language gives by name is known in one declaration only. */
  at?: AstNode;
  /** Only in this document. */
  in?: LangiumDocument;
  token?: Cancellation.CancellationToken | undefined;
}

/** A symbol with everything that is one thing with it, and the places that name it: declarations first. */
export interface SymbolUses { symbol: NamedSymbol; uses: SymbolUse[] }

/** Every place in the workspace that names what a symbol names. Throws `OperationCancelled`. */
export async function usesOfSymbol(symbol: NamedSymbol, semantics: Semantics, options: UsesOptions = {}): Promise<SymbolUses> {
  const token = options.token ?? Cancellation.CancellationToken.None;
  if (symbol.node === undefined) return { symbol, uses: usesWithoutDeclaration(symbol, semantics, options) };
  let group = withEquals(symbol, semantics);
  const beside = siblings(group);
  if (beside.length > 0) group = { ...group, others: [...(group.others ?? []), ...beside] };
  for (;;) {
    const uses: SymbolUse[] = [];
    for (const document of documentsWith(group, semantics, options.in)) {
      await interruptAndCheck(token);
      uses.push(...semantics.usesOf(group, { declaration: true, in: document }));
    }
    const more = furtherDeclarations(group, uses, semantics);
    if (more.length === 0) return { symbol: group, uses: uses.toSorted((a, b) => Number(b.declaration) - Number(a.declaration)) };
    group = { ...group, others: [...(group.others ?? []), ...more] };
  }
}

function documentsWith(symbol: NamedSymbol, semantics: Semantics, only: LangiumDocument | undefined): readonly LangiumDocument[] {
  const own = AstUtils.getDocument(symbol.node!);
  // What a lambda or a step binds is not known in other files.
  const all = symbol.kind === 'step' || symbol.kind === 'local' ? [own] : semantics.index.viewOf(own).documents;
  return all.filter((document) => (only === undefined || document === only) && document.textDocument.getText().includes(symbol.name));
}

/** Where a use may mean one of several declarations, those belong together: each way of a `route` that binds a name, each object of a union. */
function furtherDeclarations(group: NamedSymbol, uses: readonly SymbolUse[], semantics: Semantics): AstNode[] {
  if (group.kind !== 'step' && group.kind !== 'field') return [];
  const known = new Set([group.node, ...(group.others ?? [])]);
  const more = new Set<AstNode>();
  for (const use of uses) {
    const meant = use.declaration ? undefined : semantics.resolve(use.node, use.property, use.index);
    for (const node of meant === undefined ? [] : [meant.node, ...(meant.others ?? [])]) if (node !== undefined && !known.has(node)) more.add(node);
  }
  for (const node of [...more].flatMap(siblingEntries)) if (!known.has(node)) more.add(node);
  return [...more];
}

function siblings(group: NamedSymbol): AstNode[] {
  const nodes = [group.node, ...(group.others ?? [])].filter((node) => node !== undefined);
  return [...new Set(nodes.flatMap(siblingEntries))].filter((node) => !nodes.includes(node));
}

/** Secrets of one name in the auths and webhooks of a connector are one secret, and so are settings: an instance has one value for them. */
function withEquals(symbol: NamedSymbol, semantics: Semantics): NamedSymbol {
  if (symbol.kind !== 'secret' && symbol.kind !== 'setting' && symbol.kind !== 'capture') return symbol;
  const connector = semantics.index.enclosingConnector(symbol.node!);
  if (connector === undefined) return symbol;
  const secret = symbol.kind === 'secret';
  const equal: (AstNode | undefined)[] = secret ? [] : [connector.settings.get(symbol.name)];
  for (const auth of connector.auths.values()) equal.push(...(secret ? [auth.secrets.get(symbol.name)] : [auth.settings.get(symbol.name), auth.captures.get(symbol.name)]));
  for (const webhook of connector.webhooks.values()) {
    for (const member of webhook.members) if ((secret ? ast.isSecret(member) : ast.isSetting(member)) && (member as ast.Secret | ast.Setting).field?.name === symbol.name) equal.push((member as ast.Secret | ast.Setting).field);
  }
  const others = [...new Set([...(symbol.others ?? []), ...equal])].filter((node) => node !== undefined && node !== symbol.node) as AstNode[];
  return others.length === 0 ? symbol : { ...symbol, others };
}

const owners: ReadonlySet<string> = new Set(['Endpoint', 'Auth', 'Webhook', 'Test', 'OnRule', 'Limit']);

/** `body` of one endpoint is not that of another: what the language gives by name is known in its declaration only. */
function usesWithoutDeclaration(symbol: NamedSymbol, semantics: Semantics, options: UsesOptions): SymbolUse[] {
  if (symbol.kind !== 'given' || options.at === undefined) return semantics.usesOf(symbol, options.in === undefined ? {} : { in: options.in });
  const owner = ownerOf(options.at);
  return semantics.usesOf(symbol, { in: AstUtils.getDocument(options.at) }).filter((use) => ownerOf(use.node) === owner);
}

/** The outermost declaration around a node that has such names. */
function ownerOf(node: AstNode): AstNode | undefined {
  let found: AstNode | undefined;
  for (let at: AstNode | undefined = node; at !== undefined; at = at.$container) if (owners.has(at.$type)) found = at;
  return found;
}
