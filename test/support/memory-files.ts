import { type FileSystemNode, type FileSystemProvider, URI } from 'langium';

/** Files that exist in memory only, by absolute path: what tests of the language give it in place of a disk. */
export class MemoryFiles implements FileSystemProvider {
  readonly texts: Map<string, string>;

  constructor(texts: Record<string, string> = {}) {
    this.texts = new Map(Object.entries(texts));
  }

  async stat(uri: URI): Promise<FileSystemNode> { return this.statSync(uri); }

  statSync(uri: URI): FileSystemNode {
    const isFile = this.texts.has(uri.path);
    const isDirectory = !isFile && [...this.texts.keys()].some((path) => path.startsWith(folder(uri.path)));
    if (!isFile && !isDirectory) throw new Error(`no such file: ${uri.path}`);
    return { isFile, isDirectory, uri };
  }

  async exists(uri: URI): Promise<boolean> { return this.existsSync(uri); }
  existsSync(uri: URI): boolean { return this.texts.has(uri.path); }
  async readBinary(uri: URI): Promise<Uint8Array> { return this.readBinarySync(uri); }
  readBinarySync(uri: URI): Uint8Array { return new TextEncoder().encode(this.readFileSync(uri)); }
  async readFile(uri: URI): Promise<string> { return this.readFileSync(uri); }

  readFileSync(uri: URI): string {
    const text = this.texts.get(uri.path);
    if (text === undefined) throw new Error(`no such file: ${uri.path}`);
    return text;
  }

  async readDirectory(uri: URI): Promise<FileSystemNode[]> { return this.readDirectorySync(uri); }

  readDirectorySync(uri: URI): FileSystemNode[] {
    const prefix = folder(uri.path);
    const names = new Set([...this.texts.keys()].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length).split('/')[0]!));
    return [...names].map((name) => this.statSync(URI.file(prefix + name)));
  }
}

function folder(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
