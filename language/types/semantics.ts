import { builtins as catalogue } from '#plan';
import { AstUtils, type AstNode, type CstNode, CstUtils, GrammarUtils, type LangiumDocument, type LangiumSharedCoreServices } from 'langium';
import { declaredSymbol } from '../references/declarations.ts';
import { commentText } from '../references/documentation.ts';
import { namesLike, nameUsesOf, type NameUse } from '../references/names-in.ts';
import { visible } from '../references/scope.ts';
import { createScopes, type Scopes } from '../references/scopes.ts';
import { type NamedSymbol, sameSymbol } from '../references/symbol.ts';
import { createTypeNames, type TypeNames } from '../references/type-names.ts';
import { createWorkspaceIndex, type WorkspaceIndex } from '../references/workspace-index.ts';
import { type Builtins, createBuiltins } from './builtins.ts';
import { createDeclaredTypes } from './declared.ts';
import { memberSymbol, resolveName } from './resolve.ts';
import type { Type } from './type.ts';
import { createTypes, type Types } from './types.ts';

/** A place in a text that names a symbol. `declaration`: it is where the symbol is declared. */
export interface SymbolUse extends NameUse { document: LangiumDocument; cst: CstNode | undefined; declaration: boolean }

/** Names and types of a workspace: what checker, lowering and editor features ask. */
export interface Semantics {
  index: WorkspaceIndex;
  scopes: Scopes;
  names: TypeNames;
  builtins: Builtins;
  types: Types;
  /**
   * What a name means, or undefined where it is unknown. Without `property` the node's only name, or its last one: of `shop.Order` the
   * entity (`name` is the qualifier). A declaration's own name is `declaredSymbol(node)`.
   */
  resolve(node: AstNode, property?: string, index?: number): NamedSymbol | undefined;
  /** What `.name` means on a value of that type. */
  member(type: Type, name: string): NamedSymbol | undefined;
  /** Every value that an expression at the node may name, nearest first. */
  symbolsAt(node: AstNode): NamedSymbol[];
  /** The symbol at an offset, named or declared there. */
  symbolAt(document: LangiumDocument, offset: number): (SymbolUse & { symbol: NamedSymbol | undefined }) | undefined;
  /** Every use of a symbol in its workspace, its declaration first where `declaration` is asked for. */
  usesOf(symbol: NamedSymbol, options?: { declaration?: boolean; in?: LangiumDocument }): SymbolUse[];
  /** Where a name that is used stands in the text. */
  useCst(use: NameUse): CstNode | undefined;
  /** The Markdown of the comment before a symbol's declaration, or of the catalogue. */
  documentation(symbol: NamedSymbol): string | undefined;
}

const known = new WeakMap<LangiumSharedCoreServices, Semantics>();

/** The semantics of a set of services: one for each. */
export function semanticsOf(shared: LangiumSharedCoreServices): Semantics {
  let semantics = known.get(shared);
  if (semantics === undefined) {
    semantics = create(shared);
    known.set(shared, semantics);
  }
  return semantics;
}

function create(shared: LangiumSharedCoreServices): Semantics {
  const index = createWorkspaceIndex(shared);
  const builtins = createBuiltins(catalogue);
  const names = createTypeNames(index);
  const scopes = createScopes(index, builtins.symbols);
  const types = createTypes(index, scopes, names, createDeclaredTypes(names, index), builtins);
  const context = types.context;

  const semantics: Semantics = {
    index, scopes, names, builtins, types,
    resolve: (node, property, at) => resolveName(node, property, at, context),
    member: (type, name) => memberSymbol(type, name, context),
    symbolsAt: (node) => visible(scopes.at(node)),
    symbolAt(document, offset) {
      const root = document.parseResult.value.$cstNode;
      if (root === undefined) return undefined;
      // At the end of a name the cursor stands before what follows it.
      const leaves = [CstUtils.findLeafNodeAtOffset(root, offset), offset > 0 ? CstUtils.findLeafNodeAtOffset(root, offset - 1) : undefined];
      for (const leaf of leaves) {
        const found = leaf && useAt(document, leaf, semantics);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    usesOf(symbol, options = {}) {
      const found: SymbolUse[] = [];
      for (const node of options.declaration && symbol.node !== undefined ? [symbol.node, ...(symbol.others ?? [])] : []) {
        const document = AstUtils.getDocument(node);
        if (options.in === undefined || options.in === document) found.push({ node, property: nameProperty(node), text: symbol.name, document, cst: nameCst(node), declaration: true });
      }
      const documents = options.in === undefined ? searched(symbol, index, shared) : [options.in];
      for (const document of documents) {
        // A file that does not hold the name at all needs no look at its tree.
        if (!document.textDocument.getText().includes(symbol.name)) continue;
        for (const use of namesLike(document.parseResult.value, symbol.name)) {
          const meant = resolveName(use.node, use.property, use.index, context);
          // The key of an instance names and declares it.
          if (meant !== undefined && (meant.node !== use.node || use.property === 'field') && sameSymbol(meant, symbol)) found.push({ ...use, document, cst: useCst(use), declaration: false });
        }
      }
      return found;
    },
    useCst,
    documentation: (symbol) => symbol.builtin?.documentation ?? (symbol.node && commentText(symbol.node)),
  };
  return semantics;
}

function searched(symbol: NamedSymbol, index: WorkspaceIndex, shared: LangiumSharedCoreServices): Iterable<LangiumDocument> {
  if (symbol.node === undefined) return shared.workspace.LangiumDocuments.all;
  // What a lambda or a step binds is not known in other files; everything else may be, aliases by `run` as well.
  const document = AstUtils.getDocument(symbol.node);
  return symbol.kind === 'local' || symbol.kind === 'step' ? [document] : index.viewOf(document).documents;
}

function useAt(document: LangiumDocument, leaf: CstNode, semantics: Semantics): ReturnType<Semantics['symbolAt']> {
  const { offset, end } = leaf;
  for (let node: AstNode | undefined = leaf.astNode; node !== undefined; node = node.$container) {
    for (const use of nameUsesOf(node)) {
      const cst = useCst(use);
      if (cst !== undefined && cst.offset <= offset && end <= cst.end) {
        const symbol = semantics.resolve(use.node, use.property, use.index);
        const declared = symbol === undefined ? declaredSymbol(node) : undefined;
        return { ...use, document, cst, declaration: declared !== undefined || symbol?.node === use.node, symbol: symbol ?? declared };
      }
    }
    const cst = nameCst(node);
    if (cst !== undefined && cst.offset <= offset && end <= cst.end) {
      const symbol = declaredSymbol(node);
      if (symbol !== undefined) return { node, property: nameProperty(node), text: symbol.name, document, cst, declaration: true, symbol };
    }
    if (node.$cstNode !== undefined && (node.$cstNode.offset < offset - 200 || node.$cstNode.end > end + 200)) break;
  }
  return undefined;
}

function useCst(use: NameUse): CstNode | undefined {
  return GrammarUtils.findNodeForProperty(use.node.$cstNode, use.property === 'field' ? 'key' : use.property, use.index);
}

function nameProperty(node: AstNode): string {
  return 'name' in node ? 'name' : 'key';
}

function nameCst(node: AstNode): CstNode | undefined {
  return GrammarUtils.findNodeForProperty(node.$cstNode, nameProperty(node));
}
