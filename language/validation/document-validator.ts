import {
  type Cancellation, DefaultDocumentValidator, DocumentValidator, type LangiumCoreServices, type LangiumDocument, type Module, type PartialLangiumCoreServices, type ValidationOptions,
} from 'langium';
import type { DiagnosticCode } from './codes.ts';
import { withoutIgnored } from './ignore.ts';

type Diagnostic = NonNullable<LangiumDocument['diagnostics']>[number];

/** Puts the code of a syntax error on what lexer and parser report, and leaves out what a comment silences. */
export class PatchbayDocumentValidator extends DefaultDocumentValidator {
  override async validateDocument(document: LangiumDocument, options?: ValidationOptions, cancelToken?: Cancellation.CancellationToken): Promise<Diagnostic[]> {
    const found = await super.validateDocument(document, options, cancelToken);
    for (const diagnostic of found) {
      const code: unknown = (diagnostic.data as { code?: unknown } | undefined)?.code;
      if (diagnostic.code === undefined && syntaxCodes.has(code)) diagnostic.code = 'syntax' satisfies DiagnosticCode;
    }
    return withoutIgnored(document, found, this.getSource());
  }
}

const syntaxCodes: ReadonlySet<unknown> = new Set([DocumentValidator.LexingError, DocumentValidator.ParsingError]);

/** The validator of the three languages. */
export const validationModule: Module<LangiumCoreServices, PartialLangiumCoreServices> = {
  validation: { DocumentValidator: (services: LangiumCoreServices) => new PatchbayDocumentValidator(services) },
};
