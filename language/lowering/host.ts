import type { LangiumDocument } from 'langium';
import type { Auth, Connector } from '../generated/ast.ts';
import type { Types } from '../types/types.ts';

/** What lowering asks the workspace. */
export interface LoweringHost {
  types: Types;
  /** The path of a document relative to the workspace folder, with `/`. */
  pathOf(document: LangiumDocument): string;
  /** The ways of signing in that the plan's instances choose. */
  authsOf(node: Connector): Auth[];
}
