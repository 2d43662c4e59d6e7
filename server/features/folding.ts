import type { LangiumDocument } from 'langium';
import type { FoldingRangeProvider, LangiumServices } from 'langium/lsp';
import { type FoldingRange, FoldingRangeKind, type FoldingRangeParams } from 'vscode-languageserver-protocol';

type Lexed = ReturnType<LangiumServices['parser']['Lexer']['tokenize']>;
type Token = Lexed['tokens'][number];

const closings: Readonly<Record<string, string>> = { '{': '}', '[': ']', TOUCHING: ']', '(': ')', INTERP_OPEN: 'INTERP_CLOSE', TEXT_OPEN: 'TEXT_CLOSE' };
const closers: ReadonlySet<string> = new Set(Object.values(closings));

/**
 * What stands in brackets over several lines, long texts, comments, imports one below the other, and what is between `// #region` and
 * `// #endregion`. Found by the tokens, so that the rest of a file that is half typed folds as before.
 */
export class PatchbayFoldingRangeProvider implements FoldingRangeProvider {
  private readonly services: LangiumServices;

  constructor(services: LangiumServices) {
    this.services = services;
  }

  getFoldingRanges(document: LangiumDocument, _params: FoldingRangeParams): FoldingRange[] {
    const lexed = this.services.parser.Lexer.tokenize(document.textDocument.getText());
    const ranges = [...brackets(lexed.tokens), ...comments(lexed.hidden, lexed.tokens), ...imports(lexed.tokens)];
    // An editor shows one range a line: the one that hides most, which the brackets around come before.
    const byLine = new Map<number, FoldingRange>();
    for (const range of ranges) {
      const other = byLine.get(range.startLine);
      if (other === undefined || other.endLine < range.endLine) byLine.set(range.startLine, range);
    }
    return [...byLine.values()].sort((a, b) => a.startLine - b.startLine);
  }
}

// Lines of tokens are from 1, those of ranges from 0.
const startLine = (token: Token): number => (token.startLine ?? 1) - 1;
const endLine = (token: Token): number => (token.endLine ?? token.startLine ?? 1) - 1;

function brackets(tokens: readonly Token[]): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const open: Token[] = [];
  let lineBefore = -1;
  /** The first token of each line where it closes something: that line stays to be seen. */
  const closedFirst = new Set<number>();
  for (const [index, token] of tokens.entries()) {
    const type = token.tokenType.name;
    if (closers.has(type) && (startLine(token) !== lineBefore || (type === 'TEXT_CLOSE' && /\n[ \t]*$/.test(tokens[index - 1]?.image ?? '')))) closedFirst.add(startLine(token));
    lineBefore = endLine(token);
    if (closings[type] !== undefined) open.push(token);
    else if (closers.has(type)) {
      const at = open.findLastIndex((one) => closings[one.tokenType.name] === type);
      if (at < 0) continue;
      const opening = open[at]!;
      open.length = at;
      push(ranges, startLine(opening), closedFirst.has(startLine(token)) ? startLine(token) - 1 : startLine(token));
    } else if (type === 'TRIPLE' && endLine(token) > startLine(token)) {
      push(ranges, startLine(token), /\n[ \t]*('''|""")$/.test(token.image) ? endLine(token) - 1 : endLine(token));
    }
  }
  return ranges;
}

function comments(hidden: readonly Token[], tokens: readonly Token[]): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const regions: number[] = [];
  const code = new Set(tokens.map(startLine));
  let from = -1;
  let until = -2;
  for (const token of hidden) {
    const { image } = token;
    if (image.startsWith('/*')) {
      push(ranges, startLine(token), endLine(token), FoldingRangeKind.Comment);
      continue;
    }
    if (!image.startsWith('//')) continue;
    const line = startLine(token);
    if (/^\/\/\s*#region\b/.test(image)) regions.push(line);
    else if (/^\/\/\s*#endregion\b/.test(image)) {
      const start = regions.pop();
      if (start !== undefined) push(ranges, start, line, FoldingRangeKind.Region);
    } else if (!code.has(line)) {
      if (line !== until + 1) {
        push(ranges, from, until, FoldingRangeKind.Comment);
        from = line;
      }
      until = line;
    }
  }
  push(ranges, from, until, FoldingRangeKind.Comment);
  return ranges;
}

function imports(tokens: readonly Token[]): FoldingRange[] {
  const lines = tokens.filter((token) => token.tokenType.name === 'import').map(startLine);
  const ranges: FoldingRange[] = [];
  let from = lines[0] ?? 0;
  lines.forEach((line, index) => {
    if (lines[index + 1] === line + 1) return;
    push(ranges, from, line, FoldingRangeKind.Imports);
    from = lines[index + 1] ?? 0;
  });
  return ranges;
}

function push(ranges: FoldingRange[], start: number, end: number, kind?: FoldingRangeKind): void {
  if (start >= 0 && end > start) ranges.push({ startLine: start, endLine: end, ...(kind !== undefined && { kind }) });
}
