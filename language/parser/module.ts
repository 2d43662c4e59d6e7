import type { LangiumCoreServices, Module, PartialLangiumCoreServices } from 'langium';
import { PatchbayErrorMessages } from './error-messages.ts';
import { PatchbayLexer } from './lexer.ts';
import { createPatchbayCompletionParser, createPatchbayParser } from './parser.ts';
import { PatchbayTokenBuilder } from './token-builder.ts';
import { PatchbayValueConverter } from './value-converter.ts';

/** The parser services of connectors and flows; each language has its own. */
export const parserModule: Module<LangiumCoreServices, PartialLangiumCoreServices> = {
  parser: {
    TokenBuilder: () => new PatchbayTokenBuilder(),
    Lexer: services => new PatchbayLexer(services),
    ValueConverter: () => new PatchbayValueConverter(),
    ParserErrorMessageProvider: services => new PatchbayErrorMessages(services.Grammar),
    LangiumParser: services => createPatchbayParser(services),
    CompletionParser: services => createPatchbayCompletionParser(services),
  },
};
