import type { Json } from '#runtime';

/** A record as JSON: one line, or indented by so many spaces. */
export function recordLine(record: Json, indent?: number): string {
  return JSON.stringify(record, undefined, indent);
}
