/** One link of a `Link` header (RFC 8288): the target as written, and the relations it has. */
export interface HeaderLink { target: string; rels: string[] }

/** Reads a `Link` header. Quoted values may hold commas and semicolons; what cannot be read is skipped. */
export function parseLinkHeader(text: string): HeaderLink[] {
  const links: HeaderLink[] = [];
  let position = 0;
  for (;;) {
    const open = text.indexOf('<', position);
    if (open === -1) return links;
    const close = text.indexOf('>', open);
    if (close === -1) return links;
    const rels: string[] = [];
    position = close + 1;
    let seen = false;
    for (;;) {
      parameter.lastIndex = position;
      const match = parameter.exec(text);
      if (match === null) break;
      position = parameter.lastIndex;
      const name = match[1]?.toLowerCase();
      // Of several `rel` the first counts (section 3.3).
      if (name !== 'rel' || seen) continue;
      seen = true;
      const value = match[2] !== undefined ? match[2].replaceAll(/\\(.)/g, '$1') : match[3] ?? '';
      rels.push(...value.toLowerCase().split(/\s+/).filter((rel) => rel !== ''));
    }
    links.push({ target: text.slice(open + 1, close).trim(), rels });
  }
}

const parameter = /\s*;\s*([^\s=;,"<>]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/y;

/** The target of `rel="next"`. */
export function nextLink(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  return parseLinkHeader(Array.isArray(header) ? header.join(', ') : header).find((link) => link.rels.includes('next'))?.target;
}
