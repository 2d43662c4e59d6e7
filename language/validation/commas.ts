import { type AstNode, AstUtils } from 'langium';
import type { ObjectLiteral, ShorthandEntry } from '../generated/ast.ts';
import { isBroken } from './broken.ts';
import type { CheckTable, NodeCheck, Report } from './check.ts';

// A comma that is missing between two entries of an object: on two lines it is accepted with a warning and a fix.

const object: NodeCheck<ObjectLiteral> = (node, report) => {
  const { entries } = node;
  if (entries.length < 2 || isBroken(node)) return;
  const text = AstUtils.getDocument(node).textDocument.getText();
  for (let index = 1; index < entries.length; index++) checkComma(node, entries[index - 1]!, entries[index]!, text, report);
};

function checkComma(owner: ObjectLiteral, before: AstNode, after: AstNode, text: string, report: Report): void {
  const [first, second] = [before.$cstNode, after.$cstNode];
  // `x => { return x }`: what is wrong there is told at the `return`.
  if (before.$type === 'ShorthandEntry' && (before as ShorthandEntry).key === 'return') return;
  if (first === undefined || second === undefined) return;
  const between = text.slice(first.end, second.offset);
  if (between.includes(',') && between.replace(/\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/g, '').includes(',')) return;
  const sameLine = first.range.end.line === second.range.start.line;
  report('missing-comma', { node: owner, stretch: { start: first.end - 1, end: first.end } }, 'A comma is missing after this entry.', { data: { insertAt: first.end }, ...(sameLine && { severity: 'error' as const }) });
}

export const commaChecks: CheckTable = { ObjectLiteral: [object] };
