import { AstUtils, type FileSystemProvider, UriUtils } from 'langium';
import type { Icon } from '../generated/ast.ts';
import { installedConnector } from '../references/installed.ts';
import type { CheckTable, NodeCheck } from './check.ts';
import { pathProblem } from './paths.ts';

/**
 * A picture that is named and is not there. Only where files can be looked for at all: a connector that is itself not on the disk (not saved
 * yet, of a test) says nothing about what lies beside it.
 */
export function iconChecks(files: () => FileSystemProvider): CheckTable {
  const icon: NodeCheck<Icon> = (node, report, semantics) => {
    const name = node.text?.$type === 'StringLiteral' ? node.text.value : undefined;
    // What leads out of the folder is told as that, and never touched.
    if (name === undefined || pathProblem(name) !== undefined) return;
    const document = AstUtils.getDocument(node);
    // Installed ones come without it: their picture is shown out of the package.
    if (installedConnector(document, semantics.index) !== undefined) return;
    const { uri } = document;
    const picture = UriUtils.resolvePath(UriUtils.dirname(uri), name);
    if (uri.scheme !== 'file' || !isThere(uri, files()) || isThere(picture, files())) return;
    report('missing-icon', { node: node.text }, `There is no file '${name}' beside this one: lists show no picture.`, { data: { path: name } });
  };
  return { Icon: [icon] };
}

function isThere(uri: Parameters<FileSystemProvider['existsSync']>[0], files: FileSystemProvider): boolean {
  try {
    return files.existsSync(uri);
  } catch {
    return false;
  }
}
