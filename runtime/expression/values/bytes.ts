/** Bytes that an expression made; in JSON they are base64. Any `Uint8Array` is a value of type `bytes`. */
export class Bytes extends Uint8Array {
  /** Copies: what a caller goes on changing does not change the value. */
  static of8(source: Uint8Array): Bytes {
    const bytes = new Bytes(source.byteLength);
    bytes.set(source);
    return bytes;
  }

  static ofText(text: string): Bytes {
    return Bytes.of8(Buffer.from(text, 'utf8'));
  }

  text(encoding: 'hex' | 'base64' | 'utf8'): string {
    return bytesText(this, encoding);
  }

  toJSON(): string {
    return bytesText(this, 'base64');
  }
}

export function bytesText(bytes: Uint8Array, encoding: 'hex' | 'base64' | 'utf8'): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(encoding);
}
