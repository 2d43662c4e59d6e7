import { type AstNode, AstUtils, type DiagnosticInfo, GrammarUtils, type ValidationAcceptor } from 'langium';
import type { Semantics } from '../types/semantics.ts';
import { codes, type DiagnosticCode } from './codes.ts';

/** Where a report stands: a node, or the text of one of its properties. */
export interface Spot { node: AstNode; property?: string; index?: number }

export interface ReportDetails {
  /** Places that explain it: "declared here". */
  related?: { spot: Spot; message: string }[];
  /** What quick fixes need. */
  data?: Record<string, unknown>;
  severity?: 'error' | 'warning' | 'hint';
}

/** Says what is wrong where, with what to do. */
export type Report = (code: DiagnosticCode, spot: Spot, message: string, details?: ReportDetails) => void;

/** One check of one kind of node. */
export type NodeCheck<Node extends AstNode = never> = (node: Node, report: Report, semantics: Semantics) => void;

/** `report` over Langium's acceptor. */
export function reporter(accept: ValidationAcceptor): Report {
  return (code, spot, message, details = {}) => {
    const info: DiagnosticInfo<AstNode> = {
      node: spot.node,
      code,
      ...(spot.property !== undefined && { property: spot.property }),
      ...(spot.index !== undefined && { index: spot.index }),
      ...(details.data !== undefined && { data: { ...details.data, code } }),
      ...(details.related !== undefined && { relatedInformation: details.related.flatMap(({ spot: place, message: text }) => relatedPlace(place, text)) }),
    };
    accept(details.severity ?? codes[code], message, info);
  };
}

function relatedPlace(spot: Spot, message: string): { location: { uri: string; range: { start: { line: number; character: number }; end: { line: number; character: number } } }; message: string }[] {
  const cst = spot.property === undefined ? spot.node.$cstNode : GrammarUtils.findNodeForProperty(spot.node.$cstNode, spot.property, spot.index) ?? spot.node.$cstNode;
  return cst === undefined ? [] : [{ location: { uri: AstUtils.getDocument(spot.node).uri.toString(), range: cst.range }, message }];
}
