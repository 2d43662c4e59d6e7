// Columns, where the files of the reference have them and nowhere else:
// the values of a connector's head (the lines that follow its `title` or `version` without a blank one), of `…Url` lines in `oauth2`, and of
// `oauth1`, `sigv4` and `certificate`; the `=` of `use` lines; comments at the ends of lines that follow one another.
import type { Layout, Member } from './layout.ts';
import type { Piece } from './pieces.ts';

const head: ReadonlySet<string> = new Set(['Title', 'Version', 'Category', 'Website', 'Icon']);
const mayFollowHead: ReadonlySet<string> = new Set([...head, 'Deprecated', 'Sunset', 'Hosts', 'Base', 'Headers', 'Query', 'Timeout']);
const tables: ReadonlySet<string> = new Set(['OAuth1Property', 'SigV4Property', 'CertificateProperty']);

/** Widens gaps of a layout, in place. */
export function align(pieces: readonly Piece[], layout: Layout): void {
  const byBracket = new Map<number, Member[]>();
  for (const member of layout.members) {
    const members = byBracket.get(member.bracket);
    if (members === undefined) byBracket.set(member.bracket, [member]);
    else members.push(member);
  }
  for (const members of byBracket.values()) {
    let run: Member[] = [];
    for (const member of members) {
      if (run.length > 0 && !(continuesRun(run[0]!, member) && isNextLine(member))) flush();
      if (run.length > 0 || beginsRun(member)) run.push(member);
    }
    flush();
    function flush(): void {
      alignRun(run);
      run = [];
    }
  }
  alignComments(pieces, layout);

  function beginsRun({ first, parent }: Member): boolean {
    const { rule } = pieces[first]!.role!;
    return parent === 'Connector' ? head.has(rule) : tables.has(rule) || rule === 'Use' || isUrl(first);
  }

  function continuesRun(start: Member, { first, parent }: Member): boolean {
    const { rule } = pieces[first]!.role!;
    if (parent === 'Connector') return mayFollowHead.has(rule);
    return rule === pieces[start.first]!.role!.rule && (rule !== 'OAuthProperty' || isUrl(first));
  }

  function isUrl(first: number): boolean {
    return pieces[first]!.role!.rule === 'OAuthProperty' && pieces[first]!.image.endsWith('Url');
  }

  /** No blank line lies before it. */
  function isNextLine({ first }: Member): boolean {
    for (let index = first; index > 0; index--) {
      if (layout.gaps[index]!.lines === 2) return false;
      if (pieces[index - 1]!.role !== undefined) return true;
    }
    return false;
  }

  /** What is padded is the word before the value, or the name before the `=` of a `use`. */
  function alignRun(run: readonly Member[]): void {
    const columns = run.flatMap(({ first }) => {
      const padded = pieces[first]!.role!.rule === 'Use' ? first + 1 : first;
      const gap = layout.gaps[padded + 1];
      return gap === undefined || gap.lines > 0 ? [] : [{ gap, width: pieces[padded]!.image.length }];
    });
    const widest = Math.max(0, ...columns.map(({ width }) => width));
    for (const { gap, width } of columns) gap.spaces = widest - width + 1;
  }
}

interface Line { indent: number; comment?: { index: number; width: number } }

function alignComments(pieces: readonly Piece[], { gaps }: Layout): void {
  let run: Line[] = [];
  let line: Line = { indent: -1 };
  let column = 0;
  const flush = (): void => {
    const widest = Math.max(0, ...run.map(({ comment }) => comment!.width));
    for (const { comment } of run) gaps[comment!.index]!.spaces = widest - comment!.width + 1;
    run = [];
  };
  /** A line is complete: it goes on with the run, begins one, or ends it. */
  const endLine = (): void => {
    if (line.comment === undefined || (run.length > 0 && run[0]!.indent !== line.indent)) flush();
    if (line.comment !== undefined) run.push(line);
  };
  pieces.forEach((piece, index) => {
    const { lines, spaces } = gaps[index]!;
    const isFirst = index === 0 || lines > 0;
    if (isFirst) {
      if (index > 0) endLine();
      if (lines === 2) flush();
      line = { indent: spaces };
      column = 0;
    }
    if (piece.role === undefined && !isFirst && (index + 1 === pieces.length || gaps[index + 1]!.lines > 0)) line.comment = { index, width: column };
    const lastLine = Math.max(piece.image.lastIndexOf('\n'), piece.image.lastIndexOf('\r'));
    column = lastLine < 0 ? column + spaces + piece.image.length : piece.image.length - lastLine - 1;
  });
  endLine();
  flush();
}
