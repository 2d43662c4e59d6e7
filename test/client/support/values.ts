/** The value classes of vscode that the client makes, as far as it uses them. */

export class Uri {
  readonly scheme = 'file';
  readonly path: string;
  private constructor(path: string) { this.path = path; }
  get fsPath(): string { return this.path; }
  toString(): string { return `file://${this.path}`; }
  static file(path: string): Uri { return new Uri(path); }
  static parse(text: string): Uri { return new Uri(text.replace(/^file:\/\//, '')); }
  static joinPath(base: Uri, ...segments: string[]): Uri { return new Uri([base.path, ...segments].join('/')); }
}

export class Position {
  readonly line: number;
  readonly character: number;
  constructor(line: number, character: number) { this.line = line; this.character = character; }
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(...args: [Position, Position] | [number, number, number, number]) {
    if (args.length === 2) [this.start, this.end] = args;
    else [this.start, this.end] = [new Position(args[0], args[1]), new Position(args[2], args[3])];
  }
}

export class Location {
  readonly uri: Uri;
  readonly range: Range;
  constructor(uri: Uri, range: Range) { this.uri = uri; this.range = range; }
}

export class Diagnostic {
  source = '';
  code = '';
  readonly range: Range;
  readonly message: string;
  readonly severity: number;
  constructor(range: Range, message: string, severity: number) { this.range = range; this.message = message; this.severity = severity; }
}

export class TreeItem {
  readonly label: string;
  readonly collapsibleState: number;
  constructor(label: string, collapsibleState = 0) { this.label = label; this.collapsibleState = collapsibleState; }
}

export class ThemeIcon { readonly id: string; constructor(id: string) { this.id = id; } }
export class ThemeColor { readonly id: string; constructor(id: string) { this.id = id; } }

export class MarkdownString {
  isTrusted: boolean | undefined;
  supportHtml: boolean | undefined;
  readonly value: string;
  constructor(value: string) { this.value = value; }
}

export class CodeLens {
  readonly range: Range;
  readonly command: unknown;
  constructor(range: Range, command: unknown) { this.range = range; this.command = command; }
}

/** A document over an in-memory file. */
export class Document {
  readonly uri: Uri;
  private text: string;
  saved = true;
  constructor(uri: Uri, text: string) { this.uri = uri; this.text = text; }
  getText(): string { return this.text; }
  set(text: string): void { this.text = text; this.saved = false; }
  positionAt(offset: number): Position {
    const lines = this.text.slice(0, offset).split('\n');
    return new Position(lines.length - 1, lines.at(-1)?.length ?? 0);
  }
  offsetAt({ line, character }: Position): number {
    return this.text.split('\n').slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  }
}

export type Change =
  | { kind: 'create'; uri: Uri; contents: string }
  | { kind: 'delete'; uri: Uri }
  | { kind: 'replace'; uri: Uri; range: Range; text: string };

export class WorkspaceEdit {
  readonly changes: Change[] = [];
  createFile(uri: Uri, { contents }: { contents: Uint8Array }): void { this.changes.push({ kind: 'create', uri, contents: new TextDecoder().decode(contents) }); }
  deleteFile(uri: Uri): void { this.changes.push({ kind: 'delete', uri }); }
  replace(uri: Uri, range: Range, text: string): void { this.changes.push({ kind: 'replace', uri, range, text }); }
}
