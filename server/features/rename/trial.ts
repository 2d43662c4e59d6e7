import { Cancellation, DocumentState, type LangiumDocument, type LangiumSharedCoreServices, UriUtils } from 'langium';
import { createPatchbayServices, type NamedSymbol, type Semantics, semanticsOf, type SymbolUse } from '#language';
import { usesOfSymbol } from '../symbol-uses.ts';
import { byDocument, type RenamePlan, type Shift, shiftOf } from './change.ts';

// A rename is tried before it is offered: its changes are made in a workspace that nobody sees, in which
// 1. every place that was renamed means the symbol,
// 2. nothing else means it that meant something else before,
// 3. no file has an error that it did not have.
// So a name that something nearer has, a word that is a keyword at one of the places, and whatever else the checker knows are found by
// the checker itself, and no second set of rules can drift away from it.

type Diagnostic = NonNullable<LangiumDocument['diagnostics']>[number];

interface Trial {
  services: ReturnType<typeof createPatchbayServices>;
  semantics: Semantics;
  /** The changed document of each one that has changes. */
  changed: Map<LangiumDocument, LangiumDocument>;
  shifts: Map<LangiumDocument, Shift>;
}

/** What a rename would break, as a sentence; undefined where it is sound. Throws `OperationCancelled`. */
export async function problemWith(plan: RenamePlan, symbol: NamedSymbol, shared: LangiumSharedCoreServices, token: Cancellation.CancellationToken = Cancellation.CancellationToken.None): Promise<string | undefined> {
  const trial = makeTrial(plan, shared);
  return await changedMeaning(plan, trial, shared, token) ?? await newError(plan, symbol, trial, shared, token);
}

/** The same workspace with the changes made. Documents without changes are shared, so only few are parsed. */
function makeTrial(plan: RenamePlan, shared: LangiumSharedCoreServices): Trial {
  const services = createPatchbayServices();
  const { LangiumDocuments } = services.shared.workspace;
  const changes = byDocument(plan.changes);
  const changed = new Map<LangiumDocument, LangiumDocument>();
  const shifts = new Map<LangiumDocument, Shift>();
  for (const document of shared.workspace.LangiumDocuments.all) {
    const own = changes.get(document);
    const uri = plan.file?.document === document ? plan.file.to : document.uri;
    if (own === undefined && uri === document.uri) { LangiumDocuments.addDocument(document); continue; }
    const shift = shiftOf(own ?? []);
    // The parsers are those of the real workspace: to make new ones takes longer than everything else here.
    const copy = shared.workspace.LangiumDocumentFactory.fromString(shift.apply(document.textDocument.getText()), uri);
    LangiumDocuments.addDocument(copy);
    changed.set(document, copy);
    shifts.set(document, shift);
  }
  return { services, semantics: semanticsOf(services.shared), changed, shifts };
}

async function changedMeaning(plan: RenamePlan, { semantics, changed, shifts }: Trial, shared: LangiumSharedCoreServices, token: Cancellation.CancellationToken): Promise<string | undefined> {
  const cannot = `\`${plan.from}\` cannot be renamed to \`${plan.to}\``;
  const spots = plan.changes.filter((change) => change.nameAt !== undefined).map((change) => ({ document: changed.get(change.document)!, offset: shifts.get(change.document)!.nameOffset(change) }));
  const keyOf = (document: LangiumDocument, offset: number): string => `${document.uri.toString()} ${offset}`;
  const renamed = new Set(spots.map(({ document, offset }) => keyOf(document, offset)));
  const found = new Map<string, SymbolUse>();
  for (const { document, offset } of spots) {
    if (found.has(keyOf(document, offset))) continue;
    const symbol = semantics.symbolAt(document, offset)?.symbol;
    if (symbol?.node === undefined || symbol.name !== plan.to) return `${cannot}: ${placeText(document, offset)} it would not be read as a name.`;
    const { uses } = await usesOfSymbol(symbol, semantics, { token });
    const isOurs = uses.some((use) => use.declaration && use.cst !== undefined && renamed.has(keyOf(use.document, use.cst.offset)));
    if (!isOurs) return `${cannot}: ${placeText(document, offset)} \`${plan.to}\` means something else. Choose another name.`;
    for (const use of uses) if (use.cst !== undefined) found.set(keyOf(use.document, use.cst.offset), use);
    if (!found.has(keyOf(document, offset))) return `${cannot}: ${placeText(document, offset)} \`${plan.to}\` means something else. Choose another name.`;
  }
  for (const key of renamed) found.delete(key);
  const originals = new Map([...changed].map(([before, after]) => [after, before]));
  const real = semanticsOf(shared);
  for (const use of found.values()) {
    const before = originals.get(use.document) ?? use.document;
    const old = real.symbolAt(before, shifts.get(before)?.before(use.cst!.offset) ?? use.cst!.offset);
    // What nobody knew before may be meant: first it was used by its new name, now it gets it.
    if (old?.symbol !== undefined) return `${cannot}: ${placeText(use.document, use.cst!.offset)} \`${plan.to}\` is something else, and would then mean this. Choose another name.`;
  }
  return undefined;
}

/** The first error that comes with the changes, in what has changed and in what depends on it. */
async function newError(plan: RenamePlan, symbol: NamedSymbol, trial: Trial, shared: LangiumSharedCoreServices, token: Cancellation.CancellationToken): Promise<string | undefined> {
  for (const [before, after] of [...trial.changed, ...dependents(symbol, trial, shared)]) {
    const now = errorsOf(await validator(trial.services.shared, after).validateDocument(after, {}, token));
    if (now.length === 0) continue;
    const then = errorsOf(before.state >= DocumentState.Validated && before.diagnostics !== undefined ? before.diagnostics : await validator(shared, before).validateDocument(before, {}, token));
    const counts = new Map<unknown, number>();
    for (const error of then) counts.set(error.code, (counts.get(error.code) ?? 0) + 1);
    for (const error of now) {
      const left = counts.get(error.code) ?? 0;
      counts.set(error.code, left - 1);
      if (left <= 0) return `\`${plan.from}\` cannot be renamed to \`${plan.to}\`: ${placeText(after, after.textDocument.offsetAt(error.range.start))} it would be an error. ${messageOf(error)}`;
    }
  }
  return undefined;
}

/** Documents that stay as they are and are checked again, because they name what has changed. */
function dependents(symbol: NamedSymbol, { changed }: Trial, shared: LangiumSharedCoreServices): [LangiumDocument, LangiumDocument][] {
  if (symbol.kind === 'step' || symbol.kind === 'local') return [];
  const uris = new Set([...changed.keys()].map((document) => document.uri.toString()));
  const { IndexManager, LangiumDocuments } = shared.workspace;
  return LangiumDocuments.all.filter((document) => !changed.has(document) && IndexManager.isAffected(document, uris)).map((document): [LangiumDocument, LangiumDocument] => [document, document]).toArray();
}

function validator(shared: LangiumSharedCoreServices, document: LangiumDocument) {
  return shared.ServiceRegistry.getServices(document.uri).validation.DocumentValidator;
}

function errorsOf(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter((one) => one.severity === 1);
}

function messageOf({ message }: Diagnostic): string {
  return typeof message === 'string' ? message : message.value;
}

function placeText(document: LangiumDocument, offset: number): string {
  return `in line ${document.textDocument.positionAt(offset).line + 1} of ${UriUtils.basename(document.uri)}`;
}
