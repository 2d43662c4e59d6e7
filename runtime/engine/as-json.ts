import type { Json } from '../ports.ts';

/** The value of a redacted JSON text, for events. Redaction may have taken digits out of a number; then the text is shown as it is. */
export function asJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
