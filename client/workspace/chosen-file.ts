import type { Uri } from 'vscode';
import { ClientError } from '../command.ts';
import type { Host } from '../host.ts';

/** The bytes of a file that the person chose; throws in a sentence where it cannot be read. */
export async function readChosenFile({ vscode, log }: Host, file: Uri): Promise<Uint8Array> {
  try {
    return await vscode.workspace.fs.readFile(file);
  } catch (error) {
    log.warn(`${file.fsPath}: ${String(error)}`);
    throw new ClientError(`${file.fsPath} could not be read: it is not there any more, or you are not allowed to read it.`);
  }
}
