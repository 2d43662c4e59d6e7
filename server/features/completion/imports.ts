import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { ast } from '#language';
import { importPath } from '../written-names.ts';
import { type Proposal, ranks } from './items.ts';
import type { Place } from './place.ts';

/** Files of the workspace that an `import` can name: those of its own kind that it does not import yet. */
export function importPaths({ slots, document, semantics, token }: Place): Proposal[] {
  if (!slots.has('import-path')) return [];
  const root = document.parseResult.value as ast.ConnectorFile | ast.FlowFile;
  const isElsewhere = ({ $cstNode: cst }: ast.Import): boolean => cst !== undefined && (cst.end <= token.start || cst.offset >= token.end);
  const taken = new Set(root.items.flatMap((item) => (ast.isImport(item) && isElsewhere(item) ? [item.path] : [])));
  return semantics.index.viewOf(document).documents
    .filter((other) => other !== document && other.parseResult.value.$type === root.$type)
    .map((other) => importPath(document, other))
    .filter((path) => !taken.has(path))
    .map((path) => ({ label: `'${path}'`, kind: CompletionItemKind.File, rank: ranks.wanted }));
}
