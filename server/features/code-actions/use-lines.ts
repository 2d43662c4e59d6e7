import { type AstNode, AstUtils, GrammarUtils } from 'langium';
import { ast } from '#language';
import { lineBreak } from './lines.ts';
import type { Edit } from './problem.ts';

// Lines of `use` that follow one another have their `=` in one column: who adds or removes one moves the others.

/** The `use` lines right above and below one, itself included. */
function runOf(use: ast.Use): ast.Use[] {
  const flow = use.$container;
  const steps: readonly AstNode[] = ast.isFlow(flow) ? flow.steps : [use];
  const at = steps.indexOf(use);
  const run = [use];
  for (let index = at - 1; index >= 0 && follows(steps[index]!, run[0]!); index--) run.unshift(steps[index] as ast.Use);
  for (let index = at + 1; index < steps.length && follows(run.at(-1)!, steps[index]!); index++) run.push(steps[index] as ast.Use);
  return run;
}

function follows(first: AstNode, second: AstNode): boolean {
  const line = first.$cstNode?.range.end.line;
  return ast.isUse(first) && ast.isUse(second) && line !== undefined && second.$cstNode?.range.start.line === line + 1;
}

/** Moves the `=` of these lines to where the longest of the names has it. */
function aligned(uses: readonly ast.Use[], width: number, text: string): Edit[] {
  return uses.flatMap((use): Edit[] => {
    const name = GrammarUtils.findNodeForProperty(use.$cstNode, 'name');
    if (name === undefined) return [];
    const blanks = /^ *(?==)/.exec(text.slice(name.end));
    const wanted = ' '.repeat(width - use.name.length + 1);
    return blanks === null || blanks[0] === wanted ? [] : [{ start: name.end, end: name.end + blanks[0].length, text: wanted }];
  });
}

/** A `use` that is half typed has no name yet. */
const widest = (names: readonly (string | undefined)[]): number => Math.max(...names.map((name) => name?.length ?? 0));

/** What removing a line changes in those beside it. */
export function alignedWithout(use: ast.Use, text: string): Edit[] {
  const others = runOf(use).filter((one) => one !== use);
  return others.length === 0 ? [] : aligned(others, widest(others.map((one) => one.name)), text);
}

/** A new line behind the last `use` of a flow, or as its first one. */
export function addedUse(flow: ast.Flow, name: string, instance: string): Edit[] {
  const { textDocument } = AstUtils.getDocument(flow);
  const text = textDocument.getText();
  const last = flow.steps.findLast(ast.isUse);
  const br = lineBreak(text);
  if (last?.$cstNode === undefined) {
    const brace = GrammarUtils.findNodeForKeyword(flow.$cstNode, '{');
    if (brace === undefined) return [];
    // A blank line stands between the instances and what is done with them.
    const next = /^[^\S\r\n]*\r?\n[^\S\r\n]*(?:\r?\n|\})/.test(text.slice(brace.end)) ? '' : br;
    return [{ start: brace.end, end: brace.end, text: `${br}  use ${name} = ${instance}${next}` }];
  }
  const run = runOf(last);
  const width = widest([name, ...run.map((one) => one.name)]);
  const { end } = last.$cstNode;
  return [...aligned(run, width, text), { start: end, end, text: `${br}  use ${name}${' '.repeat(width - name.length + 1)}= ${instance}` }];
}
