import type { Format, Incremental as PlanIncremental, Type as PlanType } from '#plan';
import type { LangiumDocument } from 'langium';
import type { Auth, Connector, Endpoint, Expression, Field, FlowStep, Incremental, Parameter, Use } from '../generated/ast.ts';
import type { FieldType } from '../types/type.ts';
import type { Semantics } from './semantics.ts';
import type { TypeTable } from './type.ts';

/** What lowering asks the workspace and the checker. */
export interface LoweringHost {
  semantics: Semantics;
  /** The path of a document relative to the workspace folder, with `/`. */
  pathOf(document: LangiumDocument): string;
  fieldType(node: Field | Parameter): FieldType;
  /** The endpoint that an expression calls through an alias of its flow. */
  endpointOf(node: Expression): { use: string; endpoint: Endpoint } | undefined;
  namesBefore(step: FlowStep): string[];
  connectorOfUse(node: Use): string;
  /** The ways of signing in that the plan's instances choose. */
  authsOf(node: Connector): Auth[];
  /** The type of one record (or of the result), and the name of its `@key` field. */
  recordOf(endpoint: Endpoint, types: TypeTable): { type: PlanType; key?: string };
  /** What the mark is, and the path to it in the record; no path where it is the time of the request. */
  markOf(node: Incremental, endpoint: Endpoint): { type: PlanIncremental['type']; path?: string[]; format?: Format };
}
