/** A text with a blank in place of the byte order mark that some editors write and hide, and JSON does not know: offsets stay. */
export function blankMark(text: string): string {
  return text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
}
