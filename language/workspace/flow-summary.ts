import { AstUtils, type LangiumDocument } from 'langium';
import type { Flow, Trigger } from '../generated/ast.ts';
import { documentSymbols } from '../references/document-symbols.ts';
import { commentText } from '../references/documentation.ts';
import { beforeRest, instanceReferences } from '../references/resting.ts';
import type { FlowEntry } from '../references/workspace-index.ts';
import { type Semantics, semanticsOf } from '../types/semantics.ts';
import { reachOfFlow } from '../validation/reach.ts';
import { formField, given } from './form-fields.ts';
import type { FlowSummary, Place } from './model.ts';

/** What a flow says of itself, and the stretches of text that a run of it needs: with them its errors are counted without its tree. */
interface KnownFlow {
  summary: Omit<FlowSummary, 'errors' | 'place'> & { place: Omit<Place, 'file'> };
  reach: { document: LangiumDocument; start: number; end: number }[];
}

/** Holds for one check of a file: that is checked again whenever anything changes that it depends on. */
const known = new WeakMap<LangiumDocument, { diagnostics: unknown; flows: Map<string, KnownFlow> }>();

/** The offsets of the errors of documents that have any. */
export function errorsOf(documents: readonly LangiumDocument[]): Map<LangiumDocument, number[]> {
  const errors = new Map<LangiumDocument, number[]>();
  for (const document of documents) {
    const found = (document.diagnostics ?? []).filter(({ severity }) => (severity ?? 1) === 1);
    if (found.length > 0) errors.set(document, found.map(({ range }) => document.textDocument.offsetAt(range.start)));
  }
  return errors;
}

/** What views, forms and the command line show of a flow, with the errors in what a run of it needs. */
export function summaryOf(flow: FlowEntry, semantics: Semantics, pathOf: (document: LangiumDocument) => string, errors: ReadonlyMap<LangiumDocument, readonly number[]>): FlowSummary {
  const { name, document } = flow;
  const { summary, reach } = knownOf(document, name) ?? keep(document, flow.node, semantics);
  const inReach = new Map<LangiumDocument, Set<number>>();
  for (const { document: other, start, end } of reach) {
    const own = inReach.get(other) ?? new Set<number>();
    inReach.set(other, own);
    errors.get(other)?.forEach((offset, index) => { if (offset >= start && offset <= end) own.add(index); });
  }
  return { ...summary, place: { file: pathOf(document), ...summary.place }, errors: [...inReach.values()].reduce((sum, { size }) => sum + size, 0) };
}

function knownOf(document: LangiumDocument, name: string): KnownFlow | undefined {
  const all = known.get(document);
  return all !== undefined && all.diagnostics === document.diagnostics ? all.flows.get(name) : undefined;
}

function keep(document: LangiumDocument, flow: Flow, semantics: Semantics): KnownFlow {
  const made = knownFlow(flow, semantics);
  const { diagnostics } = document;
  if (diagnostics === undefined) return made;
  let all = known.get(document);
  if (all?.diagnostics !== diagnostics) known.set(document, all = { diagnostics, flows: new Map() });
  all.flows.set(flow.name, made);
  return made;
}

let isKeeping = false;

/** From here on what is shown of a flow is worked out before its tree is given back: whoever lists the flows again and again would have all of them read again. */
export function keepSummaries(): void {
  if (isKeeping) return;
  isKeeping = true;
  beforeRest((document, services) => {
    for (const flow of documentSymbols(document.parseResult.value).flows.values()) if (knownOf(document, flow.name) === undefined) keep(document, flow, semanticsOf(services));
  });
}

function knownFlow(flow: Flow, { types }: Semantics): KnownFlow {
  const inputs = [...flow.parameters, ...flow.steps.flatMap((step) => (step.$type === 'Input' && step.field !== undefined ? [step.field] : []))];
  const triggers = flow.steps.filter((step): step is Trigger => step.$type === 'Trigger');
  const start = flow.$cstNode?.range.start;
  return {
    summary: {
      name: flow.name, place: { line: (start?.line ?? 0) + 1, column: (start?.character ?? 0) + 1 }, ...given('documentation', commentText(flow)),
      inputs: inputs.map((node) => formField(node, types, false)),
      instances: [...new Set(instanceReferences(flow).flatMap((reference) => (reference.instance === undefined ? [] : [reference.instance])))],
      triggers: triggers.map((trigger) => (trigger.$cstNode?.text ?? '').replace(/^trigger\s+/, '').replace(/\s+/g, ' ')),
    },
    reach: reachOfFlow(flow, types).flatMap((node) => (node.$cstNode === undefined ? [] : [{ document: AstUtils.getDocument(node), start: node.$cstNode.offset, end: node.$cstNode.end }])),
  };
}
