import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { membersOf, type Type } from '#language';
import { wordText } from '../manual-text.ts';
import { markdown } from '../markdown.ts';
import { fitsGrant } from './grant-members.ts';
import { type Proposal, ranks } from './items.ts';
import type { Place } from './place.ts';
import { wantedNames } from './values.ts';

/** The words that the grammar knows here, in its order. */
export function keywords(place: Place): Proposal[] {
  const types = place.wanted === undefined ? undefined : membersOf(place.wanted);
  const names = wantedNames(place);
  const found = new Map<string, Proposal>();
  for (const { word, rule } of place.keywords) {
    // Where the name of an endpoint is wanted, no value may stand.
    if (found.has(word) || (names !== undefined && valueWords.has(word))) continue;
    if (!fitsGrant(place, word)) continue;
    const constant = constants[word];
    // In a type a constant is possible, and hardly ever meant.
    if (constant !== undefined && (place.slots.has('qualified-name') || types?.some(constant) === false)) continue;
    const documentation = wordText(word, rule);
    found.set(word, {
      label: word, kind: constant === undefined ? CompletionItemKind.Keyword : CompletionItemKind.Constant, rank: word !== 'null' && types?.some(isBoolean) === true && constant !== undefined ? ranks.wanted : ranks.word,
      ...(documentation !== undefined && { documentation: markdown(documentation) }),
    });
  }
  return [...found.values()];
}

const isBoolean = (type: Type): boolean => (type.kind === 'scalar' && type.name === 'boolean') || (type.kind === 'literal' && type.of === 'boolean');
const fitsBoolean = (type: Type): boolean => type.kind === 'any' || isBoolean(type);
const constants: Record<string, (type: Type) => boolean> = { true: fitsBoolean, false: fitsBoolean, null: (type) => type.kind === 'any' || type.kind === 'null' };
const valueWords: ReadonlySet<string> = new Set(['true', 'false', 'null', 'match', 'reject']);
