/** The text of a snippet as it comes: each placeholder with its default, or that of its first mention, each choice with its first. */
export function defaultText(body: readonly string[]): string {
  const text = body.join('\n');
  const defaults = new Map<string, string>();
  let at = 0;
  const read = (until: string | undefined): string => {
    let out = '';
    while (at < text.length && text[at] !== until) {
      const [whole, plain, number, sign] = /^(?:\\([\\$}])|\$(\d+)|\$\{(\d+)([:|}]))/.exec(text.slice(at)) === null ? [] : match(text.slice(at));
      if (whole === undefined) { out += text[at++]; continue; }
      at += whole.length;
      if (plain !== undefined) { out += plain; continue; }
      if (sign === ':') { const value = read('}'); at++; if (!defaults.has(number!)) defaults.set(number!, value); out += value; continue; }
      if (sign === '|') { const end = text.indexOf('|}', at); out += text.slice(at, end).split(',')[0]!; at = end + 2; continue; }
      out += defaults.get(number!) ?? '';
    }
    return out;
  };
  return read(undefined);
}

/** What stands at the beginning: an escaped sign, `$1`, `${1}`, `${1:` or `${1|`. */
function match(text: string): [whole: string, plain: string | undefined, number: string | undefined, sign: string | undefined] {
  const [whole = '', plain, short, number, sign] = /^(?:\\([\\$}])|\$(\d+)|\$\{(\d+)([:|}]))/.exec(text) ?? [];
  return [whole, plain, short ?? number, sign];
}
