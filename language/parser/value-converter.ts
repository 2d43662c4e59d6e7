import type { CstNode, GrammarAST, ValueType } from 'langium';
import { DefaultValueConverter } from 'langium';
import { textValue } from './text-values.ts';

/**
 * Texts become their values; a number stays as it is written, exact at any size, but for a count, which is a JavaScript number; an
 * attribute loses its `@`.
 */
export class PatchbayValueConverter extends DefaultValueConverter {
  protected override runConverter(rule: GrammarAST.AbstractRule, input: string, cstNode: CstNode): ValueType {
    switch (rule.name) {
      case 'STRING': case 'TRIPLE': return textValue(input);
      case 'ATTRIBUTE': return input.slice(1);
      case 'ID': case 'INT': case 'DECIMAL': case 'DURATION': case 'VERSION': case 'TEXT_CHUNK': case 'TEXT_OPEN': return input;
      default: return super.runConverter(rule, input, cstNode);
    }
  }
}
