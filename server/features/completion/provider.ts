import { type Cancellation, type LangiumDocument, type MaybePromise, OperationCancelled } from 'langium';
import type { CompletionProvider, CompletionProviderOptions, LangiumServices } from 'langium/lsp';
import { type CompletionItem, type CompletionList, type CompletionParams, CompletionTriggerKind, type InsertReplaceEdit, InsertTextFormat, InsertTextMode, type TextEdit } from 'vscode-languageserver-protocol';
import { semanticsOf } from '#language';
import { argumentNames, objectKeys } from './arguments.ts';
import { attributeNames } from './attributes.ts';
import { type CompletionClient, completionClient } from './client.ts';
import { filePaths } from './file-paths.ts';
import { headerNames, headerValues } from './headers.ts';
import { importPaths } from './imports.ts';
import type { Proposal } from './items.ts';
import { keywords } from './keywords.ts';
import { members } from './members.ts';
import { baseEntities, fieldPaths, flowNames, qualifiedNames, slotParts, typeMembers } from './names.ts';
import { type Place, placeAt } from './place.ts';
import { missingEntries, wholeObject } from './required-entries.ts';
import { completionResolver, type CompletionResolver } from './resolve.ts';
import { schedules } from './schedules.ts';
import { snippets } from './snippets.ts';
import { timeZones } from './time-zones.ts';
import { unimported } from './unimported.ts';
import { endpointsByName, unusedInstances } from './unused-instances.ts';
import { literals, valueNames } from './values.ts';

/** Every source of proposals, one function each. */
const sources: readonly ((place: Place) => Proposal[])[] = [
  missingEntries, wholeObject, argumentNames, literals, headerNames, headerValues, timeZones, objectKeys, valueNames, members, unusedInstances, endpointsByName, unimported, fieldPaths, slotParts, baseEntities,
  flowNames, qualifiedNames, typeMembers, attributeNames, importPaths, keywords, snippets,
];

/** Those that look at the disk or load a library; undefined where they have nothing to say. */
const laterSources: readonly ((place: Place, services: LangiumServices, cancelToken?: Cancellation.CancellationToken) => Promise<Proposal[]> | undefined)[] = [schedules, filePaths];

/** Completion in connectors and flows: words by the grammar, everything else by names and types. */
export class PatchbayCompletionProvider implements CompletionProvider {
  readonly completionOptions: CompletionProviderOptions = { triggerCharacters: ['.', "'", '"', '@', '{'] };
  private readonly services: LangiumServices;
  private readonly client: CompletionClient;
  private readonly resolver: CompletionResolver;

  constructor(services: LangiumServices) {
    this.services = services;
    this.client = completionClient(services.shared);
    this.resolver = completionResolver(services.shared);
  }

  getCompletion(document: LangiumDocument, params: CompletionParams, cancelToken?: Cancellation.CancellationToken): MaybePromise<CompletionList | undefined> {
    if (cancelToken?.isCancellationRequested) throw OperationCancelled;
    const place = placeAt(document, document.textDocument.offsetAt(params.position), this.services, semanticsOf(this.services.shared), this.client);
    if (place === undefined || asksForNothing(place, params)) return { isIncomplete: false, items: [] };
    const later = laterSources.flatMap((source) => source(place, this.services, cancelToken) ?? []);
    const proposals = sources.flatMap((source) => source(place));
    if (later.length === 0) return this.list(proposals, place, params);
    return Promise.all(later).then((more) => {
      if (cancelToken?.isCancellationRequested) throw OperationCancelled;
      return this.list([...more.flat(), ...proposals], place, params);
    });
  }

  private list(proposals: readonly Proposal[], place: Place, params: CompletionParams): CompletionList {
    this.resolver.begin();
    const found = new Map<string, CompletionItem>();
    for (const proposal of proposals) {
      // A word and the snippet that begins with it are two.
      const key = proposal.snippetOf === undefined ? proposal.label : `snippet ${proposal.label}`;
      if (!found.has(key)) found.set(key, this.item(proposal, place, found.size, params));
    }
    // The list holds for the whole token: the client filters it while more of it is typed. What is said of the token itself does not.
    return { isIncomplete: proposals.some((one) => one.ofTyped === true), items: [...found.values()] };
  }

  private item({ insert, rank, snippet, documentation, snippetOf: _word, ofTyped: _ofTyped, commitCharacters, ...proposal }: Proposal, place: Place, index: number, params: CompletionParams): CompletionItem {
    const { token, document } = place;
    const hasStops = snippet !== undefined && this.client.snippets;
    const newText = hasStops ? snippet : (insert ?? proposal.label);
    return {
      ...proposal,
      ...this.documented(documentation),
      sortText: `${rank}${String(index).padStart(4, '0')}`,
      insertTextFormat: hasStops ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      ...(newText.includes('\n') && { insertTextMode: InsertTextMode.asIs }),
      ...(commitCharacters !== undefined && this.client.commitCharacters && { commitCharacters }),
      textEdit: this.edit(newText, place, params),
      ...(token.kind === 'text' && { filterText: document.textDocument.getText().charAt(token.start) + (proposal.filterText ?? proposal.label).slice(1) }),
    };
  }

  private documented(documentation: Proposal['documentation']): Pick<CompletionItem, 'documentation' | 'data'> {
    if (documentation === undefined) return {};
    if (typeof documentation !== 'function') return { documentation: this.resolver.shown(documentation) };
    if (this.client.resolves) return { data: this.resolver.later(documentation) };
    const now = documentation();
    // What takes longer is only for those who ask for it.
    return now === undefined || now instanceof Promise ? {} : { documentation: this.resolver.shown(now) };
  }

  /** A text in quotes is replaced whole; of a name what is left of the cursor, or all of it where the client asks for that. */
  private edit(newText: string, { token, document }: Place, { position }: CompletionParams): TextEdit | InsertReplaceEdit {
    const start = document.textDocument.positionAt(token.start);
    const end = document.textDocument.positionAt(token.end);
    if (token.kind === 'text') return { newText, range: { start, end } };
    return this.client.replaces ? { newText, insert: { start, end: position }, replace: { start, end } } : { newText, range: { start, end: position } };
  }
}

/** A brace that is none of a text, or a quote that closes a text: the next key is often the new line, which must not take a proposal. */
function asksForNothing({ token }: Place, { context }: CompletionParams): boolean {
  if (context?.triggerKind !== CompletionTriggerKind.TriggerCharacter) return false;
  if (context.triggerCharacter === '{') return !token.interpolates;
  return (context.triggerCharacter === "'" || context.triggerCharacter === '"') && token.kind !== 'text';
}
