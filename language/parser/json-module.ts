import type { CstNode, GrammarAST, LangiumCoreServices, Module, PartialLangiumCoreServices, ValueType } from 'langium';
import { DefaultValueConverter } from 'langium';
import { JsonErrorMessages } from './json-messages.ts';
import { JsonLexer } from './json-lexer.ts';
import { createPatchbayCompletionParser, createPatchbayParser } from './parser.ts';
import { ScannedTokenBuilder } from './token-builder.ts';

/** Keys and texts become their values; what is no proper JSON text gives its characters. */
class JsonValueConverter extends DefaultValueConverter {
  protected override runConverter(rule: GrammarAST.AbstractRule, input: string, cstNode: CstNode): ValueType {
    if (rule.name !== 'JSON_STRING' && rule.name !== 'JSON_KEY') return super.runConverter(rule, input, cstNode);
    try {
      return JSON.parse(input) as string;
    } catch {
      return input.slice(1, input.length > 1 && input.endsWith('"') ? -1 : undefined);
    }
  }
}

/** The parser services of patchbay.json. */
export const jsonParserModule: Module<LangiumCoreServices, PartialLangiumCoreServices> = {
  parser: {
    TokenBuilder: () => new ScannedTokenBuilder(),
    Lexer: services => new JsonLexer(services),
    ValueConverter: () => new JsonValueConverter(),
    ParserErrorMessageProvider: () => new JsonErrorMessages(),
    LangiumParser: services => createPatchbayParser(services),
    CompletionParser: services => createPatchbayCompletionParser(services),
  },
};
