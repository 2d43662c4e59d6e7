import { ast, documentSymbols, type NamedSymbol } from '#language';
import { importOf } from '../code-actions/import-file.ts';
import { textEditOf } from '../text-edit.ts';
import { importPath } from '../written-names.ts';
import { type Proposal, ranks, symbolProposal } from './items.ts';
import type { Place } from './place.ts';
import { wantedNames } from './values.ts';

/** As many as one looks through. */
const most = 200;

/** Functions, tables and, after `run`, flows of files that this one does not import yet: whoever takes one gets the `import` line too. Once a letter is typed, for there may be many. */
export function unimported(place: Place): Proposal[] {
  const { slots, token, semantics, document } = place;
  if (token.kind !== 'name' || !ast.isFlowFile(document.parseResult.value)) return [];
  const view = semantics.index.viewOf(document);
  const isValue = slots.has('value') && wantedNames(place) === undefined;
  const kinds: ('function' | 'table' | 'flow')[] = isValue ? ['function', 'table'] : slots.has('flow-name') ? ['flow'] : [];
  const known = [documentSymbols(document.parseResult.value), ...semantics.index.imports(document)];
  const found: Proposal[] = [];
  for (const kind of kinds) {
    for (const [name, places] of view[`${kind}s`]) {
      const [first] = places;
      if (first === undefined || known.some((file) => file[`${kind}s`].has(name)) || (kind === 'flow' && (first.node as ast.Flow).parameters.length === 0)) continue;
      if (found.length >= most) return found;
      found.push(proposal({ kind, name, node: first.node } as NamedSymbol, importPath(document, first.document), place));
    }
  }
  return found;
}

function proposal(symbol: NamedSymbol, path: string, { document, semantics }: Place): Proposal {
  const { textDocument } = document;
  return {
    ...symbolProposal(symbol, semantics, ranks.everyValue), detail: `import '${path}'`, commitCharacters: ['('],
    additionalTextEdits: [textEditOf(importOf(path, document, textDocument.getText()), textDocument)],
  };
}
