import { type AstNode, GrammarUtils } from 'langium';
import type { InterpolatedText, StringLiteral, TextChunk } from '../generated/ast.ts';
import { escapeProblems } from '../parser/text-values.ts';
import { isNullable, membersOf, scalarOf } from '../types/type.ts';
import { isBroken } from './broken.ts';
import { type CheckTable, declarationOf, type NodeCheck, type Report } from './check.ts';
import { quoted, sentence } from './wording.ts';

// Texts: what is written into them, and their escapes.

/** A null in a text fails the record; only messages show it. */
const interpolated: NodeCheck<InterpolatedText> = (node, report, semantics) => {
  for (const part of node.parts) {
    if (part.$type !== 'Interpolation') continue;
    if (part.value === undefined) {
      const start = part.$cstNode?.offset ?? 0;
      if (!isBroken(part)) report('syntax', { node: part }, `A value is missing between the braces.${node.quote === '$"""' ? '' : ' A brace that is meant as text is written `\\{`.'}`, { data: { at: start } });
      continue;
    }
    const type = semantics.types.typeOf(part.value);
    // Functions, endpoints and instances are told as such, wherever they stand.
    if (type.kind === 'function' || type.kind === 'endpoint' || type.kind === 'alias') continue;
    if (!isMessage(node) && membersOf(type).some((member) => scalarOf(member) === 'bytes')) {
      report('wrong-type', { node: part.value }, `${sentence(quoted(part.value))} is bytes, which are no text. Say how they are written: \`.base64()\`, \`.hex()\`, or \`.string()\` where they are one.`);
    } else if (isNullable(type) && !isMessage(node)) {
      report('may-be-null', { node: part.value }, `${sentence(quoted(part.value))} may be null, and null is not written into a text. Say what then: \`?? ''\`, or \`?? reject "…"\`.`, declarationOf(part.value, semantics));
    }
  }
};

const messages: ReadonlySet<string> = new Set(['LogStep', 'RejectStep', 'FailStep', 'AssertStep', 'TrackStep', 'RejectExpression', 'StopAction', 'EachResult']);

/** Texts that people read show a null as such. */
function isMessage(node: InterpolatedText): boolean {
  const owner = node.$container as { $type?: string } | undefined;
  if (owner?.$type === undefined || !messages.has(owner.$type)) return false;
  return node.$containerProperty === 'message' || owner.$type === 'LogStep' || owner.$type === 'TrackStep';
}

/** Escapes that mean nothing. */
const literal: NodeCheck<StringLiteral> = (node, report) => {
  // In a type or a pattern the node is the text itself; elsewhere it is too.
  const cst = GrammarUtils.findNodeForProperty(node.$cstNode, 'value') ?? node.$cstNode;
  const image = cst?.text;
  if (cst === undefined || image === undefined || !image.startsWith('"')) return;
  const length = image.startsWith('"""') ? 3 : 1;
  escapes(node, image.slice(length, -length), '"', cst.offset + length, report);
};

const chunk: NodeCheck<TextChunk> = (node, report) => {
  const owner = node.$container as InterpolatedText | undefined;
  const cst = node.$cstNode;
  if (owner?.quote !== undefined && cst !== undefined) escapes(node, cst.text, owner.quote, cst.offset, report);
};

function escapes(node: AstNode, piece: string, quote: string, offset: number, report: Report): void {
  for (const problem of escapeProblems(piece, quote)) {
    report('bad-escape', { node, stretch: { start: offset + problem.start, end: offset + problem.end } }, problem.message);
  }
}

export const textChecks: CheckTable = { InterpolatedText: [interpolated], StringLiteral: [literal], TextChunk: [chunk] };
