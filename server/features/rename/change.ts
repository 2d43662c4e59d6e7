import type { LangiumDocument, URI } from 'langium';

/** A stretch of a document's text that is replaced. Offsets are from 0. */
export interface Change {
  document: LangiumDocument;
  start: number;
  end: number;
  newText: string;
  /** Where the new name begins in `newText`, its quotes included; absent where what is replaced is no name: the path of an import. */
  nameAt?: number;
}

/** Everything that a rename does. */
export interface RenamePlan {
  from: string;
  to: string;
  changes: Change[];
  /** A file that gets another name, once its text is changed. */
  file?: { document: LangiumDocument; to: URI };
}

/** The changes of one document in order, with what they add up to: from an old offset to the new one, and back. */
export interface Shift {
  apply(text: string): string;
  /** The new offset of the name that a change writes. */
  nameOffset(change: Change): number;
  /** The offset before, for one outside of what was replaced. */
  before(offset: number): number;
}

/** How the changes of one document move its text. */
export function shiftOf(changes: readonly Change[]): Shift {
  const ordered = changes.toSorted((a, b) => a.start - b.start);
  const grown = (change: Change): number => change.newText.length - (change.end - change.start);
  return {
    apply(text) {
      let result = '';
      let at = 0;
      for (const change of ordered) {
        result += text.slice(at, change.start) + change.newText;
        at = change.end;
      }
      return result + text.slice(at);
    },
    nameOffset(change) {
      let offset = change.start + (change.nameAt ?? 0);
      for (const other of ordered) if (other.start < change.start) offset += grown(other);
      return offset;
    },
    before(offset) {
      let old = offset;
      for (const change of ordered) if (change.start + change.newText.length <= old) old -= grown(change);
      return old;
    },
  };
}

/** The changes of each document. */
export function byDocument(changes: readonly Change[]): Map<LangiumDocument, Change[]> {
  const found = new Map<LangiumDocument, Change[]>();
  for (const change of changes) found.set(change.document, [...(found.get(change.document) ?? []), change]);
  return found;
}
