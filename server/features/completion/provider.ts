import { type Cancellation, type LangiumDocument, OperationCancelled } from 'langium';
import type { CompletionProvider, CompletionProviderOptions, LangiumServices } from 'langium/lsp';
import { type CompletionItem, type CompletionList, type CompletionParams, CompletionTriggerKind, InsertTextFormat, type TextEdit, type InsertReplaceEdit } from 'vscode-languageserver-protocol';
import { semanticsOf } from '#language';
import { argumentNames, objectKeys } from './arguments.ts';
import { attributeNames } from './attributes.ts';
import { importPaths } from './imports.ts';
import type { Proposal } from './items.ts';
import { keywords } from './keywords.ts';
import { members } from './members.ts';
import { baseEntities, fieldPaths, flowNames, qualifiedNames, slotParts, typeMembers } from './names.ts';
import { type Place, placeAt } from './place.ts';
import { literals, valueNames } from './values.ts';

/** Every source of proposals, one function each. */
const sources: readonly ((place: Place) => Proposal[])[] = [
  argumentNames, literals, objectKeys, valueNames, members, fieldPaths, slotParts, baseEntities, flowNames, qualifiedNames, typeMembers, attributeNames, importPaths, keywords,
];

/** Completion in connectors and flows: words by the grammar, everything else by names and types. */
export class PatchbayCompletionProvider implements CompletionProvider {
  readonly completionOptions: CompletionProviderOptions = { triggerCharacters: ['.', "'", '"', '@', '{'] };
  private readonly services: LangiumServices;
  private replaces = false;

  constructor(services: LangiumServices) {
    this.services = services;
    services.shared.lsp.LanguageServer.onInitialize(({ capabilities }) => {
      this.replaces = capabilities.textDocument?.completion?.completionItem?.insertReplaceSupport === true;
    });
  }

  getCompletion(document: LangiumDocument, params: CompletionParams, cancelToken?: Cancellation.CancellationToken): CompletionList | undefined {
    if (cancelToken?.isCancellationRequested) throw OperationCancelled;
    const place = placeAt(document, document.textDocument.offsetAt(params.position), this.services, semanticsOf(this.services.shared));
    if (place === undefined || asksForNothing(place, params)) return { isIncomplete: false, items: [] };
    const found = new Map<string, CompletionItem>();
    for (const source of sources) {
      for (const proposal of source(place)) if (!found.has(proposal.label)) found.set(proposal.label, this.item(proposal, place, found.size, params));
    }
    // The list holds for the whole token: the client filters it while more of it is typed.
    return { isIncomplete: false, items: [...found.values()] };
  }

  private item({ insert, rank, ...proposal }: Proposal, place: Place, index: number, params: CompletionParams): CompletionItem {
    const { token, document } = place;
    return {
      ...proposal,
      sortText: `${rank}${String(index).padStart(4, '0')}`,
      insertTextFormat: InsertTextFormat.PlainText,
      textEdit: this.edit(insert ?? proposal.label, place, params),
      ...(token.kind === 'text' && { filterText: document.textDocument.getText().charAt(token.start) + proposal.label.slice(1) }),
    };
  }

  /** A text in quotes is replaced whole; of a name what is left of the cursor, or all of it where the client asks for that. */
  private edit(newText: string, { token, document }: Place, { position }: CompletionParams): TextEdit | InsertReplaceEdit {
    const start = document.textDocument.positionAt(token.start);
    const end = document.textDocument.positionAt(token.end);
    if (token.kind === 'text') return { newText, range: { start, end } };
    return this.replaces ? { newText, insert: { start, end: position }, replace: { start, end } } : { newText, range: { start, end: position } };
  }
}

/** A brace that is none of a text, or a quote that closes a text: the next key is often the new line, which must not take a proposal. */
function asksForNothing({ token }: Place, { context }: CompletionParams): boolean {
  if (context?.triggerKind !== CompletionTriggerKind.TriggerCharacter) return false;
  if (context.triggerCharacter === '{') return !token.interpolates;
  return (context.triggerCharacter === "'" || context.triggerCharacter === '"') && token.kind !== 'text';
}
