import { Cancellation, interruptAndCheck, type LangiumDocument } from 'langium';
import type { CodeActionProvider, LangiumServices } from 'langium/lsp';
import { type CodeAction, CodeActionKind, type CodeActionParams, type Range } from 'vscode-languageserver-protocol';
import { semanticsOf } from '#language';
import { clientOf, hasCommand } from '../client-commands.ts';
import { editCapabilities } from '../rename/workspace-edit.ts';
import { workspaceEditOf } from './edits.ts';
import { type Edit, type Fix, type Problem, problemOf } from './problem.ts';
import { selectionOf } from './selection.ts';
import { first, fixes, last, refactorings } from './table.ts';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.patchbay`;

/** The kinds that the server says it has. */
export const codeActionKinds: readonly string[] = [CodeActionKind.QuickFix, CodeActionKind.RefactorExtract, CodeActionKind.RefactorInline, CodeActionKind.RefactorRewrite, fixAllKind];

/** Ways out of what the checker reports. They are computed from the tree and the types, so that any editor may send what it kept of a diagnostic. */
export class PatchbayCodeActionProvider implements CodeActionProvider {
  private readonly services: LangiumServices;

  constructor(services: LangiumServices) {
    this.services = services;
    // To be asked for before the client connects.
    editCapabilities(services.shared);
    clientOf(services.shared);
  }

  async getCodeActions(document: LangiumDocument, { range, context }: CodeActionParams, token = Cancellation.CancellationToken.None): Promise<CodeAction[]> {
    const wants = (kind: string): boolean => context.only === undefined || context.only.some((one) => one === '' || kind === one || kind.startsWith(`${one}.`));
    const actions: CodeAction[] = [];
    if (wants(CodeActionKind.QuickFix)) {
      for (const problem of this.problems(document, range)) {
        await interruptAndCheck(token);
        actions.push(...fixesOf(problem).map((fix) => this.quickFix(fix, problem)));
      }
    }
    if (context.only === undefined || context.only.some((one) => one === '' || one.startsWith(CodeActionKind.Refactor))) actions.push(...(await this.refactorings(document, range, token)).filter(({ kind }) => wants(kind!)));
    // What changes a whole file is offered where it is asked for.
    if (context.only !== undefined && wants(fixAllKind)) actions.push(...await this.fixAll(document, token));
    return actions;
  }

  private problems(document: LangiumDocument, range?: Range): Problem[] {
    const semantics = semanticsOf(this.services.shared);
    return (document.diagnostics ?? []).filter((one) => range === undefined || touches(one.range, range))
      .flatMap((one) => problemOf(one, document, semantics, (command) => hasCommand(this.services.shared, command)) ?? []);
  }

  private quickFix({ title, edits, command, preferred }: Fix, { diagnostic, document }: Problem): CodeAction {
    return {
      title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], ...(preferred === true && { isPreferred: true }),
      ...(edits !== undefined && { edit: workspaceEditOf(edits, document, this.services.shared) }), ...(command !== undefined && { command }),
    };
  }

  private async refactorings(document: LangiumDocument, range: Range, token: Cancellation.CancellationToken): Promise<CodeAction[]> {
    const selection = selectionOf(document, range, semanticsOf(this.services.shared), (command) => hasCommand(this.services.shared, command));
    const actions: CodeAction[] = [];
    for (const source of refactorings) {
      await interruptAndCheck(token);
      for (const { title, kind, edits, command } of source(selection)) {
        actions.push({ title, kind, ...(edits !== undefined && { edit: workspaceEditOf(edits, document, this.services.shared) }), ...(command !== undefined && { command }) });
      }
    }
    return actions;
  }

  /** One action with every fix of the file that changes nothing of what it means. */
  private async fixAll(document: LangiumDocument, token: Cancellation.CancellationToken): Promise<CodeAction[]> {
    const edits: Edit[] = [];
    const problems: Problem[] = [];
    for (const problem of this.problems(document)) {
      await interruptAndCheck(token);
      const safe = fixesOf(problem).find((fix) => fix.safe === true)?.edits;
      if (safe === undefined || safe.some((edit) => edits.some((other) => edit.start < other.end && other.start < edit.end))) continue;
      edits.push(...safe);
      problems.push(problem);
    }
    if (edits.length === 0) return [];
    return [{ title: 'Fix what can be fixed safely', kind: fixAllKind, diagnostics: problems.map(({ diagnostic }) => diagnostic), edit: workspaceEditOf(edits, document, this.services.shared) }];
  }
}

function fixesOf(problem: Problem): Fix[] {
  const found: Fix[] = [];
  for (const source of [...first, ...(fixes[problem.code] ?? []), ...last]) found.push(...source(problem));
  // One is the obvious way out, or none.
  const preferred = found.find((fix) => fix.preferred === true);
  return found.map((fix) => (fix === preferred ? fix : { ...fix, preferred: false }));
}

function touches(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
