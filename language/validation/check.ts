import { type AstNode, AstUtils, type DiagnosticInfo, GrammarUtils, type ValidationAcceptor } from 'langium';
import type { PatchbayAstType } from '../generated/ast.ts';
import { extentOf } from '../references/walk.ts';
import type { Semantics } from '../types/semantics.ts';
import { codes, type DiagnosticCode } from './codes.ts';

/** Where a report stands: a node, the text of one of its properties, or a stretch of the file by offsets (`end` exclusive). */
export interface Spot { node: AstNode; property?: string; index?: number; stretch?: { start: number; end: number } }

export interface ReportDetails {
  /** Places that explain it: "declared here". */
  related?: { spot: Spot; message: string }[];
  /** What quick fixes need. */
  data?: Record<string, unknown>;
  severity?: 'error' | 'warning' | 'hint';
  /** How an editor shows the text: faded where nothing needs it, struck out where it is on its way out. */
  tag?: 'unnecessary' | 'deprecated';
}

/** Says what is wrong where, with what to do. */
export type Report = (code: DiagnosticCode, spot: Spot, message: string, details?: ReportDetails) => void;

/** One check of one kind of node. */
export type NodeCheck<Node extends AstNode = never> = (node: Node, report: Report, semantics: Semantics) => void;

/** Checks by the kind of node that they look at. */
export type CheckTable = { [Type in keyof PatchbayAstType]?: readonly NodeCheck<PatchbayAstType[Type] & AstNode>[] };

/** Numbers of LSP's DiagnosticTag. */
const unnecessary = 1;
const deprecated = 2;

interface Place { line: number; character: number }
interface TextRange { start: Place; end: Place }

/** `report` over Langium's acceptor. */
export function reporter(accept: ValidationAcceptor): Report {
  return (code, spot, message, details = {}) => {
    const info: DiagnosticInfo<AstNode> = {
      node: spot.node,
      code,
      ...(spot.property !== undefined && { property: spot.property }),
      ...(spot.index !== undefined && { index: spot.index }),
      ...rangeOf(spot),
      ...(details.tag !== undefined && { tags: [details.tag === 'unnecessary' ? unnecessary : deprecated] }),
      ...(details.data !== undefined && { data: { ...details.data, code } }),
      ...(details.related !== undefined && { relatedInformation: details.related.flatMap(({ spot: place, message: text }) => relatedPlace(place, text)) }),
    };
    accept(details.severity ?? codes[code], message, info);
  };
}

/** The place of a declaration's name, for "declared here". */
export function nameSpot(node: AstNode): Spot {
  return { node, property: 'name' in node ? 'name' : 'key' };
}

/** "declared here" at the name of a declaration; nothing where there is none. */
export function declaredHere(node: AstNode | undefined): Pick<ReportDetails, 'related'> {
  return node === undefined ? {} : { related: [{ spot: nameSpot(node), message: 'declared here' }] };
}

/** "declared here" at what a name or member stands for: the field that may be null, the setting, the step. */
export function declarationOf(expression: AstNode | undefined, semantics: Semantics): Pick<ReportDetails, 'related'> {
  switch (expression?.$type) {
    case 'ParenthesizedExpression': return declarationOf((expression as unknown as { inner?: AstNode }).inner, semantics);
    case 'NameReference': case 'MemberAccess': case 'ShorthandEntry': {
      const node = semantics.resolve(expression)?.node;
      return node === undefined || node === expression || !('name' in node || 'key' in node) ? {} : declaredHere(node);
    }
    default: return {};
  }
}

function rangeOf({ node, property, stretch }: Spot): { range?: TextRange } {
  const part = stretch ?? (property === undefined && node.$type === 'BinaryExpression' ? extentOf(node) : undefined);
  return part === undefined ? {} : { range: stretchRange(node, part) };
}

function stretchRange(node: AstNode, { start, end }: { start: number; end: number }): TextRange {
  const { textDocument } = AstUtils.getDocument(node);
  return { start: textDocument.positionAt(start), end: textDocument.positionAt(end) };
}

function relatedPlace(spot: Spot, message: string): { location: { uri: string; range: TextRange }; message: string }[] {
  const own = spot.property === undefined ? rangeOf(spot).range : undefined;
  if (own !== undefined) return [{ location: { uri: AstUtils.getDocument(spot.node).uri.toString(), range: own }, message }];
  const cst = spot.property === undefined ? spot.node.$cstNode : GrammarUtils.findNodeForProperty(spot.node.$cstNode, spot.property, spot.index) ?? spot.node.$cstNode;
  return cst === undefined ? [] : [{ location: { uri: AstUtils.getDocument(spot.node).uri.toString(), range: cst.range }, message }];
}
