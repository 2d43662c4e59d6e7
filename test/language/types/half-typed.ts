import { readdirSync, readFileSync } from 'node:fs';
import { isExpression } from '../../../language/generated/ast.ts';
import type { WorkspaceFile } from '../../../language/generated/ast.ts';
import { namesIn } from '../../../language/references/names-in.ts';
import { walk } from '../../../language/references/walk.ts';
import { mismatch, mismatchText } from '../../../language/types/assignable.ts';
import { typeText } from '../../../language/types/text.ts';
import { workspaceFileIssues } from '../../../language/workspace/instance-issues.ts';
import type { TestWorkspace } from '../../support/language.ts';

const folder = new URL('../../golden/examples/', import.meta.url);

/** The example workspace of the language, by path. */
export function exampleTexts(): Record<string, string> {
  const names = readdirSync(folder).filter((name) => /\.(?:connector|flow)$|^patchbay\.json$/.test(name)).toSorted();
  return Object.fromEntries(names.map((name) => [`/${name}`, readFileSync(new URL(name, folder), 'utf8')]));
}

/** A text cut off inside of every `step`th word or sign, alone and with the lines that follow. */
export function cutTexts(text: string, step: number): string[] {
  const words = [...text.matchAll(/[A-Za-z_$][\w$]*|\S/g)].filter((_, index) => index % step === 0);
  return words.flatMap((word) => {
    const at = word.index + Math.ceil(word[0].length / 2);
    const line = text.indexOf('\n', at);
    return line < 0 ? [text.slice(0, at)] : [text.slice(0, at), text.slice(0, at) + text.slice(line)];
  });
}

/** Asks everything of a document that checker and editor ask. Throws where something of it does; answers how much was asked. */
export function askEverything({ semantics, document }: TestWorkspace, path: string): number {
  const { types } = semantics;
  const current = document(path);
  let asked = 0;
  for (const use of namesIn(current.parseResult.value)) { semantics.resolve(use.node, use.property, use.index); asked++; }
  walk(current.parseResult.value, (node) => {
    if (!isExpression(node)) return;
    asked++;
    const type = types.typeOf(node);
    typeText(type, { whole: true });
    const wanted = types.expectedType(node);
    if (wanted === undefined) return;
    const reason = mismatch(type, wanted);
    if (reason !== undefined) mismatchText(reason);
    types.conversionsFor(node, wanted);
  });
  semantics.symbolAt(current, current.textDocument.getText().length);
  if (path === '/patchbay.json') workspaceFileIssues(current.parseResult.value as WorkspaceFile, semantics);
  return asked;
}
