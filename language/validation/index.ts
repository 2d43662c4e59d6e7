import { type AstNode, type LangiumCoreServices, type LangiumSharedCoreServices, type ValidationAcceptor, type ValidationChecks, ValidationRegistry } from 'langium';
import type { PatchbayAstType } from '../generated/ast.ts';
import { semanticsOf } from '../types/semantics.ts';
import { type NodeCheck, reporter } from './check.ts';
import { unsupportedTypes } from './not-supported.ts';
import { checkCallSupport, checkInstanceSupport, checkSupport } from './support-check.ts';

export { codes, type DiagnosticCode } from './codes.ts';
export { isReached, reachOfEndpoint, reachOfFlow } from './reach.ts';

type CheckTable = { [Type in keyof PatchbayAstType]?: readonly NodeCheck<PatchbayAstType[Type] & AstNode>[] };

/** Every check, by the kind of node that it looks at. One walk over the tree serves them all. */
const tables: readonly CheckTable[] = [
  Object.fromEntries(unsupportedTypes.map((type) => [type, [checkSupport]])),
  { Call: [checkCallSupport], InstanceReference: [checkInstanceSupport] },
];

/** Registers the checks of all three languages with their services. */
export function registerChecks(services: { shared: LangiumSharedCoreServices; connector: LangiumCoreServices; flow: LangiumCoreServices; workspace: LangiumCoreServices }): void {
  const semantics = semanticsOf(services.shared);
  for (const language of [services.connector, services.flow, services.workspace]) {
    const registry: ValidationRegistry = language.validation.ValidationRegistry;
    for (const table of tables) {
      const checks: Record<string, ((node: AstNode, accept: ValidationAcceptor) => void)[]> = {};
      for (const [type, list] of Object.entries(table) as [string, readonly NodeCheck<AstNode>[]][]) {
        checks[type] = list.map((check) => (node, accept) => check(node, reporter(accept), semantics));
      }
      registry.register(checks as ValidationChecks<PatchbayAstType>);
    }
  }
}
