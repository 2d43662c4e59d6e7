import { type AstNode, AstUtils } from 'langium';
import type { FromStep, GivenReturns, Import, ScriptStep, SendStep, Table, Text } from '../generated/ast.ts';
import type { Semantics } from '../types/semantics.ts';
import type { CheckTable, NodeCheck, Report, Spot } from './check.ts';

// Paths of files lie inside the workspace. SECURITY.md 6: the language never touches one that leads out of it, so only its text is looked at.

/** Why a path may not be used, in words; nothing where it may. `depth`: how many folders below the workspace's own its file lies. */
export function pathProblem(path: string, depth = 0): string | undefined {
  if (path.trim() === '') return 'A path is missing.';
  if (/^[A-Za-z][A-Za-z0-9+.-]+:/.test(path)) return 'A path is one of this workspace, not a URL.';
  if (/^[\\/]/.test(path) || /^[A-Za-z]:/.test(path) || path.startsWith('~')) return 'A path is relative to this file and stays in the workspace: it does not begin with `/`.';
  if (path.includes('\\')) return 'Folders are separated by `/` on every system.';
  if ([...path].some((char) => char < ' ')) return 'A path has no control characters.';
  let at = depth;
  for (const part of path.split('/')) {
    if (part === '..') at--;
    else if (part !== '.' && part !== '') at++;
    if (at < 0) return 'A path stays in the workspace: it does not lead out of it with `..`.';
  }
  return undefined;
}

function check(spot: Spot, path: string | undefined, report: Report, semantics: Semantics): void {
  const problem = path === undefined ? undefined : pathProblem(path, depthOf(spot.node, semantics));
  if (problem !== undefined) report('bad-path', spot, problem);
}

function literal(text: Text | undefined): string | undefined {
  return text?.$type === 'StringLiteral' ? text.value : undefined;
}

/** How many folders below the workspace's own a file lies; without a patchbay.json nobody knows, and any way up may stay inside. */
function depthOf(node: AstNode, semantics: Semantics): number {
  const document = AstUtils.getDocument(node);
  const { root } = semantics.index.viewOf(document);
  return root === '' ? Number.POSITIVE_INFINITY : document.uri.toString().slice(root.length + 1).split('/').length - 1;
}

const imported: NodeCheck<Import> = (node, report, semantics) => {
  if (node.path === undefined) return;
  const spot = { node, property: 'path' };
  const problem = pathProblem(node.path, depthOf(node, semantics));
  if (problem !== undefined) { report('bad-path', spot, problem); return; }
  if (!/\.(connector|flow)$/.test(node.path)) { report('bad-path', spot, 'Another .connector or .flow file is imported: `import \'./common.flow\'`.'); return; }
  const target = semantics.index.imported(node);
  if (target === undefined) report('unknown-file', spot, `There is no file '${node.path}' beside this one.`);
  else if (target.parseResult.value === node.$container) report('circular', spot, 'A file does not import itself.');
};

const from: NodeCheck<FromStep> = (node, report, semantics) => check({ node: node.file ?? node }, literal(node.file), report, semantics);
const send: NodeCheck<SendStep> = (node, report, semantics) => check({ node: node.file ?? node }, literal(node.file), report, semantics);
const table: NodeCheck<Table> = (node, report, semantics) => check({ node, property: 'file' }, node.file, report, semantics);
const script: NodeCheck<ScriptStep> = (node, report, semantics) => check({ node, property: 'module' }, node.module, report, semantics);
const returns: NodeCheck<GivenReturns> = (node, report, semantics) => {
  if (node.value?.$type === 'FileContent') check({ node: node.value, property: 'file' }, node.value.file, report, semantics);
};

export const pathChecks: CheckTable = { Import: [imported], FromStep: [from], SendStep: [send], Table: [table], ScriptStep: [script], GivenReturns: [returns] };
