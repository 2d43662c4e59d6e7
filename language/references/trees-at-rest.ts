import { DocumentState, type LangiumDocument, type LangiumSharedCoreServices } from 'langium';
import { mayRest, rest, restingFlows } from './resting.ts';

/**
 * Characters of files of flows that are not open and whose trees are kept nevertheless: the 300 flows that are checked again with each change of a
 * connector are not read again each time. A tree takes 60 to 70 bytes for a character.
 */
const usual = 400_000;

/** Gives back the trees of files that nobody looks at, those first that have not been used for the longest time. */
export class TreesAtRest {
  private readonly services: LangiumSharedCoreServices;
  private keptText = usual;
  /** With the characters of each, those that were used last at the end. */
  private readonly awake = new Map<LangiumDocument, number>();
  private kept = 0;

  constructor(services: LangiumSharedCoreServices) {
    this.services = services;
  }

  /** Keeps trees of so many characters from here on. */
  keep(characters: number): void {
    this.keptText = characters;
  }

  /** A document was checked, or its tree asked for. */
  used(document: LangiumDocument): void {
    this.forget(document);
    const { length } = document.textDocument.getText();
    this.awake.set(document, length);
    this.kept += length;
  }

  /** Gives trees back until those that are left are few enough. Nobody may be at work on a node of theirs. */
  give(): void {
    for (const document of this.awake.keys()) {
      if (this.kept <= this.keptText) return;
      this.forget(document);
      if (!this.isIdle(document)) continue;
      rest(document, this.services, (text) => {
        this.used(document);
        return this.services.ServiceRegistry.getServices(document.uri).parser.LangiumParser.parse(text);
      });
    }
  }

  private forget(document: LangiumDocument): void {
    this.kept -= this.awake.get(document) ?? 0;
    this.awake.delete(document);
  }

  /** What is open in an editor is not: it is looked at by the next request. */
  private isIdle(document: LangiumDocument): boolean {
    const { LangiumDocuments, TextDocuments } = this.services.workspace;
    return document.state === DocumentState.Validated && LangiumDocuments.getDocument(document.uri) === document && TextDocuments?.get(document.uri.toString()) === undefined
      && restingFlows(document) === undefined && mayRest(document);
  }
}
