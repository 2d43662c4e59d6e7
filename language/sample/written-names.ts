/** Whether a text can stand as a name, without quotes. */
export const isName = (text: string): boolean => /^[A-Za-z_$][\w$]*$/.test(text);

/** A text in quotes of that kind. */
export function inQuotes(text: string, quote: string): string {
  const escaped = text.replaceAll('\\', String.raw`\\`).replaceAll(quote, `\\${quote}`);
  return `${quote}${quote === '"' ? escaped.replaceAll('{', String.raw`\{`) : escaped}${quote}`;
}

/** A key of an object as it is written. */
export function keyText(name: string): string {
  return isName(name) ? name : inQuotes(name, "'");
}
