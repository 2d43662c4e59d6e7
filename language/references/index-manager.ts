import { DefaultIndexManager, type LangiumDocument, type URI } from 'langium';
import { ANY_CONNECTOR, ANY_FLOW, ANY_NAME, type Declaring, declaringFiles, type FileRecord, fileRecord, listedKeys, namedKey, placedKeys, providedKeys, wantedKeys } from './dependencies.ts';
import { isUnread } from './resting.ts';

/**
 * Knows which files concern one another, by what they name: after a change exactly those files are checked again that name a changed
 * connector, an instance, an imported file or an extended entity, directly or through what they import. Langium's own index of exported
 * nodes and references is not kept.
 */
export class PatchbayIndexManager extends DefaultIndexManager {
  private readonly records = new Map<string, FileRecord>();
  /** Of deleted files, until their dependents were found. */
  private readonly removed = new Map<string, FileRecord>();
  /** By file, the names in it that nothing declares. */
  private readonly unknown = new Map<string, ReadonlySet<string>>();
  private declaring: Declaring | undefined;
  private wanted = new Map<string, Set<string>>();

  /** Of what is not read yet when it is checked: until then nothing that changes concerns it. */
  override async updateContent(document: LangiumDocument): Promise<void> {
    if (!isUnread(document)) this.set(document);
  }

  /** Whether it was taken in what a document has and wants. */
  knows(document: LangiumDocument): boolean {
    return this.records.has(document.uri.toString());
  }

  /** The names that a document uses and that were not found when it was checked. */
  setUnknown(document: LangiumDocument, names: ReadonlySet<string>): void {
    if (names.size > 0) this.unknown.set(document.uri.toString(), names);
    else this.unknown.delete(document.uri.toString());
  }

  override async updateReferences(): Promise<void> {}

  override remove(uri: URI): void {
    const key = uri.toString();
    const record = this.records.get(key);
    if (record === undefined) return;
    this.removed.set(key, record);
    this.records.delete(key);
    this.unknown.delete(key);
    this.forget();
  }

  override removeContent(): void {}
  override removeReferences(): void {}

  /** By what the changed files were before: what they are now is compared once they are parsed. */
  override isAffected(document: LangiumDocument, changedUris: Set<string>): boolean {
    const provided = new Set<string>();
    for (const uri of changedUris) {
      const record = this.records.get(uri) ?? this.removed.get(uri);
      for (const key of record === undefined ? [`file ${uri}`] : providedKeys(record)) provided.add(key);
    }
    return this.wants(document.uri.toString(), provided);
  }

  /** Takes in what parsed documents have now; answers which of the other documents that concerns and did not before. */
  newlyAffected(parsed: readonly LangiumDocument[], others: Iterable<LangiumDocument>): LangiumDocument[] {
    const provided = new Set<string>();
    const listed = new Map<string, number>();
    const placed = new Map<string, { key: string; more: number }>();
    const count = (record: FileRecord | undefined, by: 1 | -1): void => {
      if (record === undefined) return;
      for (const key of listedKeys(record)) listed.set(key, (listed.get(key) ?? 0) + by);
      for (const [key, place] of placedKeys(record)) placed.set(place, { key, more: (placed.get(place)?.more ?? 0) + by });
    };
    for (const record of this.removed.values()) count(record, -1);
    for (const document of parsed) {
      if (isUnread(document)) continue;
      const before = this.records.get(document.uri.toString());
      const known = new Set(before === undefined ? [] : providedKeys(before));
      count(before, -1);
      const after = this.set(document);
      count(after, 1);
      for (const key of providedKeys(after)) if (!known.has(key)) provided.add(key);
    }
    for (const [key, more] of listed) {
      if (more === 0) continue;
      provided.add(key);
      if (key.startsWith('listed ')) provided.add(ANY_CONNECTOR);
      if (key.startsWith('listed-flow ')) provided.add(ANY_FLOW);
    }
    for (const { key, more } of placed.values()) if (more !== 0) provided.add(key);
    this.removed.clear();
    if (provided.size === 0) return [];
    const built = new Set(parsed);
    return [...others].filter((document) => !built.has(document) && this.wants(document.uri.toString(), provided));
  }

  private set(document: LangiumDocument): FileRecord {
    const record = fileRecord(document);
    const before = this.records.get(record.uri);
    this.records.set(record.uri, record);
    if (before === undefined || JSON.stringify(before) !== JSON.stringify(record)) this.forget();
    return record;
  }

  private forget(): void {
    this.declaring = undefined;
    this.wanted = new Map();
  }

  private wants(uri: string, provided: ReadonlySet<string>): boolean {
    const record = this.records.get(uri);
    if (record === undefined) return false;
    let keys = this.wanted.get(uri);
    if (keys === undefined) {
      keys = wantedKeys(record, this.records, (this.declaring ??= declaringFiles(this.records.values())));
      this.wanted.set(uri, keys);
    }
    for (const key of provided) if (keys.has(key)) return true;
    const unknown = this.unknown.get(uri);
    return unknown !== undefined && (provided.has(ANY_NAME) || [...unknown].some((name) => provided.has(namedKey(name))));
  }
}
