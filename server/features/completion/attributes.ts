import { AstUtils } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { ast, attributeSections } from '#language';
import { withExample } from '../manual-text.ts';
import { markdown } from '../markdown.ts';
import { type Proposal, ranks } from './items.ts';
import type { Place } from './place.ts';

/** Attributes after a field's type or default that it does not have yet. */
export function attributeNames({ slots, node, token, firstOnLine }: Place): Proposal[] {
  if (!slots.has('attribute') || (token.kind !== 'attribute' && (firstOnLine || slots.has('qualified-name')))) return [];
  const owner = AstUtils.getContainerOfType(node, (one): one is ast.Field | ast.Parameter => ast.isField(one) || ast.isParameter(one));
  const taken = new Set(owner?.attributes.map((one) => one.name));
  return Object.entries(attributeSections).filter(([name]) => !taken.has(name)).map(([name, about]) => ({
    label: `@${name}`, kind: CompletionItemKind.Property, detail: about?.argument === undefined ? 'attribute' : `(${about.argument})`, documentation: markdown(withExample(about?.summary ?? '', about?.examples[0])),
    rank: token.kind === 'attribute' ? ranks.wanted : ranks.type, insert: about?.argument === undefined ? `@${name}` : `@${name}(${about.argument})`,
  }));
}
