import type { ReferencesArguments } from '#server/protocol';
import type { Host } from '../host.ts';

/** Opens the list of places that a code lens of the language server counts. A lens gives plain JSON; VS Code's own command wants its classes. */
export async function showReferences({ vscode }: Pick<Host, 'vscode'>, [uri, position, locations]: ReferencesArguments): Promise<void> {
  const { Uri, Position, Range, Location } = vscode;
  await vscode.commands.executeCommand(
    'editor.action.showReferences',
    Uri.parse(uri),
    new Position(position.line, position.character),
    locations.map(({ uri: file, range: { start, end } }) => new Location(Uri.parse(file), new Range(start.line, start.character, end.line, end.character))),
  );
}
