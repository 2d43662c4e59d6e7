import type { AstNode, LangiumDocument, LangiumSharedCoreServices, ParseResult } from 'langium';
import type { Flow, FlowFile, InstanceReference, Use } from '../generated/ast.ts';
import { documentSymbols } from './document-symbols.ts';

// The trees of a thousand files take ten times what their texts take, and hardly any of them is looked at. Once such a file is checked its
// tree is given back: what others ask of it is kept as an outline, and whoever asks for the tree has the text read again.

/** A place where a flow names a connector and an instance of it; a range as LSP writes it. */
export interface InstanceUse { connector: string | undefined; instance: string | undefined; range: Range | undefined }
type Range = NonNullable<AstNode['$cstNode']>['range'];

/** What a file of flows declares. */
export interface FlowOutline { name: string; uses: readonly InstanceUse[] }

const resting = new WeakMap<LangiumDocument, readonly FlowOutline[]>();
const outlines = new WeakMap<Flow, FlowOutline>();
const unread = new WeakSet<LangiumDocument>();

/** What was kept of a document whose tree was given back; undefined where it is there. */
export function restingFlows(document: LangiumDocument): readonly FlowOutline[] | undefined {
  return resting.get(document);
}

/** The outlines of the flows of a document, in the order of the file; of one whose tree was given back, as they were kept. */
export function flowOutlines(document: LangiumDocument): readonly FlowOutline[] {
  return restingFlows(document) ?? [...documentSymbols(document.parseResult.value).flows.values()].map(flowOutline);
}

function flowOutline(flow: Flow): FlowOutline {
  let outline = outlines.get(flow);
  if (outline === undefined) outlines.set(flow, outline = { name: flow.name, uses: instanceReferences(flow).map(({ connector, instance, $cstNode }) => ({ connector, instance, range: $cstNode?.range })) });
  return outline;
}

/** The instances that a flow names in its `use`s. */
export function instanceReferences(flow: Flow): InstanceReference[] {
  return flow.steps.filter((step): step is Use => step.$type === 'Use').flatMap((use) => use.instances);
}

/** Whether nothing in a document but the names of its flows is known to other files by its nodes. */
export function mayRest({ parseResult: { value } }: LangiumDocument): boolean {
  return value.$type === 'FlowFile' && (value as FlowFile).items.every(({ $type }) => $type === 'Flow' || $type === 'Import');
}

/** Whether a text is such a file by its words alone: those that declare anything else are not in it, not even in a comment. */
export function isFlowsOnly(path: string, text: string): boolean {
  return path.endsWith('.flow') && !/\b(?:extend|function|table|test)\b/.test(text);
}

/** Leaves a document without a tree until somebody asks for it. It has no outline either before that. */
export function leaveUnread(document: LangiumDocument, read: () => ParseResult): void {
  unread.add(document);
  readWhenAsked(document, read);
}

/** Whether a document was never read since it was left unread. */
export function isUnread(document: LangiumDocument): boolean {
  return unread.has(document);
}

type Keeper = (document: LangiumDocument, services: LangiumSharedCoreServices) => void;
const keepers: Keeper[] = [];

/** Has somebody keep what he needs of a tree that is about to be given back. */
export function beforeRest(keep: Keeper): void {
  keepers.push(keep);
}

/** Gives the tree of a document back; `read` reads its text again. Nobody may be at work on a node of it. */
export function rest(document: LangiumDocument, services: LangiumSharedCoreServices, read: (text: string) => ParseResult): void {
  for (const keep of keepers) keep(document, services);
  resting.set(document, flowOutlines(document));
  // As it is now: where an editor changes it, the tree that is asked for then is that of the text before.
  const text = document.textDocument.getText();
  readWhenAsked(document, () => read(text));
}

function readWhenAsked(document: LangiumDocument, read: () => ParseResult): void {
  Object.defineProperty(document, 'parseResult', {
    configurable: true, enumerable: true,
    get(): ParseResult {
      const result = read();
      Object.assign(result.value, { $document: document });
      return wake(document, result);
    },
    set(result: ParseResult) { wake(document, result); },
  });
}

function wake(document: LangiumDocument, value: ParseResult): ParseResult {
  resting.delete(document);
  unread.delete(document);
  Object.defineProperty(document, 'parseResult', { value, writable: true, configurable: true, enumerable: true });
  return value;
}
