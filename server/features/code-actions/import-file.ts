import type { LangiumDocument } from 'langium';
import { ast } from '#language';
import { importPath } from '../written-names.ts';
import { lineBreak } from './lines.ts';
import { around, type Edit, type Fix, type FixSource } from './problem.ts';

/** A function, flow or table of another file: that file is imported. */
export const importFile: FixSource = function* (problem): Iterable<Fix> {
  const { node, document, semantics, text, start, end } = problem;
  const name = text.slice(start, end);
  const view = semantics.index.viewOf(node);
  const isFlow = around(problem, ast.isRunStep)?.flow === name || (problem.code === 'unknown-flow' && ast.isTest(node) && node.subject === name);
  const places = isFlow ? view.flows.get(name) : ast.isNameReference(node) || ast.isShorthandEntry(node) ? view.functions.get(name) ?? view.tables.get(name) : undefined;
  const others = [...new Set((places ?? []).map((one) => one.document))].filter((one) => one !== document);
  for (const other of others.slice(0, 5)) {
    const path = importPath(document, other);
    yield { title: `Import '${path}'`, edits: [importOf(path, document, text)], preferred: others.length === 1 };
  }
};

/** Behind the last import, or at the top of the file with a blank line below it. */
export function importOf(path: string, { parseResult }: LangiumDocument, text: string): Edit {
  const root = parseResult.value;
  const last = ast.isFlowFile(root) || ast.isConnectorFile(root) ? root.items.findLast(ast.isImport)?.$cstNode : undefined;
  const br = lineBreak(text);
  if (last !== undefined) return { start: last.end, end: last.end, text: `${br}import '${path}'` };
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  return { start, end: start, text: `import '${path}'${br}${br}` };
}
