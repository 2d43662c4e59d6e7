/** A record's JSON text on several lines, indented by two spaces; its digits, order and escapes stay as they are. */
export function indented(text: string): string {
  let depth = 0;
  let result = '';
  const line = (): string => `\n${'  '.repeat(depth)}`;
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/gu) ?? [];
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    if (token === '}' || token === ']') {
      depth--;
      result += before === '{' || before === '[' ? token : line() + token;
      continue;
    }
    if (before === '{' || before === '[') result += line();
    result += token;
    if (token === '{' || token === '[') depth++;
    else if (token === ',') result += line();
    else if (token === ':') result += ' ';
  }
  return result;
}
