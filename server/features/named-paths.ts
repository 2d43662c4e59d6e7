import { type AstNode, type CstNode, GrammarUtils } from 'langium';
import { ast } from '#language';

/** A path, and the text in quotes that it stands in. */
export interface NamedPath { path: string; cst: CstNode | undefined }

/** The path of a file that a node names: an import, a table, a script, a fixture, what a flow reads or writes, an icon. Relative to the node's own file. */
export function namedPath(node: AstNode): NamedPath | undefined {
  const property = (name: string, path: string | undefined): NamedPath | undefined => (path ? { path, cst: GrammarUtils.findNodeForProperty(node.$cstNode, name) } : undefined);
  const text = (value: ast.Text | undefined): NamedPath | undefined => (ast.isStringLiteral(value) && value.value !== '' ? { path: value.value, cst: value.$cstNode } : undefined);
  if (ast.isImport(node)) return property('path', node.path);
  if (ast.isTable(node)) return property('file', node.file);
  if (ast.isScriptStep(node)) return property('module', node.module);
  if (ast.isFileContent(node)) return property('file', node.file);
  if (ast.isFromStep(node) || ast.isSendStep(node)) return text(node.file);
  return ast.isIcon(node) ? text(node.text) : undefined;
}
