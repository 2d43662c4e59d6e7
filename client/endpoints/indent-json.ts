const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** JSON with a line for each member, every number spelled as it was: `JSON.parse` would make `10.00` a 10 and lose the end of long ids. */
export function indentJson(text: string): string {
  let indented = '';
  let indent = '';
  let opened = false;
  for (const [token] of text.matchAll(tokens)) {
    const closes = token === '}' || token === ']';
    if (closes) indent = indent.slice(2);
    // An empty object or array stays on its line.
    if (closes ? !opened : opened) indented += `\n${indent}`;
    opened = token === '{' || token === '[';
    if (opened) indent += '  ';
    indented += token === ':' ? ': ' : token === ',' ? `,\n${indent}` : token;
  }
  return indented;
}
