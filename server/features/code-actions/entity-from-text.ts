import { ast, describeSample, entityTexts, freeName } from '#language';
import { entityNamesIn } from '../sample/entity-from-sample.ts';
import { indentAt, lineBreak } from './lines.ts';
import type { Refactoring, RefactoringSource } from './selection.ts';

/** As much as somebody pastes to have it changed; it is read with every move of the selection. */
const longest = 500_000;

/** JSON that was pasted into a connector, selected: the entities that describe it stand in its place. */
export const entityFromText: RefactoringSource = function* ({ document, text, start, end }): Iterable<Refactoring> {
  const selected = text.slice(start, end);
  // An object of the language may look like JSON: keys and texts of an expression are hardly ever all in double quotes.
  if (!ast.isConnectorFile(document.parseResult.value) || end - start > longest || !/^(?:\[\s*)?\{\s*"/.test(selected)) return;
  const taken = entityNamesIn(document);
  const name = wantedName(document) ?? freeName('Sample', taken);
  const found = describeSample(selected, name, taken);
  if ('problem' in found) return;
  yield { title: `Create the entity \`${name}\` from this JSON`, kind: 'refactor.rewrite', edits: [{ start, end, text: entityTexts(found.entities, indentAt(text, start), lineBreak(text)) }] };
};

/** The only entity that the file names and nobody declares. */
function wantedName({ diagnostics }: Parameters<typeof entityNamesIn>[0]): string | undefined {
  const names = new Set((diagnostics ?? []).flatMap(({ code, data }) => { const name = (data as { name?: unknown } | undefined)?.name; return code === 'unknown-entity' && typeof name === 'string' && /^[A-Z][\w$]*$/.test(name) ? [name] : []; }));
  return names.size === 1 ? [...names][0] : undefined;
}
