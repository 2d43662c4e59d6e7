import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { membersOf, type Semantics, type Type } from '#language';
import { isName } from '../written-names.ts';
import { fieldDetail, type Proposal, ranks, symbolProposal } from './items.ts';

/** The fields of a record that can be written after a dot. */
export function fieldsOf(type: Type, semantics: Semantics): Proposal[] {
  const found = new Map<string, Proposal>();
  for (const member of membersOf(type)) {
    if (member.kind !== 'object') continue;
    for (const field of member.fields.values()) {
      if (found.has(field.name) || !isName(field.name)) continue;
      const symbol = semantics.member(member, field.name);
      const base: Proposal = symbol === undefined ? { label: field.name, kind: CompletionItemKind.Field, rank: ranks.name } : symbolProposal(symbol, semantics);
      found.set(field.name, { ...base, detail: fieldDetail(field), commitCharacters: ['.'] });
    }
  }
  return [...found.values()];
}
