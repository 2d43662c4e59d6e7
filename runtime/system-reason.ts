/** What the system says of a file, without code, call and path: `permission denied` of `EACCES: permission denied, open '/x'`. */
export function systemReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^E[A-Z0-9]+: ([^,]+)/u.exec(message)?.[1] ?? message;
}
