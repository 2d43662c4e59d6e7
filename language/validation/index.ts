import type { AstNode, LangiumCoreServices, LangiumSharedCoreServices, ValidationAcceptor, ValidationChecks } from 'langium';
import type { PatchbayAstType } from '../generated/ast.ts';
import { semanticsOf } from '../types/semantics.ts';
import { amountChecks } from './amounts.ts';
import { argumentChecks } from './arguments.ts';
import { attributeChecks } from './attributes.ts';
import { authChecks } from './auths.ts';
import { bindingChecks } from './bindings.ts';
import { callChecks } from './calls.ts';
import { type CheckTable, type NodeCheck, reporter } from './check.ts';
import { conditionChecks } from './conditions.ts';
import { commaChecks } from './commas.ts';
import { constantConditionChecks } from './constant-conditions.ts';
import { connectorChecks } from './connector-members.ts';
import { declarationChecks } from './declarations.ts';
import { deprecationChecks } from './deprecations.ts';
import { elementChecks } from './elements.ts';
import { endpointChecks } from './endpoints.ts';
import { entityChecks } from './entities.ts';
import { hostChecks } from './hosts.ts';
import { iconChecks } from './icons.ts';
import { literalArgumentChecks } from './literal-arguments.ts';
import { literalBraceChecks } from './literal-braces.ts';
import { matchChecks } from './match.ts';
import { memberChecks } from './members.ts';
import { nameChecks } from './names.ts';
import { unsupportedTypes } from './not-supported.ts';
import { operatorChecks } from './operators.ts';
import { pageChecks } from './pages.ts';
import { pagingChecks } from './paging.ts';
import { workspaceFileChecks } from './patchbay-json.ts';
import { patchBodyChecks } from './patch-bodies.ts';
import { pathChecks } from './paths.ts';
import { requestValueChecks } from './request-values.ts';
import { ruleChecks } from './rules.ts';
import { secretNameChecks } from './secret-names.ts';
import { stepChecks } from './steps.ts';
import { checkCallSupport, checkInstanceSupport, checkSupport } from './support-check.ts';
import { testChecks } from './tests.ts';
import { textChecks } from './texts.ts';
import { triggerChecks } from './triggers.ts';
import { typeChecks } from './type-names.ts';
import { undocumentedChecks } from './undocumented.ts';
import { unusedBindingChecks } from './unused-bindings.ts';
import { unusedParameterChecks } from './unused-parameters.ts';
import { useChecks } from './uses.ts';
import { valueHabitChecks } from './value-habits.ts';
import { valueChecks } from './value-places.ts';

export { codes, type DiagnosticCode } from './codes.ts';
export { validationModule } from './document-validator.ts';
export { isReached, reachOfEndpoint, reachOfFlow } from './reach.ts';

/** Every check, by the kind of node that it looks at. One walk over the tree serves them all. */
const tables: readonly CheckTable[] = [
  Object.fromEntries(unsupportedTypes.map((type) => [type, [checkSupport]])),
  { Call: [checkCallSupport], InstanceReference: [checkInstanceSupport] },
  nameChecks, memberChecks, argumentChecks, conditionChecks, operatorChecks, matchChecks, textChecks, ...valueChecks,
  typeChecks, attributeChecks, declarationChecks, useChecks, bindingChecks, stepChecks, callChecks, pathChecks, triggerChecks, testChecks,
  connectorChecks, hostChecks, authChecks, endpointChecks, requestValueChecks, pagingChecks, ruleChecks, entityChecks, secretNameChecks,
  commaChecks, workspaceFileChecks, amountChecks, literalArgumentChecks, elementChecks, literalBraceChecks, unusedParameterChecks, patchBodyChecks,
  constantConditionChecks, pageChecks, valueHabitChecks, unusedBindingChecks, deprecationChecks, undocumentedChecks,
];

/** Registers the checks of all three languages with their services. */
export function registerChecks(services: { shared: LangiumSharedCoreServices; connector: LangiumCoreServices; flow: LangiumCoreServices; workspace: LangiumCoreServices }): void {
  const semantics = semanticsOf(services.shared);
  for (const language of [services.connector, services.flow, services.workspace]) {
    for (const table of [...tables, iconChecks(() => services.shared.workspace.FileSystemProvider)]) {
      const checks: Record<string, ((node: AstNode, accept: ValidationAcceptor) => void)[]> = {};
      for (const [type, list] of Object.entries(table) as [string, readonly NodeCheck<AstNode>[]][]) {
        checks[type] = list.map((check) => (node, accept) => check(node, reporter(accept), semantics));
      }
      language.validation.ValidationRegistry.register(checks as ValidationChecks<PatchbayAstType>);
    }
  }
}
