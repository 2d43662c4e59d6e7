// TypeScript's library does not declare JSON.rawJSON yet (TC39 "JSON.parse source text access", in Node since 21).
declare global {
  interface JSON {
    /** A value that JSON.stringify writes as exactly this text; only primitives are allowed. */
    rawJSON(text: string): unknown;
  }
}

/** What `toJSON` returns so that JSON.stringify writes just these digits. */
export function rawNumber(text: string): unknown {
  return JSON.rawJSON(text);
}
