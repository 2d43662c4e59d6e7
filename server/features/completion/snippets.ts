import { CompletionItemKind, type MarkupContent } from 'vscode-languageserver-protocol';
import { ast, wordDocumentation } from '#language';
import { snippetsOf } from '../../snippet-files.ts';
import { markdown } from '../markdown.ts';
import { type Proposal, ranks } from './items.ts';
import type { Place } from './place.ts';

/** Whole declarations and steps with tab stops, for editors that have none of their own: VS Code shows the same ones by itself. */
export function snippets(place: Place): Proposal[] {
  if (!place.client.wantsSnippets || place.token.kind === 'text' || place.keywords.length === 0) return [];
  const words = new Map(place.keywords.map(({ word, rule }) => [word, rule]));
  const text = place.document.textDocument.getText();
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', place.token.start - 1) + 1, place.token.start))![0];
  return snippetsOf(ast.isConnectorFile(place.document.parseResult.value) ? 'connector' : 'flow').filter(({ word }) => words.has(word) && place.begins).map(({ prefix, description, body, word }): Proposal => ({
    label: prefix, detail: description, kind: CompletionItemKind.Snippet, rank: ranks.type, snippetOf: word, insert: prefix,
    documentation: documentationOf(word, words.get(word) ?? '', description),
    // Where the client moves lines itself they are not moved twice.
    snippet: body.join(place.client.keepsLines ? `\n${indent}` : '\n'),
  }));
}

/** What the snippet is for, and what the word that it begins with means. */
function documentationOf(word: string, rule: string, description: string): MarkupContent {
  const meaning = wordDocumentation(word, rule);
  return markdown(meaning === undefined ? `${description}.` : `${description}.\n\n\`${word}\`: ${meaning}`);
}
