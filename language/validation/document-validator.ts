import {
  type AstNode, type Cancellation, DefaultDocumentValidator, DocumentValidator, interruptAndCheck, type LangiumCoreServices, type LangiumDocument, type Module, type PartialLangiumCoreServices, type ValidationAcceptor,
  type ValidationCheck, type ValidationOptions, ValidationRegistry,
} from 'langium';
import { walk } from '../references/walk.ts';
import type { DiagnosticCode } from './codes.ts';
import { withoutIgnored } from './ignore.ts';
import { comparisonsOfFile, countedFor } from './suggestion.ts';

type Diagnostic = NonNullable<LangiumDocument['diagnostics']>[number];

/** Puts the code of a syntax error on what lexer and parser report, and leaves out what a comment silences. */
export class PatchbayDocumentValidator extends DefaultDocumentValidator {
  override async validateDocument(document: LangiumDocument, options?: ValidationOptions, cancelToken?: Cancellation.CancellationToken): Promise<Diagnostic[]> {
    const found = await super.validateDocument(document, options, cancelToken);
    for (const diagnostic of found) {
      const code: unknown = (diagnostic.data as { code?: unknown } | undefined)?.code;
      if (diagnostic.code === undefined && syntaxCodes.has(code)) diagnostic.code = syntaxCode;
    }
    return withoutIgnored(document, withoutFollowing(found), this.getSource()).map(onOneLine);
  }

  /**
   * One walk for all checks. Langium's own waits for the event loop at each node, which costs more than most checks; here the promises of
   * a stretch are awaited together, and then it is asked whether the file has changed.
   */
  protected override async validateAstNodes(root: AstNode, options: ValidationOptions, accept: ValidationAcceptor, cancelToken: Cancellation.CancellationToken): Promise<void> {
    const checks = new Map<string, ValidationCheck[]>();
    const comparisons = comparisonsOfFile();
    const nodes: AstNode[] = [];
    walk(root, (node) => { nodes.push(node); });
    let running: unknown[] = [];
    let done = 0;
    for (let index = 0; index < nodes.length; index++) {
      const node = nodes[index]!;
      let own = checks.get(node.$type);
      if (own === undefined) {
        own = this.validationRegistry.getChecks(node.$type, options.categories).toArray();
        checks.set(node.$type, own);
      }
      for (const check of own) {
        const waits: unknown = countedFor(comparisons, () => check(node, accept, cancelToken));
        if (waits !== undefined) running.push(waits);
      }
      done += own.length;
      if (done < stretch && index < nodes.length - 1) continue;
      if (running.length > 0) await Promise.all(running);
      running = [];
      done = 0;
      await interruptAndCheck(cancelToken);
    }
  }
}

/** A message is one line of text: what it cites of the file may hold line breaks and signs that a terminal takes as orders. */
function onOneLine(diagnostic: Diagnostic): Diagnostic {
  if (typeof diagnostic.message === 'string') diagnostic.message = visible(diagnostic.message);
  return diagnostic;
}

function visible(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (sign) => (sign === '\n' ? '\\n' : sign === '\r' ? '\\r' : sign === '\t' ? '\\t' : `\\u{${sign.codePointAt(0)!.toString(16)}}`));
}

/** Langium's registry, without a promise for each check of each node: nearly all of ours answer at once. */
class PatchbayValidationRegistry extends ValidationRegistry {
  protected override wrapValidationException(check: ValidationCheck, thisObj: unknown): ValidationCheck {
    return (node, accept, cancelToken) => {
      const failed = (error: unknown): Promise<void> => this.handleException(() => { throw error; }, 'An error occurred during validation', accept, node);
      try {
        const waits = check.call(thisObj, node, accept, cancelToken);
        return waits instanceof Promise ? waits.catch(failed) : undefined;
      } catch (error) {
        return failed(error);
      }
    };
  }
}

/** What is said of a word or text that is itself no right syntax would follow from that: a text without an end, a name that is misplaced. */
function withoutFollowing(diagnostics: Diagnostic[]): Diagnostic[] {
  const syntax = new Set(diagnostics.flatMap((one) => (one.code === syntaxCode ? [`${one.range.start.line}:${one.range.start.character}`] : [])));
  if (syntax.size === 0) return diagnostics;
  return diagnostics.filter((one) => one.code === syntaxCode || !syntax.has(`${one.range.start.line}:${one.range.start.character}`));
}

/** Checks that run before it is asked whether to go on: about a millisecond. */
const stretch = 200;

const syntaxCode = 'syntax' satisfies DiagnosticCode;
const syntaxCodes: ReadonlySet<unknown> = new Set([DocumentValidator.LexingError, DocumentValidator.ParsingError]);

/** The validator of the three languages. */
export const validationModule: Module<LangiumCoreServices, PartialLangiumCoreServices> = {
  validation: {
    DocumentValidator: (services: LangiumCoreServices) => new PatchbayDocumentValidator(services),
    ValidationRegistry: (services: LangiumCoreServices) => new PatchbayValidationRegistry(services),
  },
};
